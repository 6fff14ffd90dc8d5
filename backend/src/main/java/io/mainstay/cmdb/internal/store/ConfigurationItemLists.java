package io.mainstay.cmdb.internal.store;

import static org.neo4j.cypherdsl.core.Cypher.coalesce;
import static org.neo4j.cypherdsl.core.Cypher.count;
import static org.neo4j.cypherdsl.core.Cypher.isFalse;
import static org.neo4j.cypherdsl.core.Cypher.isTrue;
import static org.neo4j.cypherdsl.core.Cypher.literalFalse;
import static org.neo4j.cypherdsl.core.Cypher.match;
import static org.neo4j.cypherdsl.core.Cypher.node;
import static org.neo4j.cypherdsl.core.Cypher.parameter;
import static org.neo4j.cypherdsl.core.Cypher.raw;
import static org.neo4j.cypherdsl.core.Cypher.toLower;
import static org.neo4j.cypherdsl.core.Cypher.toStringOrNull;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ItemCondition;
import io.mainstay.cmdb.ItemCondition.Operator;
import io.mainstay.cmdb.ItemField;
import io.mainstay.cmdb.ItemSort;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Property;
import org.neo4j.cypherdsl.core.SortItem;
import org.neo4j.cypherdsl.core.Statement;

/** Composes the statements of lists, whose filters and orders the caller chooses. Values are always parameters. */
final class ConfigurationItemLists {

    private static final String NODE = "ci";

    private final Cypher cypher;
    private final String visible;

    ConfigurationItemLists(Cypher cypher, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.visible = catalogue.macro("visible", NODE);
    }

    Cypher.Statement pageOf(ItemCondition condition, List<ItemSort> order, PageRequest request, Visibility visibility) {
        Composition composition = new Composition();
        // Says nothing new, but lets the planner read the index of the first field in order and stop early.
        Condition present = composition.property(order.getFirst().field()).isNotNull();
        Condition where = present.and(composition.isVisible()).and(composition.condition(condition));
        Cursor after = request.after();
        if (after != null) {
            where = where.and(composition.after(order, after));
        }
        Statement statement = match(composition.node)
                .where(where)
                .returning(composition.node.as("node"))
                .orderBy(composition.order(order))
                .limit(composition.bound(request.first() + 1))
                .build();
        return bind("cmdb/list-items", statement, composition, visibility);
    }

    Cypher.Statement countOf(ItemCondition condition, Visibility visibility) {
        Composition composition = new Composition();
        Statement statement = match(composition.node)
                .where(composition.isVisible().and(composition.condition(condition)))
                .returning(count(composition.node).as("count"))
                .build();
        return bind("cmdb/count-items", statement, composition, visibility);
    }

    static List<@Nullable String> sortValues(ConfigurationItem item, List<ItemSort> order) {
        List<@Nullable String> values = new ArrayList<>();
        for (ItemSort sort : order) {
            values.add(
                    switch (sort.field()) {
                        case NAME -> ConfigurationItemNodes.sortName(item.name());
                        case NUMBER -> item.number();
                        case CREATED_AT -> item.createdAt().toString();
                        case UPDATED_AT -> item.updatedAt().toString();
                    });
        }
        return values;
    }

    private Cypher.Statement bind(String name, Statement statement, Composition composition, Visibility visibility) {
        return cypher.composed(name, statement.getCypher())
                .with(composition.parameters)
                .with("v", visibility.parameters());
    }

    /** One statement being composed, with the parameters it has so far. */
    private final class Composition {

        private final Node node = node(ConfigurationItem.TYPE).named(NODE);
        private final Map<String, Object> parameters = new HashMap<>();

        Condition isVisible() {
            return raw(visible).asCondition();
        }

        Expression bound(Object value) {
            String name = "p" + parameters.size();
            parameters.put(name, value);
            return parameter(name);
        }

