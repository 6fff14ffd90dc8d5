package io.mainstay.platform.cypher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;
import org.springframework.beans.factory.annotation.Autowired;

/** Lets the real planner look at every statement of the catalogue. */
@IntegrationTest
class CypherExplainIT {

    private static final Set<String> ALWAYS_REFUSED = Set.of(
            "AllNodesScan", "CartesianProduct", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan");
    private static final Set<String> REFUSED_WITHOUT_REASON = Set.of(
            "NodeByLabelScan",
            "DirectedRelationshipTypeScan",
            "UndirectedRelationshipTypeScan",
            "DirectedUnionRelationshipTypesScan",
            "UndirectedUnionRelationshipTypesScan",
            "UnionNodeByLabelsScan");

    /** Written in a statement's header, with the reason why reading a whole label is right there. */
    private static final String REASON = "Scan: ";

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCatalogue catalogue;

    @Test
    void shouldPlanEveryStatementWithoutScanOrCartesianProduct() {
        SortedMap<String, List<String>> offences = new TreeMap<>();
        try (Session session = driver.session()) {
            // Plans follow what the database has counted, which may be records of tests before.
            session.run("CALL db.prepareForReplanning(120)").consume();
            catalogue.all().forEach((name, text) -> {
                List<String> refused = refusedOperators(explain(session, text), text.contains(REASON));
                if (!refused.isEmpty()) {
                    offences.put(name, refused);
                }
            });
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void shouldNoticeScansAndCartesianProducts() {
        try (Session session = driver.session()) {
            assertThat(refusedOperators(explain(session, "MATCH (n) RETURN n"), true))
                    .containsExactly("AllNodesScan");
            assertThat(refusedOperators(explain(session, "MATCH (m:Migration) RETURN m"), false))
                    .containsExactly("NodeByLabelScan");
            assertThat(refusedOperators(
                            explain(session, "MATCH (m:Migration {version: 1}), (e:Entity {id: 'x'}) RETURN m, e"),
                            true))
                    .containsExactly("CartesianProduct");
        }
    }

    private static Plan explain(Session session, String text) {
        return session.run("EXPLAIN " + text).consume().plan();
    }

    private static List<String> refusedOperators(Plan plan, boolean reasoned) {
        List<String> refused = new ArrayList<>();
        String operator = plan.operatorType().replaceAll("@.*", "");
        if (ALWAYS_REFUSED.contains(operator) || (!reasoned && REFUSED_WITHOUT_REASON.contains(operator))) {
            refused.add(operator);
        }
        plan.children().forEach(child -> refused.addAll(refusedOperators(child, reasoned)));
        return refused;
    }
}
