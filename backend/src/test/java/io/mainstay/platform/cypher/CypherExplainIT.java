// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Plans;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Lets the real planner look at every statement of the catalogue. */
@IntegrationTest
class CypherExplainIT {

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
                List<String> refused = Plans.refused(Plans.explain(session, text), text.contains(REASON));
                if (!refused.isEmpty()) {
                    offences.put(name, refused);
                }
            });
        }
        assertThat(offences).isEmpty();
    }

    /** Of one record, whose list may be as long as that of all records. */
    @ParameterizedTest
    @ValueSource(strings = {"record/newest-work-log-entries", "audit/newest"})
    void shouldReadTheNewestOfALongListInTheOrderOfAnIndex(String name) {
        try (Session session = driver.session()) {
            assertThat(Plans.operators(Plans.explain(session, catalogue.text(name))))
                    .doesNotContain("Sort", "Top", "PartialSort", "PartialTop");
        }
    }

    @Test
    void shouldNoticeScansAndCartesianProducts() {
        try (Session session = driver.session()) {
            assertThat(Plans.refused(Plans.explain(session, "MATCH (n) RETURN n"), true))
                    .containsExactly("AllNodesScan");
            assertThat(Plans.refused(Plans.explain(session, "MATCH (m:Migration) RETURN m"), false))
                    .containsExactly("NodeByLabelScan");
            assertThat(Plans.refused(
                            Plans.explain(
                                    session, "MATCH (m:Migration {version: 1}), (e:Entity {id: 'x'}) RETURN m, e"),
                            true))
                    .containsExactly("CartesianProduct");
        }
    }
}