        Condition condition(ItemCondition condition) {
            return switch (condition) {
                case ItemCondition.All(List<ItemCondition> conditions) ->
                    conditions.stream().map(this::condition).reduce(isTrue(), Condition::and);
                case ItemCondition.Any(List<ItemCondition> conditions) ->
                    conditions.stream().map(this::condition).reduce(isFalse(), Condition::or);
                case ItemCondition.Not(ItemCondition negated) ->
                    known(condition(negated)).not();
                case ItemCondition.Compare(ItemField field, Operator operator, Object value) ->
                    compare(property(field), lowerCase(field), operator, value);
                case ItemCondition.CompareAttribute(String key, Operator operator, Object value) -> {
                    Property property = node.property(ConfigurationItemNodes.attributeProperty(key));
                    yield compare(property, toLower(toStringOrNull(property)), operator, value);
                }
            };
        }

        /** A comparison with a missing value is neither true nor false; its negation must hold. */
        private Condition known(Condition condition) {
            return coalesce(condition, literalFalse()).asCondition();
        }

        private Condition compare(Expression property, Expression lowerCase, Operator operator, Object value) {
            return switch (operator) {
                case EQ -> property.isEqualTo(bound(value));
                case NE -> property.isNull().or(property.isNotEqualTo(bound(value)));
                case IN -> property.in(bound(value));
                case CONTAINS -> lowerCase.contains(bound(value.toString().toLowerCase(Locale.ROOT)));
                case LT -> property.lt(bound(value));
                case GTE -> property.gte(bound(value));
                case IS_NULL -> Boolean.TRUE.equals(value) ? property.isNull() : property.isNotNull();
            };
        }

        SortItem[] order(List<ItemSort> order) {
            List<SortItem> items = new ArrayList<>();
            for (ItemSort sort : order) {
                Property property = property(sort.field());
                items.add(sort.descending() ? property.descending() : property.ascending());
            }
            items.add(node.property("id").ascending());
            return items.toArray(SortItem[]::new);
        }

        /** Later in the order than the cursor: greater at the first place at which the two differ. */
        Condition after(List<ItemSort> order, Cursor cursor) {
            Cursor.Values values = cursor.values(order.size());
            Condition later = isFalse();
            Condition same = isTrue();
            for (int i = 0; i < order.size(); i++) {
                ItemSort sort = order.get(i);
                Property property = property(sort.field());
                Expression value = bound(value(sort, values, i));
                later = later.or(same.and(sort.descending() ? property.lt(value) : property.gt(value)));
                same = same.and(property.isEqualTo(value));
            }
            return later.or(same.and(node.property("id").gt(bound(cursor.id()))));
        }

        private Property property(ItemField field) {
            return node.property(
                    switch (field) {
                        case ID -> "id";
                        case NUMBER -> "number";
                        case NAME -> "name";
                        case CLASS -> "classKey";
                        case LIFECYCLE -> "lifecycle";
                        case OPERATIONAL_STATUS -> "operationalStatus";
                        case CRITICALITY -> "criticality";
                        case OWNER_ID -> "ownerId";
                        case MANAGED_BY_TEAM_ID -> "managedByTeamId";
                        case SUPPORT_TEAM_ID -> "supportTeamId";
                        case ORGANISATION_ID -> "organisationId";
                        case CONFIDENTIAL_UNTIL -> "confidentialUntil";
                        case CREATED_AT -> "createdAt";
                        case UPDATED_AT -> "updatedAt";
                    });
        }

        private Expression lowerCase(ItemField field) {
            return field == ItemField.NAME ? node.property("sortName") : toLower(property(field));
        }

        private Property property(ItemSort.Field field) {
            return node.property(
                    switch (field) {
                        case NAME -> "sortName";
                        case NUMBER -> "number";
                        case CREATED_AT -> "createdAt";
                        case UPDATED_AT -> "updatedAt";
                    });
        }

        private static Object value(ItemSort sort, Cursor.Values values, int place) {
            return switch (sort.field()) {
                case NAME, NUMBER -> values.text(place);
                case CREATED_AT, UPDATED_AT -> values.instant(place);
            };
        }
    }
}
