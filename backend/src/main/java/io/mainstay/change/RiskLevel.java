// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** How great the risk of a change is. */
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH,
    VERY_HIGH;

    /** Whether a change of this risk must show how it was tested, or will be. */
    public boolean needsTestEvidence() {
        return switch (this) {
            case LOW, MEDIUM -> false;
            case HIGH, VERY_HIGH -> true;
        };
    }
}
