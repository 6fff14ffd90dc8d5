// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the problem manager, or for {@link Rate} an agent, does about a problem after it was reported. */
public sealed interface ProblemStep {

    Instant at();

    record Assess(Instant at, Level impact, Level urgency) implements ProblemStep {}

    /** @param person absent when nobody of the team works on problems */
    record Assign(Instant at, RealmTeam team, @Nullable RealmPerson person) implements ProblemStep {}

    record Investigate(Instant at) implements ProblemStep {}

    record WorkNote(Instant at, String text) implements ProblemStep {}

    /** @param incidents keys of incidents that were reported later than the problem */
    record LinkIncidents(Instant at, List<String> incidents) implements ProblemStep {
        public LinkIncidents {
            incidents = List.copyOf(incidents);
        }
    }

    /** @param cis names of the items that contribute */
    record SetRootCause(Instant at, String category, String text, List<String> whys, List<String> cis)
            implements ProblemStep {
        public SetRootCause {
            whys = List.copyOf(whys);
            cis = List.copyOf(cis);
        }
    }

    record MarkKnownError(Instant at) implements ProblemStep {}

    record SetWorkaround(Instant at, String text, List<String> steps) implements ProblemStep {
        public SetWorkaround {
            steps = List.copyOf(steps);
        }
    }

    /** @param incidents keys of open incidents that it fits */
    record PublishWorkaround(Instant at, List<String> incidents) implements ProblemStep {
        public PublishWorkaround {
            incidents = List.copyOf(incidents);
        }
    }

    /** @param incident key of an incident to which the workaround is published */
    record Rate(Instant at, RealmPerson actor, String incident, boolean helped) implements ProblemStep {}

    record Hold(Instant at, String reason, Instant followUpAt) implements ProblemStep {}

    record Fix(Instant at) implements ProblemStep {}

    record Resolve(Instant at, String code, String text) implements ProblemStep {}

    record Close(Instant at) implements ProblemStep {}

    record AcceptRisk(Instant at, String reason, Instant reviewAt) implements ProblemStep {}

    /** @param of key of the other problem */
    record MarkDuplicate(Instant at, String of) implements ProblemStep {}
}
