// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.record.Field;
import io.mainstay.record.Field.Trait;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.ListQuery;
import io.mainstay.record.ListedKind;
import io.mainstay.record.Sort;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Plans;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;
import org.springframework.beans.factory.annotation.Autowired;

/** Lets the real planner look at the composed statements of lists: an index gives the order, and a page stops early. */
@IntegrationTest
class ListExplainIT {

    private static final List<ListedKind> KINDS = ListedKind.ALL;

    /** Read or sort everything, however short the page is. */
    private static final Set<String> REFUSED_IN_ORDER =
            Set.of("AllNodesScan", "CartesianProduct", "NodeByLabelScan", "Sort", "Top");

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCatalogue catalogue;

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldReadPagesInTheOrderOfAnIndex(ListedKind kind) {
        SortedMap<String, List<String>> offences = new TreeMap<>();
        Set<String> withoutIndex = new HashSet<>();
        try (Session session = driver.session()) {
            // Plans follow what the database has counted, which may be records of tests before.
            session.run("CALL db.prepareForReplanning(120)").consume();
            for (Field<?> field : kind.fields().all()) {
                if (field.has(Trait.SORTABLE)) {
                    boolean indexed =
                            field.has(Trait.REQUIRED) && isIndexed(session, kind.label(), field.sortProperty());
                    if (!indexed) {
                        withoutIndex.add(field.name());
                    }
                    explain(session, kind, field, indexed, offences);
                }
            }
        }
        assertThat(offences).isEmpty();
        assertThat(withoutIndex).isEqualTo(kind.withoutIndex());
    }

    private void explain(
            Session session,
            ListedKind kind,
            Field<?> field,
            boolean indexed,
            SortedMap<String, List<String>> offences) {
        for (boolean descending : List.of(true, false)) {
            for (String last : new String[] {null, example(field)}) {
                Plan plan = plan(session, kind, kind.fields(), new Sort(field.name(), descending), last);
                List<String> operators = Plans.operators(plan).toList();
                boolean refused = indexed
                        ? operators.stream().anyMatch(REFUSED_IN_ORDER::contains)
                        : !Plans.refused(plan, true).isEmpty();
                if (refused) {
                    offences.put(
                            field.name() + (descending ? " descending" : " ascending") + (last == null ? "" : " after"),
                            operators);
                }
            }
        }
    }

    private <R> Plan plan(
            Session session, ListedKind kind, FieldCatalogue<R> fields, Sort sort, @Nullable String last) {
        ListQuery query = fields.query(null, List.of(sort));
        Cursor cursor = last == null ? null : Cursor.of(List.of(last), "id", query.scope());
        String text = new ListCypher<>(kind.label(), fields, catalogue.macro(kind.visible(), ListCypher.NODE))
                .page(query, new PageRequest(25, cursor))
                .text();
        return Plans.explain(session, text);
    }

    private static boolean isIndexed(Session session, String label, String property) {
        return session.run(
                        "SHOW INDEXES YIELD type, labelsOrTypes, properties"
                                + " WHERE type = 'RANGE' AND $label IN labelsOrTypes AND properties[0] = $property"
                                + " RETURN count(*) > 0 AS indexed",
                        Map.of("label", label, "property", property))
                .single()
                .get("indexed")
                .asBoolean();
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
