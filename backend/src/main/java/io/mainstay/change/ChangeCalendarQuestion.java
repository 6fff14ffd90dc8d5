// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question for what goes on in a range.
 *
 * @param from the beginning of the range
 * @param to its end, exclusive
 * @param kinds of which kinds; of all if empty
 * @param ciIds what concerns one of these CIs, or one of the services; all if both are empty
 * @param serviceIds what concerns one of these services or what they depend on
 * @param teamIds of changes and releases those of these teams; all if empty
 * @param organisationIds of changes and releases those of these organisations; all if empty
 * @param types of changes those of these types; all if empty
 * @param riskLevels of changes those of these risks; all if empty
 * @param first how many entries are wanted
 */
public record ChangeCalendarQuestion(
        Instant from,
        Instant to,
        Set<ChangeCalendar.Kind> kinds,
        List<String> ciIds,
        List<String> serviceIds,
        List<String> teamIds,
        List<String> organisationIds,
        Set<ChangeType> types,
        Set<RiskLevel> riskLevels,
        int first) {

    public ChangeCalendarQuestion {
        kinds = Set.copyOf(kinds);
        ciIds = List.copyOf(ciIds);
        serviceIds = List.copyOf(serviceIds);
        teamIds = List.copyOf(teamIds);
        organisationIds = List.copyOf(organisationIds);
        types = Set.copyOf(types);
        riskLevels = Set.copyOf(riskLevels);
    }

    /** The teams that are asked about; null for all. */
    public @Nullable List<String> anyTeam() {
        return teamIds.isEmpty() ? null : teamIds;
    }

    /** The organisations that are asked about; null for all. */
    public @Nullable List<String> anyOrganisation() {
        return organisationIds.isEmpty() ? null : organisationIds;
    }

    boolean asksFor(ChangeCalendar.Kind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    boolean isOfItems() {
        return !ciIds.isEmpty() || !serviceIds.isEmpty();
    }
}
