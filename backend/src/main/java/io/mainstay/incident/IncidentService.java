package io.mainstay.incident;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of incidents. A refusal is thrown as {@link io.mainstay.kernel.RefusedException} or {@link
 * io.mainstay.kernel.ForbiddenException}, and then nothing has been changed. What the principal may not see does not exist.
 */
public interface IncidentService {

    /** What cursors of {@link #onCis} belong to; see {@link PageRequest#of}. */
    String ON_CI_SCOPE = "incidentsOnCi";

    /**
     * Reports an incident.
     *
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    IncidentView report(Principal principal, IncidentReport report, @Nullable String idempotencyKey);

    /** Does what the command says; see the transition table for what is possible when, and to whom it is permitted. */
    default IncidentView execute(Principal principal, IncidentCommand command) {
        return execute(principal, command, null);
    }

    /** @param idempotencyKey makes a command that only adds safe to repeat; null for none */
    IncidentView execute(Principal principal, IncidentCommand command, @Nullable String idempotencyKey);

    Optional<IncidentView> byNumber(Principal principal, String number);

    /** The incidents that exist and are visible, by id. */
    Map<String, IncidentView> byIds(Principal principal, Collection<String> ids);

    Page<IncidentView> list(Principal principal, IncidentQuery query, PageRequest request);

    int count(Principal principal, IncidentQuery query);

    /** Incidents on each of the configuration items, the newest first; an item without any is absent. */
    Map<String, Page<IncidentView>> onCis(
            Principal principal, Collection<String> ciIds, boolean openOnly, PageRequest request);

    /** The linked configuration items that the principal may see, by incident. */
    Map<String, List<String>> ciIds(Principal principal, Collection<String> incidentIds);

    /** The service offerings that the linked configuration items suggest, the nearest first, at most ten; by incident. */
    Map<String, List<String>> suggestedOfferings(Principal principal, Collection<String> incidentIds);

    /** The actions that the principal may ever do to the incident, whatever its state. */
    Set<IncidentAction> permitted(Principal principal, IncidentView incident);

    /** The actions that the principal may do now. */
    List<AvailableTransition> available(Principal principal, IncidentView incident);

    /** Whether the principal reads work notes. */
    boolean readsWorkNotes(Principal principal);

    /**
     * An action that is possible and permitted now.
     *
     * @param to the state afterwards, which may be the present one
     * @param required the fields that the incident must have afterwards
     */
    record AvailableTransition(IncidentAction action, IncidentState to, List<String> required) {

        public AvailableTransition {
            required = List.copyOf(required);
        }
    }
}
