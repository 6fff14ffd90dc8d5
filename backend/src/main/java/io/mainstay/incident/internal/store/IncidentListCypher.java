package io.mainstay.incident.internal.store;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentQuery.Sort;
import io.mainstay.incident.IncidentQuery.SortField;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.CypherCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Property;
import org.neo4j.cypherdsl.core.SortItem;

/**
 * Composes the statements of lists, whose filter and order the caller chooses. Values are parameters; nothing that a
 * caller wrote becomes part of the text.
 */
final class IncidentListCypher {

    private static final String ALIAS = "i";
    private static final Sort NEWEST_FIRST = new Sort(SortField.REPORTED_AT, true);

    private final String visible;
    private final Node incident = Cypher.node("Incident").named(ALIAS);

    IncidentListCypher(CypherCatalogue catalogue) {
        this.visible = catalogue.macro("visible", ALIAS);
    }

    /** A statement with its parameters, without {@code v}. */
    record Composed(String text, Map<String, Object> parameters) {}

    Composed page(IncidentQuery query, PageRequest request) {
        Parameters parameters = new Parameters();
        Condition condition = condition(query, parameters);
        Cursor after = request.after();
        if (after != null) {
            condition = condition.and(after(sorts(query), after, parameters));
        }
        String text = Cypher.match(incident)
                .where(condition)
                .returning(incident.as("incident"))
                .orderBy(order(query))
                .limit(parameters.bind(request.first() + 1))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    Composed count(IncidentQuery query) {
        Parameters parameters = new Parameters();
        String text = Cypher.match(incident)
                .where(condition(query, parameters))
                .returning(Cypher.count(incident).as("count"))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    Cursor cursor(IncidentQuery query, IncidentView view) {
        List<@Nullable String> values = new ArrayList<>();
        for (Sort sort : sorts(query)) {
            Object value = switch (sort.field()) {
                case NUMBER -> view.number();
                case PRIORITY -> view.priority();
                case REPORTED_AT -> view.reportedAt();
                case LAST_EVENT_AT -> view.lastEventAt();
                case RESOLVED_AT -> view.resolvedAt();
                case FOLLOW_UP_AT -> view.followUpAt();
            };
            values.add(value == null ? null : value.toString());
        }
        return Cursor.of(values, view.id(), query.scope());
    }

    private Condition condition(IncidentQuery query, Parameters parameters) {
        Condition seen = Cypher.raw(visible).asCondition();
        return query.filter() == null ? seen : seen.and(condition(query.filter(), parameters));
    }

    private Condition condition(IncidentQuery.Filter filter, Parameters parameters) {
        return switch (filter) {
            case IncidentQuery.And and ->
                and.all().stream()
                        .map(part -> condition(part, parameters))
                        .reduce(Cypher.literalTrue().asCondition(), Condition::and);
            case IncidentQuery.Or or ->
                or.any().stream()
                        .map(part -> condition(part, parameters))
                        .reduce(Cypher.literalFalse().asCondition(), Condition::or);
            case IncidentQuery.Not not ->
                Cypher.coalesce(condition(not.filter(), parameters), Cypher.literalFalse())
                        .asCondition()
                        .not();
            case IncidentQuery.Condition single -> condition(single, parameters);
        };
    }

    private Condition condition(IncidentQuery.Condition single, Parameters parameters) {
        Property property = incident.property(single.field().property());
        return switch (single.operator()) {
            case EQ -> property.isEqualTo(parameters.bind(single.value()));
            case NE -> property.isNull().or(property.isNotEqualTo(parameters.bind(single.value())));
            case IN -> property.in(parameters.bind(single.value()));
            case LT -> property.lt(parameters.bind(single.value()));
            case GTE -> property.gte(parameters.bind(single.value()));
            case CONTAINS -> Cypher.toLower(property).contains(Cypher.toLower(parameters.bind(single.value())));
            case IS_NULL -> Boolean.TRUE.equals(single.value()) ? property.isNull() : property.isNotNull();
        };
    }

    /** What comes after the cursor: equal in the first keys and beyond it in the next one; a missing value comes last. */
    private Condition after(List<Sort> sorts, Cursor cursor, Parameters parameters) {
        Cursor.Values values = cursor.values(sorts.size());
        Condition beyond = Cypher.literalFalse().asCondition();
        Condition equal = Cypher.literalTrue().asCondition();
        for (int key = 0; key < sorts.size(); key++) {
            Sort sort = sorts.get(key);
            Property property = incident.property(sort.field().property());
            Object last = sort.field().read(values, key);
            if (last == null) {
                equal = equal.and(property.isNull());
                continue;
            }
            Expression value = parameters.bind(last);
            Condition past = sort.descending() ? property.lt(value) : property.gt(value);
            beyond = beyond.or(equal.and(past.or(property.isNull())));
            equal = equal.and(property.isEqualTo(value));
        }
        return beyond.or(equal.and(incident.property("id").gt(parameters.bind(cursor.id()))));
    }

    private List<SortItem> order(IncidentQuery query) {
        List<SortItem> order = new ArrayList<>();
        for (Sort sort : sorts(query)) {
            Property property = incident.property(sort.field().property());
            if (sort.field().optional()) {
                order.add(Cypher.sort(property.isNull()).ascending());
            }
            order.add(sort.descending() ? property.descending() : property.ascending());
        }
        order.add(incident.property("id").ascending());
        return order;
    }

    private static List<Sort> sorts(IncidentQuery query) {
        return query.sort().isEmpty() ? List.of(NEWEST_FIRST) : query.sort();
    }

    /** Names parameters in the order in which they are bound, so that equal lists have equal texts. */
    private static final class Parameters {

        private final Map<String, Object> values = new HashMap<>();

        Expression bind(Object value) {
            String name = "p" + values.size();
            values.put(name, value);
            return Cypher.parameter(name);
        }
    }
}
