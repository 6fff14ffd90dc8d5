// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.window.ChangeWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in a range.
 *
 * @param entries in the order in which they begin
 * @param complete false if there are more, or may be
 */
public record ChangeCalendar(List<Entry> entries, boolean complete) {

    public ChangeCalendar {
        entries = List.copyOf(entries);
    }

    /** What goes on. */
    public enum Kind {
        /** A change: its window until it is begun, then when it really was or is made. */
        CHANGE,
        /** A freeze holds. */
        FREEZE,
        /** A maintenance window holds. */
        MAINTENANCE_WINDOW,
        /** An item is planned not to work, or to work impaired. */
        PLANNED_OUTAGE,
        /** A release is deployed to an environment, or is to be. */
        DEPLOYMENT,
        /** The users of a release have it, and it is watched. */
        EARLY_LIFE,
        /** A release may be deployed from then on. */
        RELEASE,
        /** The change advisory board meets. */
        CAB_MEETING
    }

    /**
     * One thing that goes on.
     *
     * @param to the first instant after it; null for a change that is under way and nobody knows until when. That of a release, which lasts no
     *     time, is its first
     * @param zone in which those who planned it think of it; null if that is not kept
     * @param record the change, window, planned outage, or what another capability shows
     * @param recordId its id
     */
    public record Entry(
            Kind kind,
            Instant from,
            @Nullable Instant to,
            @Nullable String zone,
            String title,
            Object record,
            String recordId) {

        static final Comparator<Entry> ORDER = Comparator.comparing(Entry::from)
                .thenComparing(entry -> Objects.requireNonNullElse(entry.to(), Instant.MAX))
                .thenComparing(Entry::kind)
                .thenComparing(Entry::recordId);

        public @Nullable Change change() {
            return record instanceof Change change ? change : null;
        }

        public @Nullable ChangeWindow changeWindow() {
            return record instanceof ChangeWindow window ? window : null;
        }

        public @Nullable PlannedOutage plannedOutage() {
            return record instanceof PlannedOutage outage ? outage : null;
        }

        public @Nullable CabMeeting cabMeeting() {
            return record instanceof CabMeeting meeting ? meeting : null;
        }
    }
}
