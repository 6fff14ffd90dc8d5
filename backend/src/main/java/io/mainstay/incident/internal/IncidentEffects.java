package io.mainstay.incident.internal;

import io.mainstay.record.WorkLogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command does beside changing the incident's own fields.
 *
 * @param entry what it writes into the work log
 * @param linked configuration items that it links and that were not linked before
 * @param unlinked configuration items that it takes off
 */
record IncidentEffects(@Nullable WorkLogEntry entry, List<String> linked, List<String> unlinked) {

    static final IncidentEffects NONE = new IncidentEffects(null, List.of(), List.of());

    IncidentEffects {
        linked = List.copyOf(linked);
        unlinked = List.copyOf(unlinked);
    }

    static IncidentEffects wrote(WorkLogEntry entry) {
        return new IncidentEffects(entry, List.of(), List.of());
    }

    WorkLogEntry requiredEntry() {
        if (entry == null) {
            throw new IllegalStateException("this command writes into the work log");
        }
        return entry;
    }
}
