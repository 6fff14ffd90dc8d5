// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;

/** Somebody of the demo company. */
public sealed interface DemoPerson permits RealmPerson, Colleague {

    /** What the identity provider calls the person. */
    String username();

    String firstName();

    RealmOrganisation organisation();

    List<RealmTeam> teams();

    /** Where the person works, in words. */
    String place();

    /** Whether the realm gives the person clearance for confidential incidents. */
    boolean cleared();
}
