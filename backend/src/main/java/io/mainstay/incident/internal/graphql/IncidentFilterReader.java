package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentQuery.And;
import io.mainstay.incident.IncidentQuery.Condition;
import io.mainstay.incident.IncidentQuery.Field;
import io.mainstay.incident.IncidentQuery.Filter;
import io.mainstay.incident.IncidentQuery.Operator;
import io.mainstay.incident.IncidentQuery.Or;
import io.mainstay.kernel.BadArgumentException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the filter of a list of incidents, whose structure the schema has checked. */
final class IncidentFilterReader {

    private static final int MAX_CONDITIONS = 50;
    private static final int MAX_VALUES = 100;

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

    private int conditions;

    private IncidentFilterReader() {}

    static @Nullable Filter read(@Nullable Map<String, @Nullable Object> filter) {
        return filter == null ? null : new IncidentFilterReader().filter(filter, "filter");
    }

    private Filter filter(Map<String, @Nullable Object> filter, String path) {
        List<Filter> all = new ArrayList<>();
        // in a stable order, because the filter's text is part of a cursor
        new TreeMap<>(filter).forEach((name, value) -> {
            String here = path + '.' + name;
            if (value == null) {
                throw new BadArgumentException(here, "left out rather than null");
            }
            switch (name) {
                case "and" -> all.add(new And(filters(value, here)));
                case "or" -> all.add(new Or(filters(value, here)));
                case "not" -> all.add(new IncidentQuery.Not(filter(object(value), here)));
                default -> all.addAll(conditions(FIELDS.get(name), object(value), here));
            }
        });
        return all.size() == 1 ? all.getFirst() : new And(all);
    }

    private List<Filter> filters(Object value, String path) {
        List<Filter> filters = new ArrayList<>();
        for (Object element : (Collection<?>) value) {
            filters.add(filter(object(element), path));
        }
        return filters;
    }

    private List<Filter> conditions(@Nullable Field field, Map<String, @Nullable Object> operators, String path) {
        if (field == null) {
            throw new IllegalStateException("the schema has a filter that is not read: " + path);
        }
        List<Filter> conditions = new ArrayList<>();
        new TreeMap<>(operators).forEach((name, value) -> {
            if (value == null) {
                throw new BadArgumentException(path + '.' + name, "left out rather than null");
            }
            conditions.add(new Condition(field, operator(name), bounded(value, path + '.' + name)));
        });
        return conditions;
    }

    private Object bounded(Object value, String path) {
        if (++conditions > MAX_CONDITIONS) {
            throw new BadArgumentException("filter", "of at most " + MAX_CONDITIONS + " conditions");
        }
        if (value instanceof Collection<?> values && values.size() > MAX_VALUES) {
            throw new BadArgumentException(path, "a list of at most " + MAX_VALUES + " values");
        }
        return value;
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
    private static Map<String, @Nullable Object> object(Object value) {
        return (Map<String, @Nullable Object>) value;
    }
}
