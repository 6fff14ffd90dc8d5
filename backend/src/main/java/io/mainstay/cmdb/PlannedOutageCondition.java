package io.mainstay.cmdb;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which planned outages to show.
 *
 * @param ciIds of which CIs; empty for all
 * @param states in which states; empty for all
 * @param from those that are not over at this instant; null for all
 * @param to those that begin before this instant; null for all
 */
public record PlannedOutageCondition(
        List<String> ciIds,
        Set<PlannedOutageState> states,
        @Nullable Instant from,
        @Nullable Instant to) {

    public PlannedOutageCondition {
        ciIds = List.copyOf(ciIds);
        states = Set.copyOf(states);
    }

    public static PlannedOutageCondition everything() {
        return new PlannedOutageCondition(List.of(), Set.of(), null, null);
    }
}
