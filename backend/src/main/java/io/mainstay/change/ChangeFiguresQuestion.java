// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A question for how the changes came out that were closed in a range.
 *
 * @param from the beginning of the range
 * @param to its end, exclusive
 * @param teamIds those of these teams; all if empty
 * @param types those of these types; all if empty
 * @param templateIds those of these templates; all if empty
 * @param serviceOfferingIds those with these service offerings; all if empty
 * @param organisationIds those of these organisations; all if empty
 */
public record ChangeFiguresQuestion(
        Instant from,
        Instant to,
        List<String> teamIds,
        Set<ChangeType> types,
        List<String> templateIds,
        List<String> serviceOfferingIds,
        List<String> organisationIds) {

    public ChangeFiguresQuestion {
        teamIds = List.copyOf(teamIds);
        types = Set.copyOf(types);
        templateIds = List.copyOf(templateIds);
        serviceOfferingIds = List.copyOf(serviceOfferingIds);
        organisationIds = List.copyOf(organisationIds);
    }

    /** All that was closed in a range. */
    public static ChangeFiguresQuestion of(Instant from, Instant to) {
        return new ChangeFiguresQuestion(from, to, List.of(), Set.of(), List.of(), List.of(), List.of());
    }
}
