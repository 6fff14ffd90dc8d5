// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Map;

/** Reads records of one type by id, for {@code node(id)}. A bean of each capability for each of its types. */
public interface NodeResolver {

    /** The name of their GraphQL type. */
    String type();

    /** The label of these records in the graph, beside {@code Entity}. */
    default String label() {
        return type();
    }

    /** The class of the views that {@link #resolve} returns; no other type has the same. */
    Class<?> viewClass();

    /** The views of those records that exist and that the principal may see and read, by id. */
    Map<String, ?> resolve(Principal principal, Collection<String> ids);
}
