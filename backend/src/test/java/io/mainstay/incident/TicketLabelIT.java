// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.migration.MigrationRunner;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.Plans;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;
import org.springframework.beans.factory.annotation.Autowired;

/** Incidents are tickets: new ones, those of releases before, and those that such a release creates beside this one. */
@IntegrationTest
class TicketLabelIT {

    private static final int ROWS = 5_000;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    @Autowired
    private MigrationRunner migrations;

    @AfterEach
    void removeBareIncidents() {
        run("MATCH (i:Incident) WHERE i.number STARTS WITH 'OLD' DETACH DELETE i", Map.of());
    }

    @Test
    void shouldCreateIncidentsAsTickets() {
        IncidentFixture fixture = new IncidentFixture(client, work, cypher);

        String id = fixture.reported(fixture.caller);

        assertThat(run("MATCH (t:Ticket:Incident:Entity {id: $id}) RETURN t.number", Map.of("id", id)))
                .hasSize(1);
    }

    @Test
    void shouldMakeTicketsOfTheIncidentsThatThereAre() {
        createAsTheReleaseBefore(ROWS);
        run("MATCH (m:Migration {name: 'ticket_label'}) DELETE m", Map.of());

        assertThat(migrations.migrate()).isEqualTo(1);

        assertThat(withoutLabel()).isZero();
        assertThat(run("MATCH (m:Migration {name: 'ticket_label'}) RETURN m.done >= $rows", Map.of("rows", ROWS))
                        .getFirst()
                        .get(0)
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldMakeTicketsOfIncidentsThatTheReleaseBeforeCreatesMeanwhile() {
        createAsTheReleaseBefore(3);
        Awaitility.await("the job to be planned")
                .until(() -> !run("MATCH (s:Schedule {name: 'migration.again'}) RETURN s", Map.of())
                        .isEmpty());
        run("MATCH (s:Schedule {name: 'migration.again'}) SET s.nextDue = datetime.realtime()", Map.of());

        Awaitility.await("the incidents to be tickets").until(() -> withoutLabel() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigneeId", "teamId"})
    void shouldReadOpenWorkAcrossKindsFromAnIndexInItsOrder(String whose) {
        String statement = """
                MATCH (t:Ticket)
                WHERE t.%s = $id AND t.open = true AND t.reportedAt IS NOT NULL AND t.id IS NOT NULL
                RETURN t
                ORDER BY t.%s, t.open, t.reportedAt, t.id
                LIMIT 50""".formatted(whose, whose);
        try (Session session = driver.session()) {
            Plan plan = Plans.explain(session, statement);

            assertThat(Plans.refused(plan, false)).isEmpty();
            assertThat(Plans.operators(plan)).contains("NodeIndexSeek").doesNotContain("Sort", "Top");
        }
    }

    private void createAsTheReleaseBefore(int count) {
        List<Map<String, String>> rows = Stream.generate(Ids::next)
                .limit(count)
                .map(id -> Map.of("id", id, "number", "OLD" + id))
                .toList();
        run("UNWIND $rows AS row CREATE (i:Entity:Incident) SET i = row", Map.of("rows", rows));
    }

    private long withoutLabel() {
        return run("MATCH (i:Incident) WHERE NOT i:Ticket RETURN count(i)", Map.of())
                .getFirst()
                .get(0)
                .asLong();
    }

    private List<Record> run(String statement, Map<String, Object> parameters) {
        return driver.executableQuery(statement)
                .withParameters(parameters)
                .execute()
                .records();
    }
}
