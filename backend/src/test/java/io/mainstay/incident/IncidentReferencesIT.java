// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.HeldLocks;
import io.mainstay.support.IntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/** What an incident names while somebody else is just retiring or locking it. */
@IntegrationTest
class IncidentReferencesIT {

    private static final int LINKED = 4;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private Driver driver;

    private IncidentFixture fixture;
    private HeldLocks locks;

    @BeforeEach
    void createFixture() {
        locks = new HeldLocks(driver);
        fixture = new IncidentFixture(client, work, cypher);
    }

    @Test
    void shouldNotAssignToATeamThatIsJustDeactivated() {
        String team = Ids.next();
        work.writeRepeatably(() -> fixture.team(team));
        String id = fixture.reported(fixture.caller);

        GraphQlAnswer answer = locks.whileChanging(
                team,
                "n.active = false",
                () -> fixture.act(
                        fixture.agent,
                        "Assign",
                        id,
                        1,
                        Map.of("teamId", team, "serviceOfferingId", fixture.offeringId)));

        assertThat(answer.text("incidentAssign.userErrors.0.code")).isEqualTo("NOT_FOUND");
        assertThat(fixture.version(id)).isEqualTo(1);
    }

    @Test
    void shouldNotReportForAPersonWhoIsJustDeactivated() {
        GraphQlAnswer answer = locks.whileChanging(
                fixture.callerPerson.personId(),
                "n.active = false",
                () -> fixture.report(
                        fixture.agent, Map.of("title", "Hums", "affectedPersonId", fixture.callerPerson.personId())));

        assertThat(answer.text("incidentReport.userErrors.0.code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void shouldNotNameAConfigurationItemThatIsJustRetired() {
        String reported = fixture.newCi("server");
        GraphQlAnswer report = locks.whileChanging(
                reported,
                "n.lifecycle = 'RETIRED'",
                () -> fixture.report(fixture.agent, Map.of("title", "Hums", "ciIds", List.of(reported))));
        assertThat(report.text("incidentReport.userErrors.0.code")).isEqualTo("CONFLICT");

        String linked = fixture.newCi("server");
        String id = fixture.reported(fixture.caller);
        GraphQlAnswer link = locks.whileChanging(
                linked,
                "n.lifecycle = 'RETIRED'",
                () -> fixture.act(fixture.agent, "LinkCis", id, Map.of("ciIds", List.of(linked))));
        assertThat(link.text("incidentLinkCis.userErrors.0.code")).isEqualTo("CONFLICT");
        assertThat(fixture.query(
                                fixture.auditor,
                                "query($id: ID!) { incident(id: $id) { configurationItems { id } } }",
                                Map.of("id", id))
                        .at("incident.configurationItems"))
                .isEmpty();
    }

    @Test
    void shouldLockConfigurationItemsInTheirOrderWhateverTheCallersIs() {
        String id = fixture.reported(fixture.caller);
        List<String> ids = Stream.generate(() -> fixture.newCi("server"))
                .limit(LINKED)
                .sorted()
                .toList();
        Map<String, Object> input = Map.of("ciIds", ids.reversed());

        locks.assertWaitsForTheFirst(ids, () -> fixture.act(fixture.agent, "LinkCis", id, input));
        locks.assertWaitsForTheFirst(
                ids, () -> fixture.report(fixture.agent, Map.of("title", "Hums", "ciIds", ids.reversed())));
    }
}
