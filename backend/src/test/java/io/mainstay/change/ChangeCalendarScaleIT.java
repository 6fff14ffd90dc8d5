// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.ProfiledPlan;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the calendar, figures and related changes read of 100,000 changes over eight years, of which 10,000 are still planned: those of the range, and
 * in the index those that are planned for later. Those that are over, which become ever more, are left out.
 */
@Tag("full")
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeCalendarScaleIT {

    private static final int CHANGES = 100_000;
    private static final int ITEMS = 500;
    private static final int CONSUMERS = 20;

    /** Two a day over eight years. */
    private static final int INCIDENTS = 5_800;

    private static final Duration APART = Duration.ofMinutes(42);
    private static final ZonedDateTime START =
            Instant.parse("2022-12-01T00:00:00Z").atZone(ZoneOffset.UTC);

    /** Nine of ten are made by then. */
    private static final ZonedDateTime NOW = START.plus(APART.multipliedBy(CHANGES / 10 * 9));

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCatalogue catalogue;

    @BeforeAll
    void createChanges() {
        try (Session session = driver.session()) {
            session.run("""
                            UNWIND range(0, $changes - 1) AS i
                            CALL (i) {
                              WITH i, $start + duration({minutes: i * $apart}) AS begin
                              CREATE (c:Change {id: 'calendar-' + i, number: 'CAL' + i, type: 'NORMAL', plannedFrom: begin,
                                plannedTo: begin + duration({hours: 1}), organisationId: CASE WHEN i % 10 = 0 THEN 'few' ELSE 'calendar' END, confidentialityLevel: 0,
                                participantIds: [], teamIds: [], selfService: false})
                              SET c.state = CASE WHEN begin < $now THEN 'CLOSED' ELSE 'SCHEDULED' END
                              SET c += CASE WHEN begin < $now THEN {actualFrom: begin, actualTo: begin + duration({hours: 1}),
                                reportedAt: begin - duration({days: 9}), authorisedAt: begin - duration({days: 1}),
                                closedAt: begin + duration({days: 1}), outcome: ['SUCCESSFUL', 'FAILED', 'NOT_IMPLEMENTED'][i % 3],
                                unauthorised: i % 50 = 0, teamId: 'team-' + (i % 200)} ELSE {} END
                            } IN TRANSACTIONS OF 10000 ROWS""", Map.of("changes", CHANGES, "start", START, "now", NOW, "apart", APART.toMinutes()))
                    .consume();
            around(session);
            session.run("CALL db.awaitIndexes(120)").consume();
            session.run("CALL db.prepareForReplanning(120)").consume();
        }
    }

    /** A hub depends on all that is changed, and others on it; half of the incidents are on it. Every tenth change is in the way of the next one. */
    private static void around(Session session) {
        session.run("""
                        UNWIND range(0, $items) AS i
                        CREATE (:ConfigurationItem {id: 'calendar-ci-' + i, organisationId: 'few', confidentialityLevel: 0,
                          participantIds: [], teamIds: [], selfService: false})""", Map.of("items", ITEMS + CONSUMERS)).consume();
        session.run("""
                        MATCH (hub:ConfigurationItem {id: 'calendar-ci-0'})
                        CALL (hub) {
                          UNWIND range(1, $items) AS i
                          MATCH (ci:ConfigurationItem {id: 'calendar-ci-' + i})
                          CREATE (hub)-[:FAILS_WITH]->(ci)
                        }
                        CALL (hub) {
                          UNWIND range($items + 1, $items + $consumers) AS i
                          MATCH (ci:ConfigurationItem {id: 'calendar-ci-' + i})
                          CREATE (ci)-[:FAILS_WITH]->(hub)
                        }""", Map.of("items", ITEMS, "consumers", CONSUMERS)).consume();
        session.run("""
                        UNWIND range(0, $changes - 1) AS i
                        CALL (i) {
                          MATCH (c:Change {id: 'calendar-' + i})
                          MATCH (ci:ConfigurationItem {id: 'calendar-ci-' + (1 + i % $items)})
                          CREATE (c)-[:AFFECTS]->(ci)
                          WITH i, c, ci
                          WHERE i % 10 = 0
                          MATCH (next:Change {id: 'calendar-' + (i + 1)})
                          CREATE (c)-[:CONFLICTS_WITH {byPeople: false, items: [ci.id]}]->(next)
                        } IN TRANSACTIONS OF 10000 ROWS""", Map.of("changes", CHANGES, "items", ITEMS)).consume();
        session.run("""
                        UNWIND range(0, $incidents - 1) AS i
                        MATCH (ci:ConfigurationItem {id: 'calendar-ci-' + CASE WHEN i % 2 = 0 THEN 0 ELSE i % $items END})
                        CREATE (:Incident {id: 'calendar-incident-' + i, number: 'CALI' + i, organisationId: 'few', state: 'NEW', confidentialityLevel: 0,
                          reportedAt: $start + duration({hours: i * 12}), participantIds: [], teamIds: [], selfService: false})-[:AFFECTS]->(ci)""", Map.of("incidents", INCIDENTS, "items", ITEMS, "start", START))
                .consume();
    }

    @Test
    void shouldReadTheChangesOfTheRange() {
        assertThat(hits("change/calendar", calendar(NOW.minusDays(7)), 241)).isLessThan(20_000);
        assertThat(hits("change/calendar", calendar(NOW.plusDays(7)), 241)).isLessThan(20_000);
    }

    @Test
    void shouldReadWhatWasMadeInTheDaysBeforeAnIncident() {
        Map<String, Object> question = Map.of(
                "times",
                List.of(Map.of("from", NOW.minusDays(3), "to", NOW)),
                "ciIds",
                List.of("none"),
                "limit",
                5_000);

        assertThat(hits("change/implemented-during", question, 0)).isLessThan(5_000);
    }

    /** Of a month those of that month; 12,500 a year. */
    @Test
    void shouldCountTheChangesOfTheRange() {
        assertThat(hits("change/figures", figures(NOW.minusDays(30)), 5)).isLessThan(60_000);
        assertThat(hits("change/figures-conflicts", figures(NOW.minusDays(30)), 1))
                .isLessThan(60_000);
    }

    /** Of a month the changes of that month, and of each item that they reach once: not the incidents of every change. A year takes twelve times as much. */
    @Test
    void shouldReadIncidentsOnceForAllChanges() {
        for (int days : List.of(30, 360)) {
            int changes = implementedSince(NOW.minusDays(days));
            Map<String, Object> question = figures(NOW.minusDays(days));
            question.put("limit", 100_001);
            Profile implemented = profile("change/figures-implemented", question, changes);
            assertThat(implemented.hits()).isLessThan(60L * changes);
            assertThat(implemented.memory()).isLessThan(2_000L * changes);
        }
        List<String> ciIds = IntStream.rangeClosed(1, ITEMS)
                .mapToObj(i -> "calendar-ci-" + i)
                .toList();
        // Each reaches the hub and what depends on it.
        int ways = ITEMS * (1 + CONSUMERS);
        Profile dependents = profile(
                "change/figures-dependents",
                Map.of(
                        "ciIds",
                        ciIds,
                        "limitOfItem",
                        5_001,
                        "limit",
                        100_001,
                        "v",
                        Principal.SYSTEM.visibility().parameters()),
                ways);
        assertThat(dependents.hits()).isLessThan(25L * ways);
        assertThat(dependents.memory()).isLessThan(2_000L * ways);
        for (int days : List.of(30, 360)) {
            // They lie twelve hours apart.
            int reported = days * 2;
            Map<String, Object> time = Map.of("from", NOW.minusDays(days), "to", NOW);
            Map<String, Object> times = new HashMap<>();
            IntStream.rangeClosed(0, ITEMS + CONSUMERS).forEach(i -> times.put("calendar-ci-" + i, time));
            Map<String, Object> asked = new HashMap<>(Map.of("spans", List.of(time), "times", times));
            asked.put("mostRead", 200_001);
            asked.put("limit", 20_001);
            asked.put("v", Principal.SYSTEM.visibility().parameters());
            Profile incidents = profile("change/figures-incidents", asked, 1);
            assertThat(incidents.hits()).isLessThan(60L * reported);
            assertThat(incidents.memory()).isLessThan(5_000_000);
        }
    }

    /** Those that were closed since, a day after they began, and not for nothing, which every third is. */
    private static int implementedSince(ZonedDateTime from) {
        return (int) IntStream.range(0, CHANGES)
                .filter(i -> i % 3 < 2)
                .mapToObj(i -> START.plus(APART.multipliedBy(i)))
                .filter(begin -> begin.isBefore(NOW) && !begin.plusDays(1).isBefore(from))
                .count();
    }

    @Test
    void shouldReadNoMoreForWhoSeesLess() {
        Map<String, Object> few = new HashMap<>(Principal.SYSTEM.visibility().parameters());
        few.put("everything", false);
        few.put("organisations", List.of("few"));
        Map<String, Object> question = figures(NOW.minusDays(30));
        question.put("v", few);

        assertThat(hits("change/figures", question, 5)).isLessThan(250_000);
        // Of two changes that are in each other's way one is of another organisation.
        assertThat(hits("change/figures-conflicts", question, 1)).isLessThan(250_000);
    }

    /** More than may be asked for at once. */
    @Test
    void shouldCountAllThatWereClosed() {
        assertThat(hits("change/figures", figures(START), 5)).isLessThan(60L * CHANGES);
        assertThat(hits("change/figures-conflicts", figures(START), 1)).isLessThan(60L * CHANGES);
    }

    private static Map<String, Object> figures(ZonedDateTime from) {
        Map<String, Object> question = new HashMap<>(Map.of(
                "from",
                from,
                "to",
                NOW.plusDays(2),
                "notImplemented",
                "NOT_IMPLEMENTED",
                "mostLooked",
                20_001,
                "limit",
                100,
                "v",
                Principal.SYSTEM.visibility().parameters()));
        for (String none : List.of("teamIds", "types", "templateIds", "serviceOfferingIds", "organisationIds")) {
            question.put(none, null);
        }
        return question;
    }

    private static Map<String, Object> calendar(ZonedDateTime from) {
        Map<String, Object> question = new HashMap<>(Map.of(
                "planned",
                List.of("ASSESSMENT", "AUTHORISATION", "SCHEDULED"),
                "from",
                from,
                "to",
                from.plusDays(7),
                "now",
                NOW,
                "limit",
                501,
                "v",
                Principal.SYSTEM.visibility().parameters()));
        for (String none : List.of("types", "riskLevels", "teamIds", "ciIds")) {
            question.put(none, null);
        }
        return question;
    }

    /**
     * What a statement took.
     *
     * @param hits how often the store was asked
     * @param memory bytes that it took at most
     */
    private record Profile(long hits, long memory) {}

    private Profile profile(String statement, Map<String, Object> question, int rows) {
        try (Session session = driver.session()) {
            var result = session.run("PROFILE " + catalogue.text(statement), question);
            assertThat(result.list()).as(statement).hasSize(rows);
            ProfiledPlan plan = result.consume().profile();
            return new Profile(sum(plan), plan.arguments().get("GlobalMemory").asLong());
        }
    }

    private long hits(String statement, Map<String, Object> question, int rows) {
        return profile(statement, question, rows).hits();
    }

    private static long sum(ProfiledPlan plan) {
        return plan.dbHits()
                + plan.children().stream().mapToLong(ChangeCalendarScaleIT::sum).sum();
    }
}
