// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Which changes may have caused an incident, who is told of which, and what it costs. */
@IntegrationTest
class RelatedChangesIT {

    private static final String RELATED =
            "complete hiddenChangeCount changes { change { id } ci { id } changedCi { id } tie distance"
                    + " path { from { id } to { id } } redundantCi { id } apart closeness }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    private ChangeFixture fixture;
    private String configurator = "";

    @BeforeEach
    void createFixture() {
        clock.set(clock.now().truncatedTo(ChronoUnit.SECONDS));
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        configurator = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldRankByTimeAndDistanceWithWhyAndPath() {
        String rack = newCi("server");
        String app = newCi("server");
        String spare = newCi("server");
        String database = newCi("server");
        String storage = newCi("server");
        String site = newCi("server");
        for (String member : List.of(app, spare)) {
            cmdb.relate(
                    configurator,
                    Map.of("sourceId", rack, "type", "DEPENDS_ON", "targetId", member, "group", group("pair")));
        }
        cmdb.relate(configurator, app, "DEPENDS_ON", database);
        cmdb.relate(configurator, database, "DEPENDS_ON", storage);
        cmdb.relate(configurator, storage, "DEPENDS_ON", site);
        String old = made(app, "SUCCESSFUL");
        clock.advance(Duration.ofHours(54));
        String below = made(storage, "WITH_ISSUES");
        made(site, "SUCCESSFUL");
        made(rack, "SUCCESSFUL");
        made(app, "NOT_IMPLEMENTED");
        clock.advance(Duration.ofHours(36));
        String partner = under(spare);
        String incident = fixture.incident(Map.of("ciIds", List.of(app)));
        clock.advance(Duration.ofMinutes(1));
        under(database);

        JsonNode answer = related(fixture.manager, incident, "days: 5");

        assertThat(answer.at("/complete").asBoolean()).isTrue();
        assertThat(answer.at("/hiddenChangeCount").asInt()).isZero();
        assertThat(texts(answer.at("/changes"), "/change/id"))
                .as("what depends on the item, is too far, was given up or came later is none")
                .containsExactly(partner, old, below);
        JsonNode first = answer.at("/changes/0");
        assertThat(first.at("/tie").asString()).isEqualTo("REDUNDANCY_PARTNER");
        assertThat(first.at("/distance").asInt()).isEqualTo(2);
        assertThat(first.at("/redundantCi/id").asString()).isEqualTo(rack);
        assertThat(texts(first.at("/path"), "/from/id")).containsExactly(spare);
        assertThat(texts(first.at("/path"), "/to/id")).containsExactly(rack);
        assertThat(first.at("/apart").asString()).isEqualTo("PT0S");
        assertThat(first.at("/closeness").asDouble()).isCloseTo(1.0 / 3, within(0.001));
        JsonNode second = answer.at("/changes/1");
        assertThat(second.at("/tie").asString()).isEqualTo("SAME_CI");
        assertThat(second.at("/distance").asInt()).isZero();
        assertThat(second.at("/path")).isEmpty();
        assertThat(Duration.parse(second.at("/apart").asString())).isEqualTo(Duration.ofHours(90));
        assertThat(second.at("/closeness").asDouble()).isCloseTo(0.25, within(0.001));
        JsonNode third = answer.at("/changes/2");
        assertThat(third.at("/tie").asString()).isEqualTo("DEPENDENCY");
        assertThat(third.at("/ci/id").asString()).isEqualTo(app);
        assertThat(third.at("/changedCi/id").asString()).isEqualTo(storage);
        assertThat(third.at("/distance").asInt()).isEqualTo(2);
        assertThat(texts(third.at("/path"), "/from/id")).containsExactly(storage, database);
        assertThat(texts(third.at("/path"), "/to/id")).containsExactly(database, app);
        assertThat(third.at("/closeness").asDouble()).isCloseTo((1 - 36.0 / 120) / 3, within(0.001));
        assertThat(texts(related(fixture.manager, incident, "").at("/changes"), "/change/id"))
                .as("of three days, our default")
                .containsExactly(partner, below);
        assertThat(texts(related(fixture.manager, incident, "days: 1").at("/changes"), "/change/id"))
                .containsExactly(partner);
    }

    @Test
    void shouldCountWhatIsHiddenAndTellNothingOfIt() {
        String app = newCi("server");
        String hiddenItem = cmdb.ci(
                configurator, Map.of("classId", "server", "name", "Hidden server", "confidentiality", "CONFIDENTIAL"));
        String behind = newCi("server");
        cmdb.relate(configurator, app, "DEPENDS_ON", hiddenItem);
        cmdb.relate(configurator, hiddenItem, "DEPENDS_ON", behind);
        String secret = made(app, "SUCCESSFUL");
        fixture.done(fixture.leader, "Classify", secret, Map.of("confidentiality", "CONFIDENTIAL"));
        String open = made(behind, "SUCCESSFUL");
        String incident = fixture.incident(Map.of("ciIds", List.of(app)));

        JsonNode shown = related(fixture.manager, incident, "");
        assertThat(shown.at("/hiddenChangeCount").asInt()).isEqualTo(1);
        assertThat(texts(shown.at("/changes"), "/change/id")).containsExactly(open);
        assertThat(shown.at("/changes/0/path/0/to").isNull()).isTrue();
        assertThat(shown.at("/changes/0/path/1/from").isNull()).isTrue();
        assertThat(shown.toString()).doesNotContain(secret, hiddenItem);
        JsonNode all = related(fixture.leader, incident, "");
        assertThat(texts(all.at("/changes"), "/change/id")).containsExactly(secret, open);
        assertThat(all.at("/hiddenChangeCount").asInt()).isZero();
        String own = fixture.query(
                        fixture.caller,
                        "mutation { incidentReport(input: {title: \"It is slow\"}) { incident { id } userErrors { code } } }")
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        assertThat(fixture.of("incident", fixture.caller, own, "relatedChanges { complete }")
                        .at("/relatedChanges")
                        .isNull())
                .as("who reads no changes is told nothing")
                .isTrue();
    }

    @Test
    void shouldRefuseDaysOutOfRange() {
        String incident = fixture.incident(Map.of());
        for (int days : List.of(0, 31)) {
            assertThat(fixture.query(
                                    fixture.manager,
                                    "query($id: ID!) { incident(id: $id) { relatedChanges(days: " + days
                                            + ") { complete } } }",
                                    Map.of("id", incident))
                            .errorCodes())
                    .containsExactly("BAD_USER_INPUT");
        }
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreIncidentsAndChanges() {
        String app = newCi("server");
        String database = newCi("server");
        cmdb.relate(configurator, app, "DEPENDS_ON", database);
        made(database, "SUCCESSFUL");
        fixture.incident(Map.of("ciIds", List.of(app)));
        List<String> few = statements(1);
        for (int i = 0; i < 4; i++) {
            made(i % 2 == 0 ? database : app, "SUCCESSFUL");
            fixture.incident(Map.of("ciIds", List.of(app, database)));
        }

        assertThat(CypherCalls.growing(few, statements(5), 4)).isEmpty();
    }

    private List<String> statements(int incidents) {
        calls.reset();
        JsonNode nodes = fixture.query(
                        fixture.manager,
                        "{ incidents(first: " + incidents + ") { nodes { relatedChanges { changes { change { number }"
                                + " changedCi { name } path { from { name } } } } } } }")
                .withoutErrors()
                .at("incidents.nodes");
        List<String> made = calls.since("");
        assertThat(nodes).hasSize(incidents);
        nodes.forEach(node -> assertThat(node.at("/relatedChanges/changes")).isNotEmpty());
        return made;
    }

    private JsonNode related(String token, String incident, String arguments) {
        return fixture.of(
                        "incident",
                        token,
                        incident,
                        "relatedChanges" + (arguments.isEmpty() ? "" : "(" + arguments + ")") + " { " + RELATED + " }")
                .at("/relatedChanges");
    }

    /** A change of an item that is being implemented now. */
    private String under(String ciId) {
        String id = fixture.requested(Map.of("ciIds", List.of(ciId)));
        fixture.move(id, ChangeState.IMPLEMENTING);
        return id;
    }

    private String made(String ciId, String outcome) {
        String id = under(ciId);
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", outcome));
        return id;
    }

    private String newCi(String classId) {
        return cmdb.ci(configurator, classId, "A " + classId);
    }

    private static Map<String, Object> group(String name) {
        return Map.of("name", name, "minUp", 1);
    }
}
