// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.record.Field;
import io.mainstay.record.Field.Trait;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Filter;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Property;
import org.neo4j.cypherdsl.core.SortItem;

/**
 * Composes the statements of lists, whose filter and order the caller chooses. Values are parameters; nothing that a caller
 * wrote becomes part of the text.
 *
 * @param <R> the record
 */
public final class ListCypher<R> {

    /** What the statements call the record's node. */
    public static final String NODE = "node";

    private static final String ID = "id";

    private final FieldCatalogue<R> fields;
    private final String visible;
    private final Node node;

    /** @param visible the condition under which the reader sees {@value #NODE} */
    public ListCypher(String label, FieldCatalogue<R> fields, String visible) {
        this.fields = fields;
        this.visible = visible;
        this.node = Cypher.node(label).named(NODE);
    }

    /** A statement with its parameters, without {@code v}. */
    public record Composed(String text, Map<String, Object> parameters) {}

    /** The first records after the request's cursor, and one more if there are more. */
    public Composed page(ListQuery query, PageRequest request) {
        Parameters parameters = new Parameters();
        List<Sort> sorts = fields.sorts(query);
        Condition condition = condition(query, parameters);
        Field<R> first = fields.sortField(sorts.getFirst());
        if (first.has(Trait.REQUIRED)) {
            // Says nothing new, but lets the planner read the index of the first key in order and stop early.
            condition = node.property(first.sortProperty()).isNotNull().and(condition);
        }
        if (first.has(Trait.INDEXED_WITH_ID)) {
            condition = node.property(ID).isNotNull().and(condition);
        }
        Cursor after = request.after();
        if (after != null) {
            condition = after(sorts, after.values(sorts.size()), after.id(), parameters)
                    .and(condition);
        }
        String text = Cypher.match(node)
                .where(condition)
                .returning(node)
                .orderBy(order(sorts))
                .limit(parameters.bind(request.first() + 1))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    public Composed count(ListQuery query) {
        Parameters parameters = new Parameters();
        String text = Cypher.match(node)
                .where(condition(query, parameters))
                .returning(Cypher.count(node).as("count"))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    private Condition condition(ListQuery query, Parameters parameters) {
        Condition seen = Cypher.raw(visible).asCondition();
        return query.filter() == null ? seen : seen.and(condition(query.filter(), parameters));
    }

    private Condition condition(Filter filter, Parameters parameters) {
        return switch (filter) {
            case Filter.And and ->
                and.all().stream()
                        .map(part -> condition(part, parameters))
                        .reduce(Cypher.literalTrue().asCondition(), Condition::and);
            case Filter.Or or ->
                or.any().stream()
                        .map(part -> condition(part, parameters))
                        .reduce(Cypher.literalFalse().asCondition(), Condition::or);
            case Filter.Not not ->
                // A comparison with a missing value is neither true nor false; its negation must hold.
                Cypher.coalesce(condition(not.filter(), parameters), Cypher.literalFalse())
                        .asCondition()
                        .not();
            case Filter.Compare compare -> compare(compare, parameters);
        };
    }

    private Condition compare(Filter.Compare compare, Parameters parameters) {
        Field<?> field = compare.field();
        Property property = node.property(field.property());
        Object value = compare.value();
        return switch (compare.operator()) {
            case EQ -> property.isEqualTo(parameters.bind(value));
            case NE -> property.isNull().or(property.isNotEqualTo(parameters.bind(value)));
            case IN -> property.in(parameters.bind(value));
            case LT -> property.lt(parameters.bind(value));
            case GT -> property.gt(parameters.bind(value));
            case GTE -> property.gte(parameters.bind(value));
            case CONTAINS ->
                small(field).contains(parameters.bind(value.toString().toLowerCase(Locale.ROOT)));
            case IS_NULL -> Boolean.TRUE.equals(value) ? property.isNull() : property.isNotNull();
        };
    }

    /** The field in small letters, which the node may keep as what it is sorted by. */
    private Expression small(Field<?> field) {
        Property property = node.property(field.property());
        return switch (field.type()) {
            case ANY -> Cypher.toLower(Cypher.toStringOrNull(property));
            case TEXT, CHOICE, ID, INSTANT, BOOLEAN, NUMBER ->
                field.sortProperty().equals(field.property())
                        ? Cypher.toLower(property)
                        : node.property(field.sortProperty());
        };
    }

    /** What comes after the cursor: beyond it in one key and equal in those before; a missing value comes last. */
    private Condition after(List<Sort> sorts, Cursor.Values values, String id, Parameters parameters) {
        Condition after = node.property(ID).gt(parameters.bind(id));
        for (int key = sorts.size() - 1; key >= 0; key--) {
            after = after(sorts.get(key), values, key, after, parameters);
        }
        return after;
    }

    private Condition after(Sort sort, Cursor.Values values, int key, Condition beyondNext, Parameters parameters) {
        Field<R> field = fields.sortField(sort);
        Property property = node.property(field.sortProperty());
        Object last = field.read(values, key);
        if (last == null) {
            return property.isNull().and(beyondNext);
        }
        Expression value = parameters.bind(last);
        if (field.has(Trait.REQUIRED)) {
            // A range of which a part is left out: the planner would answer the alternatives by seeks, and sort them
            // all.
            Condition range = sort.descending() ? property.lte(value) : property.gte(value);
            return range.and(property.isNotEqualTo(value).or(beyondNext));
        }
        Condition past = sort.descending() ? property.lt(value) : property.gt(value);
        return past.or(property.isNull()).or(property.isEqualTo(value).and(beyondNext));
    }

    private List<SortItem> order(List<Sort> sorts) {
        List<SortItem> order = new ArrayList<>();
        for (Sort sort : sorts) {
            Field<R> field = fields.sortField(sort);
            Property property = node.property(field.sortProperty());
            if (!field.has(Trait.REQUIRED)) {
                order.add(Cypher.sort(property.isNull()).ascending());
            }
            order.add(sort.descending() ? property.descending() : property.ascending());
        }
        order.add(node.property(ID).ascending());
        return order;
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
