// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.record.Field;
import io.mainstay.record.Field.Trait;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Filter;
import io.mainstay.record.ListIndex;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Reach;
import io.mainstay.record.Sort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.IdentifiableElement;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Property;
import org.neo4j.cypherdsl.core.SortItem;
import org.neo4j.cypherdsl.core.Statement;
import org.neo4j.cypherdsl.core.StatementBuilder;

/**
 * Composes the statements of lists, whose filter and order the caller chooses. Values are parameters; nothing that a caller
 * wrote becomes part of the text.
 *
 * @param <R> the record
 */
public final class ListCypher<R> {

    /** What the statements call the record's node. */
    public static final String NODE = "node";

    /** What the statements call a record that the record names. */
    private static final String NAMED = "named";

    /** The parameter that says how many rows are wanted. */
    static final String LIMIT = "limit";

    /** The column of statements that count. */
    static final String COUNT = "count";

    /** The column of statements that count several groups. */
    static final String COUNTS = "counts";

    private static final String PART = "part";
    private static final String ID = "id";
    private static final String ORGANISATION = "organisationId";
    private static final String SELF_SERVICE = "selfService";
    private static final String CONFIDENTIALITY = "confidentialityLevel";
    private static final ListSource BY_ID = new ListSource.InOrder(new ListIndex(List.of(ID)), 0);

    private final FieldCatalogue<R> fields;
    private final String visible;
    private final Node node;

    /** @param visible the condition under which the reader sees {@value #NODE} */
    public ListCypher(String label, FieldCatalogue<R> fields, String visible) {
        this.fields = fields;
        this.visible = visible;
        this.node = Cypher.node(label).named(NODE);
    }

    /** A statement with its parameters, without {@code v} and {@value #LIMIT}. */
    public record Composed(String text, Map<String, Object> parameters) {}

    /** Which records a statement is about: an index lacks those without the value that it is sorted by. */
    private enum Part {
        ALL,
        WITH_VALUE,
        WITHOUT_VALUE
    }

    /** A cursor's place in the list. */
    private record Place(Cursor.Values values, String id) {}

    /** The index that has the list's order; of several, the one of whose first keys the filter gives most. */
    ListSource.@Nullable InOrder inOrder(ListQuery query) {
        Set<String> given = equalities(query).keySet();
        List<Sort> sorts = fields.sorts(query);
        Sort first = sorts.stream()
                .filter(sort -> !given.contains(fields.sortField(sort).sortProperty()))
                .findFirst()
                .orElse(null);
        if (first != null
                && !first.equals(sorts.getFirst())
                && !fields.sortField(first).has(Trait.REQUIRED)) {
            return null; // only of the first key is it known what to do with records without a value
        }
        String next = first == null ? ID : fields.sortField(first).sortProperty();
        return fields.indexes().stream()
                .map(index -> new ListSource.InOrder(index, givenKeys(index, given)))
                .filter(source -> source.index().properties().indexOf(next) == source.given())
                .filter(source -> hasAll(source.index(), source.given() + 1))
                .max(Comparator.comparingInt(ListSource.InOrder::given))
                .orElse(null);
    }

    /** The index of whose first keys the filter gives most, if it gives any. */
    ListSource.@Nullable Given given(ListQuery query) {
        Set<String> given = equalities(query).keySet();
        return fields.indexes().stream()
                .map(index -> new ListSource.Given(index, givenKeys(index, given)))
                .filter(source -> source.given() > 0 && hasAll(source.index(), source.given()))
                .max(Comparator.comparingInt(ListSource.Given::given))
                .orElse(null);
    }

    /** Whether no record lacks one of an index's keys from one on, so that the index lacks none of the records. */
    private boolean hasAll(ListIndex index, int from) {
        return index.properties().stream()
                .skip(from)
                .allMatch(key -> fields.all().stream()
                        .anyMatch(field -> field.has(Trait.REQUIRED)
                                && (field.property().equals(key)
                                        || field.sortProperty().equals(key))));
    }

