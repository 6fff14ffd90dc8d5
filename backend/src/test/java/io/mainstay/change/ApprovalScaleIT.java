// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.support.IntegrationTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.ProfiledPlan;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the list of what waits for somebody reads of 100,000 requests for approval, of which 40,000 wait and 200 of these for the reader: no more
 * than these 200, in either order, however many wait for others.
 */
@Tag("full")
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalScaleIT {

    private static final int REQUESTS = 100_000;
    private static final int WAITING = 200;
    private static final int PAGE = 26;
    private static final ZonedDateTime START =
            Instant.parse("2026-01-01T00:00:00Z").atZone(ZoneOffset.UTC);

    /** How often the store may be asked for each request: its properties, and those of its record. */
    private static final long HITS_PER_REQUEST = 40;

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCatalogue catalogue;

    @BeforeAll
    void createRequests() {
        try (Session session = driver.session()) {
            session.run("""
                            CREATE (:Entity:Change {id: 'scale-change', organisationId: 'scale', confidentialityLevel: 0, participantIds: [],
                              teamIds: [], selfService: false})""").consume();
            session.run("""
                            UNWIND range(0, $requests - 1) AS i
                            CALL (i) {
                              WITH i, $start + duration({minutes: i}) AS at
                              CREATE (r:ApprovalRequest {id: 'scale-' + toString(1000000 + i), recordType: 'Change',
                                recordId: 'scale-change', current: true, startedAt: at, dueAt: at + duration({days: 3}), barredIds: []})
                              SET r.waitingKey = CASE WHEN i % 500 = 0 THEN 'person:scale'
                                WHEN i % 5 < 2 THEN 'person:other' + toString(i % 50) ELSE null END
                            } IN TRANSACTIONS OF 10000 ROWS""", Map.of("requests", REQUESTS, "start", START)).consume();
            session.run("CALL db.awaitIndexes(120)").consume();
            session.run("CALL db.prepareForReplanning(120)").consume();
        }
    }

    @Test
    void shouldReadOfWhatIsDueNoMoreThanWaitsForTheReader() {
        Map<String, Object> question = of(Map.of("afterDue", START, "afterId", ""));

        assertThat(hits("workflow/waiting", question, PAGE)).isLessThan(WAITING * HITS_PER_REQUEST);
    }

    @Test
    void shouldReadOfWhatIsNewNoMoreThanWaitsForTheReader() {
        Map<String, Object> question = of(Map.of("beforeStart", START.plusYears(1), "beforeId", "~"));

        assertThat(hits("workflow/waiting-newest", question, PAGE)).isLessThan(WAITING * HITS_PER_REQUEST);
    }

    @Test
    void shouldCountWhatWaitsForTheReaderAlone() {
        assertThat(hits("workflow/count-waiting", of(Map.of()), 1)).isLessThan(WAITING * HITS_PER_REQUEST);
    }

    private static Map<String, Object> of(Map<String, Object> place) {
        Map<String, Object> key = new HashMap<>();
        key.put("key", "person:scale");
        key.put("delegatorId", null);
        Map<String, Object> question = new HashMap<>(place);
        question.put("keys", List.of(key));
        question.put("personId", "scale");
        question.put("types", List.of(Change.TYPE));
        question.put("limit", PAGE);
        question.put("v", Principal.SYSTEM.visibility().parameters());
        return question;
    }

    /** How often the store is asked. */
    private long hits(String statement, Map<String, Object> question, int rows) {
        try (Session session = driver.session()) {
            var result = session.run("PROFILE " + catalogue.text(statement), question);
            assertThat(result.list()).hasSize(rows);
            return sum(result.consume().profile());
        }
    }

    private static long sum(ProfiledPlan plan) {
        return plan.dbHits()
                + plan.children().stream().mapToLong(ApprovalScaleIT::sum).sum();
    }
}
