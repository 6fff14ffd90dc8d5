// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody does to an incident after it was reported. */
public sealed interface IncidentStep {

    Instant at();

    /** Who does it; absent for what Mainstay does by itself. */
    @Nullable
    DemoPerson actor();

    /** @param person absent when the team has nobody to name */
    record Assign(
            Instant at,
            RealmPerson actor,
            RealmTeam team,
            @Nullable RealmPerson person) implements IncidentStep {}

    record Start(Instant at, RealmPerson actor) implements IncidentStep {}

    record WorkNote(Instant at, RealmPerson actor, String text) implements IncidentStep {}

    record Comment(Instant at, DemoPerson actor, String text) implements IncidentStep {}

    record Hold(Instant at, RealmPerson actor, HoldReason reason, String text, Instant followUpAt)
            implements IncidentStep {}

    record Resume(Instant at, RealmPerson actor) implements IncidentStep {}

    /** @param restoredAt when the service worked again */
    record Resolve(Instant at, RealmPerson actor, ResolutionCode code, String text, Instant restoredAt)
            implements IncidentStep {}

    record Reopen(Instant at, DemoPerson actor, String reason) implements IncidentStep {}

    record Cancel(Instant at, RealmPerson actor, String reason) implements IncidentStep {}

    /** @param actor the caller who confirms; absent when nobody objected for five days */
    record Close(Instant at, @Nullable DemoPerson actor) implements IncidentStep {}
}
