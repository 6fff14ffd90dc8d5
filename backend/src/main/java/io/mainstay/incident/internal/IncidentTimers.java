package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Which timers an incident has by what it is; the difference between two revisions says what to arm and disarm. */
final class IncidentTimers {

    static final String AUTO_CLOSE = "incident.auto-close";
    static final String FOLLOW_UP = "incident.follow-up";
    static final String DECLASSIFY = "incident.declassify";

    private IncidentTimers() {}

    /** @param waiting from the resolution to the automatic closure */
    static Map<String, Instant> of(Incident incident, Duration waiting) {
        Map<String, Instant> due = new TreeMap<>();
        Incident.Resolution resolution = incident.resolution();
        if (incident.state() == IncidentState.RESOLVED && resolution != null) {
            due.put(AUTO_CLOSE, resolution.resolvedAt().plus(waiting));
        }
        Incident.Hold hold = incident.hold();
        if (hold != null && hold.followUpAt() != null) {
            due.put(FOLLOW_UP, hold.followUpAt());
        }
        Instant until = incident.secrecy().until();
        if (until != null) {
            due.put(DECLASSIFY, until);
        }
        return due;
    }
}
