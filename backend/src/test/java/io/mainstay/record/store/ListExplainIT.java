// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.record.Field;
import io.mainstay.record.Field.Trait;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Filter;
import io.mainstay.record.ListIndex;
import io.mainstay.record.ListQuery;
import io.mainstay.record.ListedKind;
import io.mainstay.record.Sort;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Plans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import org.springframework.beans.factory.annotation.Autowired;

/** Lets the real planner look at the composed statements of lists: an index gives the order, and a page stops early. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListExplainIT {

    private static final List<ListedKind> KINDS = ListedKind.ALL;
    private static final Filter NONE = new Filter.And(List.of());

    private static final List<Visibility> READERS = List.of(
            new Visibility(false, Set.of("o"), Set.of("t"), "p", Confidentiality.CONFIDENTIAL, false),
            new Visibility(false, Set.of("o"), Set.of("t"), "p", Confidentiality.PUBLIC_INTERNAL, true));

    /** Read or sort everything, however short the page is. */
    private static final Set<String> REFUSED_IN_ORDER =
            Set.of("AllNodesScan", "CartesianProduct", "NodeByLabelScan", "Sort", "Top");

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCatalogue catalogue;

    /** Plans follow what the database has counted, which may be records of tests before. */
    @BeforeAll
    void replan() {
        try (Session session = driver.session()) {
            session.run("CALL db.prepareForReplanning(120)").consume();
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldReadPagesInTheOrderOfAnIndex(ListedKind kind) {
        SortedMap<String, List<String>> offences = new TreeMap<>();
        try (Session session = driver.session()) {
            for (Field<?> field : sortable(kind)) {
                for (Filter filter : filtersBefore(kind, field)) {
                    for (boolean descending : List.of(true, false)) {
                        explain(session, kind, kind.fields(), filter, new Sort(field.name(), descending), offences);
                    }
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldFindFewRecordsByAnIndex(ListedKind kind) {
        SortedMap<String, List<String>> offences = new TreeMap<>();
        try (Session session = driver.session()) {
            for (Visibility reader : kind.fields().reach() == null ? List.<Visibility>of() : READERS) {
                explain(session, kind, kind.fields(), NONE, new ListSource.Reached(), reader, offences);
            }
            if (kind.fields().reach() != null) {
                String seen = composer(kind, kind.fields()).countSeen().text();
                offences.put(seen, Plans.refused(Plans.explain(session, seen), false));
            }
            for (Filter filter : filters(kind)) {
                ListSource given = composer(kind, kind.fields()).given(query(kind.fields(), filter, List.of()));
                if (given != null) {
                    explain(session, kind, kind.fields(), filter, given, READERS.getFirst(), offences);
                }
            }
        }
        offences.values().removeIf(List::isEmpty);
        assertThat(offences).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldDeclareIndexesThatThereAre(ListedKind kind) {
        try (Session session = driver.session()) {
            List<List<String>> there = session.run(
                            "SHOW INDEXES YIELD type, labelsOrTypes, properties"
                                    + " WHERE type = 'RANGE' AND $label IN labelsOrTypes RETURN properties",
                            Map.of("label", kind.label()))
                    .list(row -> row.get("properties").asList(Value::asString));

            assertThat(there)
                    .containsAll(kind.fields().indexes().stream()
                            .map(ListIndex::properties)
                            .toList());
        }
    }

    /** No filter, and what gives the keys of an index before the field: what the queues of desks ask for. */
    private static List<Filter> filtersBefore(ListedKind kind, Field<?> field) {
        List<Filter> filters = new ArrayList<>(List.of(NONE));
        for (ListIndex index : kind.fields().indexes()) {
            int place = index.properties().indexOf(field.sortProperty());
            if (place > 0) {
                filters.add(giving(kind, index.properties().subList(0, place)));
            }
        }
        return filters;
    }

    /** For each index what gives its first key, and what gives all but the id. */
    private static Set<Filter> filters(ListedKind kind) {
        Set<Filter> filters = new LinkedHashSet<>();
        for (ListIndex index : kind.fields().indexes()) {
            filters.add(giving(kind, index.properties().subList(0, 1)));
            filters.add(giving(kind, index.properties()));
        }
        return filters;
    }

    private static Filter giving(ListedKind kind, List<String> properties) {
        List<Filter> given = new ArrayList<>();
        for (String property : properties) {
            kind.fields().all().stream()
                    .filter(field -> field.property().equals(property) && field.has(Trait.FILTERABLE))
                    .forEach(field -> given.add(new Filter.Compare(field, Filter.Operator.EQ, example(field))));
        }
        return new Filter.And(given);
    }

    private static List<? extends Field<?>> sortable(ListedKind kind) {
        return kind.fields().all().stream()
                .filter(field -> field.has(Trait.SORTABLE))
                .toList();
    }

    private <R> void explain(
            Session session,
            ListedKind kind,
            FieldCatalogue<R> fields,
            Filter filter,
            Sort sort,
            SortedMap<String, List<String>> offences) {
        ListQuery query = query(fields, filter, List.of(sort));
        Field<R> field = fields.sortField(sort);
        ListSource source = Objects.requireNonNull(
                composer(kind, fields).inOrder(query), () -> "no index has the order " + sort + " of " + kind);
        List<@Nullable String> lasts = new ArrayList<>(Arrays.asList(null, example(field)));
        for (String last : lasts) {
            for (ListCypher.Composed part : composer(kind, fields)
                    .page(query, new PageRequest(25, cursor(query, last)), source, READERS.getFirst())) {
                List<String> operators =
                        Plans.operators(Plans.explain(session, part.text())).toList();
                if (operators.stream().anyMatch(REFUSED_IN_ORDER::contains)) {
                    offences.put(part.text(), operators);
                }
            }
        }
    }

    private <R> void explain(
            Session session,
            ListedKind kind,
            FieldCatalogue<R> fields,
            Filter filter,
            ListSource source,
            Visibility reader,
            SortedMap<String, List<String>> offences) {
        ListQuery query = query(fields, filter, List.of());
        ListCypher<R> composer = composer(kind, fields);
        List<ListCypher.Composed> statements =
                new ArrayList<>(composer.page(query, new PageRequest(25, null), source, reader));
        statements.add(composer.count(query, source, reader));
        statements.add(composer.counts(query, List.of(filter, NONE), source, reader));
        statements.add(composer.size(query, source, reader));
        for (ListCypher.Composed statement : statements) {
            List<String> refused = Plans.refused(Plans.explain(session, statement.text()), false);
            if (!refused.isEmpty()) {
                offences.put(statement.text(), refused);
            }
        }
    }

    private <R> ListCypher<R> composer(ListedKind kind, FieldCatalogue<R> fields) {
        return new ListCypher<>(kind.label(), fields, catalogue.macro(kind.visible(), ListCypher.NODE));
    }

    private static ListQuery query(FieldCatalogue<?> fields, Filter filter, List<Sort> sort) {
        return fields.query(filter, sort);
    }

    private static @Nullable Cursor cursor(ListQuery query, @Nullable String last) {
        return last == null ? null : Cursor.of(List.of(last), "id", query.scope());
    }

    private static String example(Field<?> field) {
        return switch (field.type()) {
            case TEXT, ID, ANY -> "x";
            case CHOICE ->
                field.constants() == null
                        ? "x"
                        : field.constants().getEnumConstants()[0].name();
            case INSTANT -> "2026-11-02T08:00:00Z";
            case NUMBER -> "1";
            case BOOLEAN -> "true";
        };
    }
}
