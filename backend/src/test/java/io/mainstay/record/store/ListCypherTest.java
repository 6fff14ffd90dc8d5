// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.record.Filter;
import io.mainstay.record.Filter.And;
import io.mainstay.record.Filter.Compare;
import io.mainstay.record.Filter.Not;
import io.mainstay.record.Filter.Operator;
import io.mainstay.record.Filter.Or;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Sample;
import io.mainstay.record.Sort;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListCypherTest {

    /** Half of what is refused as a composed text. */
    private static final int FAR_FROM_TOO_LONG = 16_384;

    private static final int FAR_FROM_TOO_DEEP = 30;

    private static final Visibility READER = Visibility.everything("somebody");

    private final ListCypher<Sample> cypher =
            new ListCypher<>("Sample", Sample.FIELDS, new CypherCatalogue().macro("visible", ListCypher.NODE));

    @Test
    void shouldStayFarBelowWhatIsNotSentToTheDatabase() {
        Filter conditions =
                new Or(Collections.nCopies(50, new Compare(Sample.FIELDS.required("dueAt"), Operator.NE, "x")));
        Filter greatest =
                new Not(new And(List.of(new Not(new Or(List.of(new Not(new And(List.of(new Not(conditions))))))))));
        ListQuery query = Sample.FIELDS.query(
                greatest, List.of(new Sort("dueAt", true), new Sort("size", true), new Sort("note", true)));
        Cursor cursor = Cursor.of(List.of("2026-11-01T08:30:00Z", "1", "x"), "id", query.scope());

        List<ListCypher.Composed> statements =
                cypher.page(query, new PageRequest(100, cursor), new ListSource.Reached(), READER);

        assertThat(statements).hasSize(1).allSatisfy(statement -> {
            assertThat(statement.text()).hasSizeLessThan(FAR_FROM_TOO_LONG);
            assertThat(depth(statement.text())).isLessThan(FAR_FROM_TOO_DEEP);
        });
    }

    @Test
    void shouldComposeEqualTextsForEqualListsWithOtherValues() {
        assertThat(count(named("a"))).isEqualTo(count(named("b'})"))).doesNotContain("b'})");
    }

    private String count(ListQuery query) {
        return cypher.count(query, new ListSource.Everything(), READER).text();
    }

    private static ListQuery named(String name) {
        return Sample.FIELDS.query(new Compare(Sample.FIELDS.required("name"), Operator.CONTAINS, name), List.of());
    }

    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int character : text.codePoints().toArray()) {
            if ("([{".indexOf(character) >= 0) {
                deepest = Math.max(deepest, ++depth);
            } else if (")]}".indexOf(character) >= 0) {
                depth--;
            }
        }
        return deepest;
    }
}
