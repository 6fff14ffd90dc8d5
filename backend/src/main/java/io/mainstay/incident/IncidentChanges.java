package io.mainstay.incident;

import io.mainstay.kernel.Principal;
import java.util.Set;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * Follows incidents as they change. Needs {@code incident.read}. Whether the principal still sees an incident is asked again
 * for each event; a subscriber that does not keep up ends with an error.
 */
public interface IncidentChanges {

    /**
     * The changes of one incident, from what it is now on. Ends when the principal no longer sees it.
     *
     * @param principal asked anew for each event
     * @throws io.mainstay.kernel.RefusedException NOT_FOUND if the principal sees no such incident
     */
    Publisher<IncidentChange> of(Supplier<Principal> principal, String incidentId);

    /**
     * The changes of the incidents that the principal sees.
     *
     * @param principal asked anew for each event
     * @param teamIds only of incidents that these teams have, or had until this change; empty for all
     */
    Publisher<IncidentChange> ofTeams(Supplier<Principal> principal, Set<String> teamIds);
}
