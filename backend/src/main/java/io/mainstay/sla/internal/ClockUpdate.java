// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.platform.timer.TimerSpec;
import java.util.List;

/**
 * What a change, or time alone, makes of a record's clocks.
 *
 * @param timeline with the clocks as they stand now
 * @param added events that the timeline has gained
 * @param fields what changed of the clocks, for the record's history
 * @param events what the platform is told
 * @param timers the next threshold of each open clock
 * @param thresholdsChanged whether thresholds were dealt with or taken back
 */
record ClockUpdate(
        StoredTimeline timeline,
        List<StoredEvent> added,
        List<FieldChange> fields,
        List<Record> events,
        List<TimerSpec> timers,
        boolean thresholdsChanged) {}
