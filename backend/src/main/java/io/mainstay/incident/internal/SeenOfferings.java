package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentQuery.And;
import io.mainstay.incident.IncidentQuery.Condition;
import io.mainstay.incident.IncidentQuery.Field;
import io.mainstay.incident.IncidentQuery.Filter;
import io.mainstay.incident.IncidentQuery.Not;
import io.mainstay.incident.IncidentQuery.Or;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.RecordSight;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes conditions on service offerings of those that the reader sees: an incident shows no other, and which incidents a
 * hidden one has would tell that it exists. A hidden id counts as one that nothing has.
 */
@Component
final class SeenOfferings {

    private static final String NONE = "";

    private final RecordSight sight;

    SeenOfferings(RecordSight sight) {
        this.sight = sight;
    }

    IncidentQuery of(Principal principal, IncidentQuery query) {
        Filter filter = query.filter();
        if (filter == null) {
            return query;
        }
        Set<String> named = new HashSet<>();
        collect(filter, named);
        if (named.isEmpty()) {
            return query;
        }
        Set<String> seen = sight.seenAmong(principal, named);
        return new IncidentQuery(of(filter, seen), query.sort());
    }

    private static void collect(Filter filter, Set<String> named) {
        switch (filter) {
            case And and -> and.all().forEach(part -> collect(part, named));
            case Or or -> or.any().forEach(part -> collect(part, named));
            case Not not -> collect(not.filter(), named);
            case Condition condition -> {
                if (condition.field() == Field.SERVICE_OFFERING) {
                    named.addAll(ids(condition.value()));
                }
            }
        }
    }

    private static Filter of(Filter filter, Set<String> seen) {
        return switch (filter) {
            case And and ->
                new And(and.all().stream().map(part -> of(part, seen)).toList());
            case Or or -> new Or(or.any().stream().map(part -> of(part, seen)).toList());
            case Not not -> new Not(of(not.filter(), seen));
            case Condition condition ->
                condition.field() == Field.SERVICE_OFFERING
                        ? new Condition(condition.field(), condition.operator(), shown(condition.value(), seen))
                        : condition;
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
