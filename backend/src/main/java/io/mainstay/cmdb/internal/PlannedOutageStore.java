package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageCondition;
import io.mainstay.cmdb.PlannedOutageSort;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where planned outages are kept. Writes and locks belong inside a unit of work. */
public interface PlannedOutageStore {

    /** Writes a new outage of a CI whose lock is held. */
    void create(PlannedOutage outage);

    /**
     * Writes an outage whose lock is held, and keeps what was known of it until now.
     *
     * @param pastId the id of what is kept
     */
    void save(PlannedOutage before, PlannedOutage after, String pastId);

    /** Locks an outage until the unit of work ends and returns it as it is under the lock. */
    Optional<PlannedOutage> lock(String id);

    Map<String, PlannedOutage> byIds(Collection<String> ids, Visibility visibility);

    /** The first visible outages after the request's cursor, and one more if there are more. */
    List<PlannedOutage> list(
            PlannedOutageCondition condition, PlannedOutageSort order, PageRequest request, Visibility visibility);

    int count(PlannedOutageCondition condition, Visibility visibility);

    /** For each visible CI its latest outages after the request's cursor, and one more if there are more. */
    Map<String, List<PlannedOutage>> ofItems(Collection<String> ciIds, Visibility visibility, PageRequest request);

    Map<String, Integer> countOfItems(Collection<String> ciIds, Visibility visibility);

    /**
     * Up to so many outages, visible or not, that cover an instant and whose CI is not retired.
     *
     * @param asOf as Mainstay knew them at this instant; null for now
     */
    List<PlannedOutage> covering(Instant at, @Nullable Instant asOf, int limit);
}
