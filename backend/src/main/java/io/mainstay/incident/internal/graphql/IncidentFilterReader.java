package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentQuery.And;
import io.mainstay.incident.IncidentQuery.Condition;
import io.mainstay.incident.IncidentQuery.Field;
import io.mainstay.incident.IncidentQuery.Filter;
import io.mainstay.incident.IncidentQuery.Operator;
import io.mainstay.incident.IncidentQuery.Or;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the filter of a list of incidents, of which the schema has checked the structure and the platform the size. */
final class IncidentFilterReader {

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("number", Field.NUMBER),
            Map.entry("title", Field.TITLE),
            Map.entry("state", Field.STATE),
            Map.entry("open", Field.OPEN),
            Map.entry("priority", Field.PRIORITY),
            Map.entry("categoryId", Field.CATEGORY),
            Map.entry("affectedPersonId", Field.AFFECTED_PERSON),
            Map.entry("reporterId", Field.REPORTER),
            Map.entry("serviceOfferingId", Field.SERVICE_OFFERING),
            Map.entry("teamId", Field.TEAM),
            Map.entry("assigneeId", Field.ASSIGNEE),
            Map.entry("assigned", Field.ASSIGNED),
            Map.entry("organisationId", Field.ORGANISATION),
            Map.entry("customerClass", Field.CUSTOMER_CLASS),
            Map.entry("holdReason", Field.HOLD_REASON),
            Map.entry("followUpAt", Field.FOLLOW_UP_AT),
            Map.entry("confidentialUntil", Field.CONFIDENTIAL_UNTIL),
            Map.entry("reportedAt", Field.REPORTED_AT),
            Map.entry("resolvedAt", Field.RESOLVED_AT),
            Map.entry("closedAt", Field.CLOSED_AT),
            Map.entry("lastEventAt", Field.LAST_EVENT_AT));

    private IncidentFilterReader() {}

    static @Nullable Filter read(@Nullable Map<String, Object> filter) {
        return filter == null ? null : filter(filter);
    }

    private static Filter filter(Map<String, Object> filter) {
        List<Filter> all = new ArrayList<>();
        // in a stable order, because the filter's text is part of a cursor
        new TreeMap<>(filter).forEach((name, value) -> {
            switch (name) {
                case "and" -> all.add(new And(filters(value)));
                case "or" -> all.add(new Or(filters(value)));
                case "not" -> all.add(new IncidentQuery.Not(filter(object(value))));
                default -> all.addAll(conditions(field(name), object(value)));
            }
        });
        return all.size() == 1 ? all.getFirst() : new And(all);
    }

    private static List<Filter> filters(Object value) {
        List<Filter> filters = new ArrayList<>();
        for (Object element : (Collection<?>) value) {
            filters.add(filter(object(element)));
        }
        return filters;
    }

    private static List<Filter> conditions(Field field, Map<String, Object> operators) {
        List<Filter> conditions = new ArrayList<>();
        new TreeMap<>(operators).forEach((name, value) -> conditions.add(new Condition(field, operator(name), value)));
        return conditions;
    }

    private static Field field(String name) {
        Field field = FIELDS.get(name);
        if (field == null) {
            throw new IllegalStateException("the schema has a filter that is not read: " + name);
        }
        return field;
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "eq" -> Operator.EQ;
            case "ne" -> Operator.NE;
            case "in" -> Operator.IN;
            case "lt" -> Operator.LT;
            case "gte" -> Operator.GTE;
            case "contains" -> Operator.CONTAINS;
            case "isNull" -> Operator.IS_NULL;
            default -> throw new IllegalStateException("the schema has an operator that is not read: " + name);
        };
    }

    @SuppressWarnings("unchecked") // the schema has checked that it is an input object
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
