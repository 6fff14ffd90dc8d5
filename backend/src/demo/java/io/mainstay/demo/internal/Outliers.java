// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** Items that are not, or no longer, in use: they have a place in the inventory and nothing depends on them. */
final class Outliers {

    private final Landscape landscape;

    Outliers(Landscape landscape) {
        this.landscape = landscape;
    }

    void add() {
        for (int number = 1; number <= 4; number++) {
            old("old-esx-0" + number, number <= 3 ? Lifecycle.RETIRED : Lifecycle.RETIRING);
        }
        for (int number = 1; number <= 3; number++) {
            landscape
                    .draft(CiKind.SERVER, "new-esx-0" + number, Stewards.SERVERS)
                    .about("Host for the growth of next year.")
                    .lifecycle(number == 1 ? Lifecycle.IN_BUILD : Lifecycle.PLANNED)
                    .with("model", "Ironside R770")
                    .with("cpuCount", 96)
                    .with("memoryMb", 1_572_864)
                    .add();
        }
        landscape
                .draft(CiKind.BUSINESS_APPLICATION, "StockPilot Classic", Stewards.SERVERS)
                .about("Predecessor of StockPilot, switched off last year.")
                .lifecycle(Lifecycle.RETIRED)
                .add();
    }

    private void old(String name, Lifecycle lifecycle) {
        landscape
                .draft(CiKind.SERVER, name, Stewards.SERVERS)
                .about("Host of the former generation.")
                .criticality(Criticality.LOW)
                .lifecycle(lifecycle)
                .with("model", "Ironside R640")
                .with("cpuCount", 32)
                .with("memoryMb", 393_216)
                .add();
    }
}
