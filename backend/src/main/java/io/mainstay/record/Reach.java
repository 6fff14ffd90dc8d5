// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.util.List;

/**
 * The properties through which somebody sees a record of a kind, beside its organisation. Whoever sees a record and not every
 * organisation is found in one of them, so that what somebody sees who sees little is found without reading everything. Each
 * is the first of an index.
 *
 * @param offered whether some of the records are offered for self-service, which an index of {@code selfService} and the
 *     organisation finds; if not, who uses services alone sees none through their organisation
 * @param teams those that name teams
 * @param people those that name people
 */
public record Reach(boolean offered, List<String> teams, List<String> people) {

    public Reach {
        teams = List.copyOf(teams);
        people = List.copyOf(people);
    }
}
