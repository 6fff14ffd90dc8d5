// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

/** How many people, teams and organisations a synchronisation makes inactive. */
public record Deactivations(int people, int teams, int organisations) {

    public static final Deactivations NONE = new Deactivations(0, 0, 0);

    /** Whether these are no more than those, of each sort. */
    public boolean isWithin(Deactivations those) {
        return people <= those.people && teams <= those.teams && organisations <= those.organisations;
    }
}
