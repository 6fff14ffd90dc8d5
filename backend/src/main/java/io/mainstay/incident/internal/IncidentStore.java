package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where incidents are kept. */
public interface IncidentStore {

    /** The incident as it is under its lock, which is held until the unit of work ends. */
    Optional<Incident> lock(String id);

    void create(Incident incident);

    void save(Incident incident);

    /** Those of the incidents that exist and are visible, by id. */
    Map<String, Incident> visible(Visibility visibility, Collection<String> ids);

    Optional<Incident> visibleByNumber(Visibility visibility, String number);

    Page<Incident> list(Visibility visibility, IncidentQuery query, PageRequest request);

    int count(Visibility visibility, IncidentQuery query);

    /**
     * Incidents of an organisation and those below that are not over, in the order of their ids, with the class of
     * customer that they have.
     */
    List<Customer> customersBelow(String organisationId, String afterId, int limit);

    /** What an incident knows of its customer. */
    record Customer(
            String incidentId,
            String organisationId,
            @Nullable String customerClass) {}

    /** Links configuration items under the incident's lock; returns those that were not linked before. */
    List<String> linkCis(String incidentId, Collection<String> ciIds, Instant at);

    /** Ends links under the incident's lock; returns those that were linked before. */
    List<String> unlinkCis(String incidentId, Collection<String> ciIds, Instant at);

    int countCis(String incidentId);

    /** The ids of the linked configuration items that are visible, by incident. */
    Map<String, List<String>> ciIds(Visibility visibility, Collection<String> incidentIds);

    /** Incidents on each of the configuration items, the newest first. */
    Map<String, Page<Incident>> onCis(
            Visibility visibility, Collection<String> ciIds, boolean openOnly, PageRequest request);

    /** The service offerings that the linked configuration items reach, the nearest first, at most ten; by incident. */
    Map<String, List<String>> offeringsAbove(Visibility visibility, Collection<String> incidentIds);
}
