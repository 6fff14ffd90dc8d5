// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.record.Access;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it is at one revision: the record of a kind, which adds what is true of that kind alone.
 *
 * @param <T> the kind's record
 * @param <S> the kind's states
 */
public interface Ticket<T extends Ticket<T, S>, S extends Enum<S> & TicketState> {

    Header header();

    Facets facets();

    S state();

    T with(Header changed);

    T with(Facets changed);

    /** In another state, with nothing else changed. */
    T at(S changed);

    default String id() {
        return header().id();
    }

    default String number() {
        return header().number();
    }

    default String organisationId() {
        return header().organisationId();
    }

    default int version() {
        return header().version();
    }

    default int revision() {
        return header().revision();
    }

    default Instant reportedAt() {
        return header().reportedAt();
    }

    default Instant recordedAt() {
        return header().recordedAt();
    }

    default Instant lastEventAt() {
        return header().lastEventAt();
    }

    /** When the first of its service level clocks that still count is due; null if none counts. */
    default @Nullable Instant firstDueAt() {
        return header().firstDueAt();
    }

    default String title() {
        return facets().description().title();
    }

    default @Nullable String description() {
        return facets().description().text();
    }

    default @Nullable String categoryId() {
        return facets().description().categoryId();
    }

    default String reporterId() {
        return facets().people().reporterId();
    }

    default @Nullable String serviceOfferingId() {
        return facets().assignment().serviceOfferingId();
    }

    /** The team that deals with it: assigned, or else routed. */
    default @Nullable String teamId() {
        return facets().assignment().teamId();
    }

    default @Nullable String assigneeId() {
        return facets().assignment().assigneeId();
    }

    /** Whether somebody has assigned it; a team that a rule has found is no assignment. */
    default boolean assigned() {
        return facets().assignment().assigned();
    }

    default TicketImpact impact() {
        return facets().rating().impact();
    }

    default TicketUrgency urgency() {
        return facets().rating().urgency();
    }

    default TicketPriority priority() {
        return facets().rating().priority();
    }

    /** The version of the priority matrix that gave the priority. */
    default int matrixVersion() {
        return facets().rating().matrixVersion();
    }

    /** Where the impact comes from; null if it was rated before this was kept. */
    default @Nullable TicketImpactOrigin impactOrigin() {
        return facets().rating().impactOrigin();
    }

    /** The service that decided the impact; only if the graph rated it. */
    default @Nullable String impactDecidedById() {
        return facets().rating().impactDecidedById();
    }

    /** Code of what it waits for; only while it does. */
    default @Nullable String holdReason() {
        Facets.Hold hold = facets().hold();
        return hold == null ? null : hold.reason();
    }

    /** When to look at it again; only while it waits. */
    default @Nullable Instant followUpAt() {
        Facets.Hold hold = facets().hold();
        return hold == null ? null : hold.followUpAt();
    }

    default Confidentiality confidentiality() {
        return facets().secrecy().confidentiality();
    }

    default @Nullable Instant confidentialUntil() {
        return facets().secrecy().until();
    }

    /**
     * Who may see it. People who only use services see those in which they take part and no others. The team to which it was
     * routed first keeps sight of it: whoever took the call answers for it until it is closed (ITIL 4, service desk).
     */
    default VisibilityFacts visibilityFacts() {
        Facets.Routing routing = facets().routing();
        return new VisibilityFacts(
                organisationId(),
                confidentiality(),
                present(facets().people().affectedPersonId(), reporterId(), assigneeId()),
                present(teamId(), routing == null ? null : routing.teamId()),
                false);
    }

    /** Who may read it, and which fields of the API say so. */
    default Access access() {
        Map<String, String> fields = new HashMap<>();
        name(fields, facets().people().affectedPersonId(), "affectedPersonId");
        name(fields, assigneeId(), "assigneeId");
        name(fields, teamId(), "teamId");
        return new Access(visibilityFacts(), confidentialUntil(), fields);
    }

    private static Set<String> present(@Nullable String... ids) {
        return Stream.of(ids).filter(id -> id != null).collect(Collectors.toCollection(HashSet::new));
    }

    private static void name(Map<String, String> fields, @Nullable String id, String field) {
        if (id != null) {
            fields.put(id, field);
        }
    }
}
