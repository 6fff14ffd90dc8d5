// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.audit.TrailedRecords;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records that are no more than the fields of a catalogue, told in the words of their trails. A capability offers it as a bean.
 *
 * @param byIds reads records as they are now, whoever may see them
 * @param toldByCreation see {@link TrailedRecords#toldByCreation()}
 */
public record CatalogueTrails<R>(
        String aggregateType,
        FieldCatalogue<R> fields,
        Function<Collection<String>, Map<String, R>> byIds,
        @Nullable String toldByCreation)
        implements TrailedRecords {

    /** Of a kind all of whose records have a trail from their creation on. */
    public CatalogueTrails(
            String aggregateType, FieldCatalogue<R> fields, Function<Collection<String>, Map<String, R>> byIds) {
        this(aggregateType, fields, byIds, null);
    }

    @Override
    public boolean tells(String field) {
        return fields.isInHistory(field);
    }

    @Override
    public Map<String, List<FieldChange>> now(Collection<String> ids) {
        Map<String, List<FieldChange>> now = new HashMap<>();
        byIds.apply(ids).forEach((id, record) -> now.put(id, fields.created(record)));
        return now;
    }
}
