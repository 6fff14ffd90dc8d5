// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.identity.SynchronisationReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a synchronisation has done so far. */
record SynchronisationCounts(
        int peopleSeen, int peopleChanged, int peopleDeactivated, int teamsChanged, int organisationsChanged) {

    static final SynchronisationCounts NONE = new SynchronisationCounts(0, 0, 0, 0, 0);

    /** @param text what {@link #write()} gave; empty for none */
    static SynchronisationCounts read(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        int[] parts = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        return new SynchronisationCounts(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    String write() {
        return IntStream.of(peopleSeen, peopleChanged, peopleDeactivated, teamsChanged, organisationsChanged)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    /** The same without those who were seen: a run that begins anew sees them again, and finds nothing left to change. */
    SynchronisationCounts unseen() {
        return new SynchronisationCounts(0, peopleChanged, peopleDeactivated, teamsChanged, organisationsChanged);
    }

    SynchronisationCounts seen(int people) {
        return new SynchronisationCounts(people, peopleChanged, peopleDeactivated, teamsChanged, organisationsChanged);
    }

    SynchronisationCounts people(int changed, int deactivated) {
        return new SynchronisationCounts(
                peopleSeen,
                peopleChanged + changed,
                peopleDeactivated + deactivated,
                teamsChanged,
                organisationsChanged);
    }

    SynchronisationCounts groups(GroupKind kind, int changed) {
        return switch (kind) {
            case TEAM ->
                new SynchronisationCounts(
                        peopleSeen, peopleChanged, peopleDeactivated, teamsChanged + changed, organisationsChanged);
            case ORGANISATION ->
                new SynchronisationCounts(
                        peopleSeen, peopleChanged, peopleDeactivated, teamsChanged, organisationsChanged + changed);
        };
    }

    SynchronisationReport finished(Instant at) {
        return new SynchronisationReport(
                at, peopleSeen, peopleChanged, peopleDeactivated, teamsChanged, organisationsChanged);
    }
}
