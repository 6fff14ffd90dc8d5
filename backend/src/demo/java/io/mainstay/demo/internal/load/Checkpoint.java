// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

/**
 * Where the next chunk begins.
 *
 * @param position how many of the phase are done
 */
record Checkpoint(LoadPhase phase, int position) {

    static Checkpoint parse(String text) {
        if (text.isEmpty()) {
            return new Checkpoint(LoadPhase.ITEMS, 0);
        }
        int colon = text.indexOf(':');
        return new Checkpoint(LoadPhase.valueOf(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    String text() {
        return phase + ":" + position;
    }
}
