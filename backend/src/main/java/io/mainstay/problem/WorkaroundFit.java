// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/**
 * An open incident that the workaround of a problem fits.
 *
 * @param published whether it is published to the incident already
 */
public record WorkaroundFit(String incidentId, Reason reason, boolean published) {

    /** Why it fits. */
    public enum Reason {
        /** The problem causes the incident. */
        LINKED,
        /** The incident is on a configuration item of the problem, and of a category of an incident that it causes. */
        SAME_ITEM,
        /** The same, on an item that depends on one of the problem over at most two relations that carry failure. */
        NEIGHBOURHOOD
    }

    /** @param distance 0 if linked, 1 on the same item, more around it */
    public static WorkaroundFit of(String incidentId, int distance, boolean published) {
        return new WorkaroundFit(
                incidentId,
                switch (distance) {
                    case 0 -> Reason.LINKED;
                    case 1 -> Reason.SAME_ITEM;
                    default -> Reason.NEIGHBOURHOOD;
                },
                published);
    }
}
