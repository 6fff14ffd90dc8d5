// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.record.Field.Trait;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Limits conditions that refer to records which not everybody sees, such as service offerings, to those that the reader
 * sees: a record shows no other, and which records name a hidden one would tell that it exists. A hidden id counts as one
 * that nothing has.
 */
@Component
public final class VisibleReferences {

    private static final String NONE = "";

    private final RecordVisibility visibility;

    VisibleReferences(RecordVisibility visibility) {
        this.visibility = visibility;
    }

    /** The query as the reader may ask it; at most one database call, and none if no condition names such a record. */
    public ListQuery of(Principal principal, ListQuery query) {
        Filter filter = query.filter();
        return filter == null
                ? query
                : query.with(of(principal, List.of(filter)).getFirst());
    }

    /** The filters as the reader may ask them; at most one database call for all, and none if none names such a record. */
    public List<Filter> of(Principal principal, List<Filter> filters) {
        Set<String> named = new HashSet<>();
        filters.forEach(filter -> collect(filter, named));
        if (named.isEmpty()) {
            return filters;
        }
        Set<String> seen = visibility.seenAmong(principal, named);
        return filters.stream().map(filter -> of(filter, seen)).toList();
    }

    private static void collect(Filter filter, Set<String> named) {
        switch (filter) {
            case Filter.And and -> and.all().forEach(part -> collect(part, named));
            case Filter.Or or -> or.any().forEach(part -> collect(part, named));
            case Filter.Not not -> collect(not.filter(), named);
            case Filter.Compare compare -> {
                if (compare.field().has(Trait.REFERS_TO_HIDDEN)) {
                    named.addAll(ids(compare.value()));
                }
            }
        }
    }

    private static Filter of(Filter filter, Set<String> seen) {
        return switch (filter) {
            case Filter.And and ->
                new Filter.And(and.all().stream().map(part -> of(part, seen)).toList());
            case Filter.Or or ->
                new Filter.Or(or.any().stream().map(part -> of(part, seen)).toList());
            case Filter.Not not -> new Filter.Not(of(not.filter(), seen));
            case Filter.Compare compare ->
                compare.field().has(Trait.REFERS_TO_HIDDEN)
                        ? new Filter.Compare(compare.field(), compare.operator(), shown(compare.value(), seen))
                        : compare;
        };
    }

    private static Object shown(Object value, Set<String> seen) {
        return switch (value) {
            case String id -> seen.contains(id) ? id : NONE;
            case Collection<?> all ->
                all.stream().map(id -> seen.contains(id.toString()) ? id : NONE).toList();
            default -> value;
        };
    }

    private static List<String> ids(Object value) {
        return switch (value) {
            case String id -> List.of(id);
            case Collection<?> all -> all.stream().map(Object::toString).toList();
            default -> List.of();
        };
    }
}
