package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ItemCondition;
import io.mainstay.cmdb.ItemSort;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where CIs are kept. Writes and locks belong inside a unit of work. */
public interface ConfigurationItemStore {

    void create(List<ConfigurationItem> items);

    /** Writes a CI whose lock is held. */
    void save(ConfigurationItem before, ConfigurationItem after);

    /** Locks CIs until the unit of work ends and returns them as they are under the lock. */
    Map<String, ConfigurationItem> lock(Collection<String> ids);

    /** Ends the part of the CI's relations that carries failure, at the instant at which it was retired. */
    void endFailureRelations(String id, Instant at);

    Map<String, ConfigurationItem> byIds(Collection<String> ids, Visibility visibility);

    Optional<ConfigurationItem> byNumber(String number, Visibility visibility);

    /** The first visible CIs after the request's cursor, and one more if there are more. */
    List<ConfigurationItem> list(
            ItemCondition condition, List<ItemSort> order, PageRequest request, Visibility visibility);

    int count(ItemCondition condition, Visibility visibility);

    /** The ids, in order, of CIs with secret values that another key than this one opens. */
    List<String> sealedOtherwise(String sealing, String afterId, int limit);

    /** The values of a CI that its place in the order rests on, as a cursor keeps them. */
    List<@Nullable String> sortValues(ConfigurationItem item, List<ItemSort> order);
}
