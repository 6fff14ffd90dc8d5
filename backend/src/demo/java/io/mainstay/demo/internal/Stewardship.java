// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/**
 * Who answers for an item.
 *
 * @param managedBy the team that keeps it
 * @param support the team that incidents on it go to
 */
public record Stewardship(RealmOrganisation organisation, RealmPerson owner, RealmTeam managedBy, RealmTeam support) {

    static Stewardship of(RealmOrganisation organisation, RealmPerson owner, RealmTeam team) {
        return new Stewardship(organisation, owner, team, team);
    }
}
