// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import java.util.List;

/** Something that holds in each deployment that the chart or the manifests give. */
sealed interface Rule
        permits AutoscalersScale,
                BackendEnvironmentIsRead,
                BudgetsLetNodesDrain,
                ConfigurationRollsPods,
                ContainersStateResources,
                HooksFindWhatTheyNeed,
                ImagesArePinned,
                NamesAreUnique,
                NetworkLetsThroughWhatIsNeeded,
                PodsAreIsolated,
                PodsAreProbed,
                PodsAreRestricted,
                PodsHaveNoToken,
                PortsResolve,
                ReferencesResolve,
                ReplicasSpread,
                RootIsReadOnly,
                SecretsStaySecret,
                SelectorsMatch,
                ShutdownHasTime,
                UpdatesCostNothing {

    List<Violation> check(Manifests manifests);

    /** All rules, one of each. */
    static List<Rule> all() {
        return List.of(
                new AutoscalersScale(),
                new BackendEnvironmentIsRead(),
                new BudgetsLetNodesDrain(),
                new ConfigurationRollsPods(),
                new ContainersStateResources(),
                new HooksFindWhatTheyNeed(),
                new ImagesArePinned(),
                new NamesAreUnique(),
                new NetworkLetsThroughWhatIsNeeded(),
                new PodsAreIsolated(),
                new PodsAreProbed(),
                new PodsAreRestricted(),
                new PodsHaveNoToken(),
                new PortsResolve(),
                new ReferencesResolve(),
                new ReplicasSpread(),
                new RootIsReadOnly(),
                new SecretsStaySecret(),
                new SelectorsMatch(),
                new ShutdownHasTime(),
                new UpdatesCostNothing());
    }
}
