package io.mainstay.incident.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentQuery.And;
import io.mainstay.incident.IncidentQuery.Condition;
import io.mainstay.incident.IncidentQuery.Field;
import io.mainstay.incident.IncidentQuery.Filter;
import io.mainstay.incident.IncidentQuery.Not;
import io.mainstay.incident.IncidentQuery.Operator;
import io.mainstay.incident.IncidentQuery.Or;
import io.mainstay.incident.IncidentQuery.Sort;
import io.mainstay.incident.IncidentQuery.SortField;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.CypherCatalogue;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentListCypherTest {

    /** Half of what is refused as a composed text. */
    private static final int FAR_FROM_TOO_LONG = 16_384;

    private static final int FAR_FROM_TOO_DEEP = 30;

    private final IncidentListCypher cypher = new IncidentListCypher(new CypherCatalogue());

    @Test
    void shouldStayFarBelowWhatIsNotSentToTheDatabase() {
        Filter conditions = new Or(Collections.nCopies(50, new Condition(Field.CONFIDENTIAL_UNTIL, Operator.NE, "x")));
        Filter greatest =
                new Not(new And(List.of(new Not(new Or(List.of(new Not(new And(List.of(new Not(conditions))))))))));
        String instant = "2026-11-01T08:30:00Z";
        IncidentQuery query = new IncidentQuery(
                greatest,
                List.of(
                        new Sort(SortField.RESOLVED_AT, true),
                        new Sort(SortField.FOLLOW_UP_AT, true),
                        new Sort(SortField.LAST_EVENT_AT, true)));

        String text = cypher.page(
                        query, new PageRequest(100, Cursor.of(List.of(instant, instant, instant), "id", query.scope())))
                .text();

        assertThat(text).hasSizeLessThan(FAR_FROM_TOO_LONG);
        assertThat(depth(text)).isLessThan(FAR_FROM_TOO_DEEP);
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
