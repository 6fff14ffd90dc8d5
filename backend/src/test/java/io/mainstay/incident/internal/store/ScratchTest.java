package io.mainstay.incident.internal.store;

import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentQuery.*;
import io.mainstay.kernel.*;
import io.mainstay.platform.cypher.CypherCatalogue;
import java.util.*;
import org.junit.jupiter.api.Test;

class ScratchTest {
    @Test
    void measure() {
        List<Filter> all = new ArrayList<>(Collections.nCopies(50, new Condition(Field.CONFIDENTIAL_UNTIL, Operator.NE, "x")));
        Filter f = new And(List.of(new Not(new And(List.of(new Or(List.of(new Not(new And(List.of(new Not(new Or(all))))))))))));
        IncidentQuery q = new IncidentQuery(f, List.of(new Sort(SortField.RESOLVED_AT, true), new Sort(SortField.FOLLOW_UP_AT, true), new Sort(SortField.LAST_EVENT_AT, true)));
        Cursor after = Cursor.of(List.of("2026-11-01T08:30:00Z", "2026-11-01T08:30:00Z", "2026-11-01T08:30:00Z"), "x", "s");
        String t = new IncidentListCypher(new CypherCatalogue()).page(q, new PageRequest(10, after)).text();
        int d = 0, m = 0;
        for (char c : t.toCharArray()) { if ("([{".indexOf(c) >= 0) m = Math.max(m, ++d); if (")]}".indexOf(c) >= 0) d--; }
        System.out.println("MEASURED length " + t.length() + " depth " + m);
    }
}
