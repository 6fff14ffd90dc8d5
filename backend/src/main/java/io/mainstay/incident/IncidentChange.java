package io.mainstay.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber is told. The first one only says that nothing is missed from here on: it has no {@code seq}, type and
 * instant.
 *
 * @param seq the event's place among all events
 * @param type the event's type, such as {@code incident.resolved.v1}
 * @param incidentId the incident; null in the first one of a subscription to several
 * @param revision the incident's revision after the change
 * @param occurredAt when it happened
 * @param incident the incident as it is now, which may be newer than the event; null if it left the subscriber's teams and the
 *     subscriber no longer sees it
 */
public record IncidentChange(
        @Nullable Long seq,
        @Nullable String type,
        @Nullable String incidentId,
        @Nullable Integer revision,
        @Nullable Instant occurredAt,
        @Nullable IncidentView incident) {

    /** The beginning of a subscription to several incidents. */
    public static final IncidentChange BEGINNING = new IncidentChange(null, null, null, null, null, null);

    /** The beginning of a subscription to one incident. */
    public static IncidentChange beginning(IncidentView incident) {
        return new IncidentChange(null, null, incident.id(), incident.revision(), null, incident);
    }
}