    /**
     * The first records after the request's cursor: one statement, or two that are read one after the other until there are
     * enough, because the index that has the order lacks the records without a value, which come last.
     */
    List<Composed> page(ListQuery query, PageRequest request, ListSource source, Visibility visibility) {
        List<Sort> sorts = fields.sorts(query);
        Field<R> first = fields.sortField(sorts.getFirst());
        Cursor after = request.after();
        Place place = after == null ? null : new Place(after.values(sorts.size()), after.id());
        if (!(source instanceof ListSource.InOrder) || first.has(Trait.REQUIRED)) {
            return List.of(page(query, Part.ALL, source, visibility, place));
        }
        List<Composed> parts = new ArrayList<>();
        boolean beyond = place != null && first.read(place.values(), 0) == null;
        if (!beyond) {
            parts.add(page(query, Part.WITH_VALUE, source, visibility, place));
        }
        if (!needsValue(query, first)) {
            parts.add(page(query, Part.WITHOUT_VALUE, BY_ID, visibility, beyond ? place : null));
        }
        return parts;
    }

    private Composed page(ListQuery query, Part part, ListSource source, Visibility visibility, @Nullable Place place) {
        List<Sort> sorts = fields.sorts(query);
        Parameters parameters = new Parameters();
        Condition condition = condition(query, parameters);
        if (place != null) {
            condition = after(sorts, place, part, parameters).and(condition);
        }
        Property first = node.property(fields.sortField(sorts.getFirst()).sortProperty());
        condition = switch (part) {
            case ALL -> condition;
            case WITH_VALUE -> first.isNotNull().and(condition);
            case WITHOUT_VALUE -> first.isNull().and(condition);
        };
        String text = from(source, visibility, condition)
                .returning(node)
                .orderBy(order(sorts, part, source))
                .limit(Cypher.parameter(LIMIT))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    /** How many the list has in all. */
    Composed count(ListQuery query, ListSource source, Visibility visibility) {
        Parameters parameters = new Parameters();
        String text = from(source, visibility, condition(query, parameters))
                .returning(Cypher.count(node).as(COUNT))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    /**
     * How many of the list there are in each of several groups: each record is looked at once, whatever the number of groups.
     *
     * @param groups what is in a group; a record may be in several, and in none
     */
    Composed counts(ListQuery query, List<Filter> groups, ListSource source, Visibility visibility) {
        Parameters parameters = new Parameters();
        StatementBuilder.OngoingReading list = from(source, visibility, condition(query, parameters));
        List<IdentifiableElement> belongs = new ArrayList<>();
        List<Expression> counts = new ArrayList<>();
        for (Filter group : groups) {
            String name = "group" + belongs.size();
            belongs.add(condition(group, parameters).as(name));
            counts.add(Cypher.count(Cypher.raw("CASE WHEN $E THEN 1 END", Cypher.name(name))));
        }
        String text = list.with(belongs)
                .returning(Cypher.listOf(counts).as(COUNTS))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    /** How many there are of the kind, which the database has counted. */
    Composed countAll() {
        String text = Cypher.match(node)
                .returning(Cypher.count(node).as(COUNT))
                .build()
                .getCypher();
        return new Composed(text, Map.of());
    }

    /** Whether {@link #countSeen} counts all that the reader sees. */
    boolean countsSeen(Visibility visibility) {
        return fields.reach() != null && !visibility.everything() && !visibility.selfServiceOnly();
    }

    /**
     * How many records the reader sees in all: those of the reader's organisations, which an index counts without a look at the
     * records, and what is seen beside them through a team or as a person.
     */
    Composed countSeen() {
        Condition own = node.property(ORGANISATION)
                .in(Cypher.raw("$v.organisations"))
                .and(node.property(CONFIDENTIALITY).lte(Cypher.raw("$v.clearance")));
        Statement ofOrganisations = Cypher.unwind(Cypher.raw("$v.organisations"))
                .as("organisation")
                .match(node)
                .usingIndex(node.property(ORGANISATION), node.property(CONFIDENTIALITY))
                .where(node.property(ORGANISATION)
                        .isEqualTo(Cypher.name("organisation"))
                        .and(node.property(CONFIDENTIALITY).lte(Cypher.raw("$v.clearance"))))
                .returning(Cypher.count(node).as(PART))
                .build();
        List<Statement> named = named();
        Statement parts = named.isEmpty()
                ? ofOrganisations
                : Cypher.unionAll(
                        ofOrganisations,
                        Cypher.call(union(named))
                                .with(node)
                                .where(Cypher.raw(visible)
                                        .asCondition()
                                        .and(Cypher.coalesce(own, Cypher.literalFalse())
                                                .asCondition()
                                                .not()))
                                .returning(Cypher.count(node).as(PART))
                                .build());
        String text = Cypher.call(parts)
                .returning(Cypher.sum(Cypher.name(PART)).as(COUNT))
                .build()
                .getCypher();
        return new Composed(text, Map.of());
    }

    /** How many records a source has, whatever else the list asks for, counted up to {@value #LIMIT}. */
    Composed size(ListQuery query, ListSource source, Visibility visibility) {
        Parameters parameters = new Parameters();
        Condition condition = Cypher.literalTrue().asCondition();
        if (source instanceof ListSource.Given given) {
            Map<String, Filter.Compare> equalities = equalities(query);
            for (String key : given.index().properties().subList(0, given.given())) {
                condition = condition.and(compare(Objects.requireNonNull(equalities.get(key)), parameters));
            }
        }
        String text = from(source, visibility, condition)
                .with(node)
                .limit(Cypher.parameter(LIMIT))
                .returning(Cypher.count(node).as(COUNT))
                .build()
                .getCypher();
        return new Composed(text, parameters.values);
    }

    private StatementBuilder.OngoingReading from(ListSource source, Visibility visibility, Condition condition) {
        return switch (source) {
            case ListSource.Everything _ -> Cypher.match(node).where(condition);
            case ListSource.InOrder(ListIndex index, int given) -> from(index, given, condition);
            case ListSource.Given(ListIndex index, int given) -> from(index, given, condition);
            case ListSource.Reached _ ->
                Cypher.call(reached(visibility)).with(node).where(condition);
        };
    }

    /** An index is read only if there is a condition on each of its keys. */
    private StatementBuilder.OngoingReading from(ListIndex index, int given, Condition condition) {
        List<String> keys = index.properties();
        Condition onEach = condition;
        for (String key : keys.subList(given, keys.size())) {
            onEach = node.property(key).isNotNull().and(onEach);
        }
        return Cypher.match(node)
                .usingIndex(keys.stream().map(node::property).toArray(Property[]::new))
                .where(onEach);
    }

    /** What the reader sees lies in one of these, each of which an index finds. */
    private Statement reached(Visibility visibility) {
        List<Statement> found = new ArrayList<>();
        Condition ofOrganisation = node.property(ORGANISATION).in(Cypher.raw("$v.organisations"));
        if (!visibility.selfServiceOnly()) {
            found.add(found(ORGANISATION, 1, ofOrganisation));
        } else if (Objects.requireNonNull(fields.reach()).offered()) {
            found.add(found(
                    SELF_SERVICE,
                    2,
                    node.property(SELF_SERVICE).isEqualTo(Cypher.literalTrue()).and(ofOrganisation)));
        }
        found.addAll(named());
        return union(found);
    }

    /** What names the reader, or one of the reader's teams. */
    private List<Statement> named() {
        Reach reach = Objects.requireNonNull(fields.reach());
        List<Statement> found = new ArrayList<>();
        reach.teams()
                .forEach(team -> found.add(found(team, 1, node.property(team).in(Cypher.raw("$v.teams")))));
        reach.people()
                .forEach(person ->
                        found.add(found(person, 1, node.property(person).isEqualTo(Cypher.raw("$v.person")))));
        return found;
    }

    private static Statement union(List<Statement> statements) {
        return statements.size() == 1 ? statements.getFirst() : Cypher.union(statements);
    }

    /** @param given how many of the first keys of the index the condition is about */
    private Statement found(String firstKey, int given, Condition condition) {
        ListIndex index = fields.indexes().stream()
                .filter(candidate -> candidate.properties().getFirst().equals(firstKey))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no index begins with " + firstKey));
        return from(index, given, condition).returning(node).build();
    }

    private static int givenKeys(ListIndex index, Set<String> given) {
        int keys = 0;
        while (keys < index.properties().size()
                && given.contains(index.properties().get(keys))) {
            keys++;
        }
        return keys;
    }

    /** What is equal in all records of the list, by property. */
    private static Map<String, Filter.Compare> equalities(ListQuery query) {
        Map<String, Filter.Compare> equalities = new HashMap<>();
        conjuncts(query.filter())
                .filter(compare -> compare.operator() == Filter.Operator.EQ)
                .forEach(compare -> equalities.put(compare.field().property(), compare));
        return equalities;
    }

    /** Whether the filter leaves only records that have a value of the field. */
    private static boolean needsValue(ListQuery query, Field<?> field) {
        return conjuncts(query.filter())
                .filter(compare -> compare.field().name().equals(field.name()))
                .anyMatch(compare -> switch (compare.operator()) {
                    case EQ, IN, LT, GT, GTE, CONTAINS -> true;
                    case NE -> false;
                    case IS_NULL -> Boolean.FALSE.equals(compare.value());
                });
    }

    private static Stream<Filter.Compare> conjuncts(@Nullable Filter filter) {
        return switch (filter) {
            case null -> Stream.empty();
            case Filter.And(List<Filter> all) -> all.stream().flatMap(ListCypher::conjuncts);
            case Filter.Compare compare -> Stream.of(compare);
            case Filter.Or _, Filter.Not _ -> Stream.empty();
        };
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
        if (field.has(Trait.SEVERAL)) {
            return several(compare, parameters);
        }
        return switch (compare.operator()) {
            case EQ -> property.isEqualTo(parameters.bind(value));
            case NE -> property.isNull().or(property.isNotEqualTo(parameters.bind(value)));
            case IN -> property.in(parameters.bind(value));
            case LT -> property.lt(parameters.bind(value));
            case GT -> property.gt(parameters.bind(value));
            case GTE -> property.gte(parameters.bind(value));
            case CONTAINS ->
                small(field).contains(parameters.bind(value.toString().toLowerCase(Locale.ROOT)));
            case IS_NULL ->
                Boolean.TRUE.equals(value) ? absent(field) : absent(field).not();
        };
    }

    /** A condition on values of which a record has several: it holds if it does for one of them. */
    private Condition several(Filter.Compare compare, Parameters parameters) {
        Field<?> field = compare.field();
        return switch (compare.operator()) {
            case EQ -> oneOf(field, parameters.bind(List.of(compare.value())));
            case NE -> oneOf(field, parameters.bind(List.of(compare.value()))).not();
            case IN -> oneOf(field, parameters.bind(compare.value()));
            case IS_NULL -> Boolean.TRUE.equals(compare.value()) ? any(field).not() : any(field);
            case LT, GT, GTE, CONTAINS ->
                throw new IllegalArgumentException(field.name() + " has several values, which have no order");
        };
    }

    private Condition oneOf(Field<?> field, Expression values) {
        return field.has(Trait.LINKED)
                ? Cypher.raw("EXISTS { MATCH (" + linked(field) + ") WHERE " + NAMED + ".id IN $E }", values)
                        .asCondition()
                : Cypher.raw(
                                "any(value IN coalesce($E, []) WHERE value IN $E)",
                                node.property(field.property()),
                                values)
                        .asCondition();
    }

    /** Whether a record shows a value: what it names may be nothing that the reader sees. */
    private Condition any(Field<?> field) {
        return field.has(Trait.LINKED)
                ? Cypher.raw("EXISTS { MATCH (" + linked(field) + ") WHERE " + visible.replace(NODE + '.', NAMED + '.')
                                + " }")
                        .asCondition()
                : node.property(field.property()).isNotNull();
    }

    private static String linked(Field<?> field) {
        return NODE + ")-[:" + field.property() + "]->(" + NAMED + ":Entity";
    }

    /** Whether a record shows no value: it has none, or names what the reader does not see. */
    private Condition absent(Field<?> field) {
        Property property = node.property(field.property());
        return field.has(Trait.REFERS_TO_HIDDEN)
                ? Cypher.raw("NOT EXISTS { MATCH (" + NAMED + ":Entity {id: " + NODE + '.' + field.property()
                                + "}) WHERE " + visible.replace(NODE + '.', NAMED + '.') + " }")
                        .asCondition()
                : property.isNull();
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
    private Condition after(List<Sort> sorts, Place place, Part part, Parameters parameters) {
        Expression id = parameters.bind(place.id());
        Condition after = sorts.getLast().descending()
                ? node.property(ID).lt(id)
                : node.property(ID).gt(id);
        int first = part == Part.WITHOUT_VALUE ? 1 : 0;
        for (int key = sorts.size() - 1; key >= first; key--) {
            boolean present = key == 0 && part == Part.WITH_VALUE;
            after = after(sorts.get(key), place.values(), key, present, after, parameters);
        }
        return after;
    }

    private Condition after(
            Sort sort, Cursor.Values values, int key, boolean present, Condition beyondNext, Parameters parameters) {
        Field<R> field = fields.sortField(sort);
        Property property = node.property(field.sortProperty());
        Object last = field.read(values, key);
        if (last == null) {
            return property.isNull().and(beyondNext);
        }
        Expression value = parameters.bind(last);
        if (present || field.has(Trait.REQUIRED)) {
            // A range of which a part is left out, as a case: the planner would answer alternatives by seeks, and sort
            // them all.
            Condition range = sort.descending() ? property.lte(value) : property.gte(value);
            return range.and(Cypher.caseExpression()
                    .when(property.isEqualTo(value))
                    .then(beyondNext)
                    .elseDefault(Cypher.literalTrue())
                    .asCondition());
        }
        Condition past = sort.descending() ? property.lt(value) : property.gt(value);
        return past.or(property.isNull()).or(property.isEqualTo(value).and(beyondNext));
    }

    /** Records with equal values come by their ids, in the direction of the last key, which an index can have too. */
    private List<SortItem> order(List<Sort> sorts, Part part, ListSource source) {
        List<SortItem> order = new ArrayList<>();
        if (source instanceof ListSource.InOrder(ListIndex index, int given)) {
            // Equal in all records; but the planner knows an order of the index only from its first key on.
            boolean descending = sorts.getFirst().descending();
            index.properties().subList(0, given).forEach(key -> order.add(directed(node.property(key), descending)));
        }
        for (Sort sort : part == Part.WITHOUT_VALUE ? sorts.subList(1, sorts.size()) : sorts) {
            Field<R> field = fields.sortField(sort);
            Property property = node.property(field.sortProperty());
            boolean present = part == Part.WITH_VALUE && sort.equals(sorts.getFirst());
            if (!present && !field.has(Trait.REQUIRED)) {
                order.add(Cypher.sort(property.isNull()).ascending());
            }
            order.add(directed(property, sort.descending()));
        }
        order.add(directed(node.property(ID), sorts.getLast().descending()));
        return order;
    }

    private static SortItem directed(Property property, boolean descending) {
        return descending ? property.descending() : property.ascending();
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
