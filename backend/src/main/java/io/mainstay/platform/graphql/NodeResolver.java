// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Map;

/**
 * Reads records of one type by id, for {@code node(id)}. A bean of each capability for each of its types.
 *
 * @param type the name of their GraphQL type
 * @param label of these records in the graph, beside {@code Entity}
 * @param viewClass the class of the views that are read; no other type has the same
 */
public record NodeResolver(String type, String label, Class<?> viewClass, ById reader) {

    /** Of a type whose records have its name as their label. */
    public NodeResolver(String type, Class<?> viewClass, ById reader) {
        this(type, type, viewClass, reader);
    }

    /** Reads views by id. */
    @FunctionalInterface
    public interface ById {
        /** The views of those records that exist and that the principal may see and read, by id. */
        Map<String, ?> read(Principal principal, Collection<String> ids);
    }

    /** What the reader says. */
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return reader.read(principal, ids);
    }
}
