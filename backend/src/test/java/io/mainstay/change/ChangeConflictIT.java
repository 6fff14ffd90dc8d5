// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mainstay.change.internal.ConflictFinder;
import io.mainstay.change.internal.store.FreezeExceptionStore;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.ticket.Tickets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.summary.ProfiledPlan;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Which changes get in each other's way, and what else speaks against one; who is told of it, and what it costs. */
@IntegrationTest
class ChangeConflictIT {

    private static final String CONFLICTS =
            "complete incompleteReasons hiddenConflictCount conflicts { kind explanation hiddenCiCount overlapFrom overlapTo"
                    + " change { id number } cis { id } otherCis { id } people { id } state incident { id } changeWindow { name kind }"
                    + " dependencies { ci { id } otherCi { id } otherDepends path { from { id } to { id } relationType } }"
                    + " redundancyGroups { ci { id } left { group members up minUp spare } } }";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);

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

    @Autowired
    private Tickets<Change, ChangeState> changes;

    @Autowired
    private Tickets<Incident, IncidentState> incidents;

    @Autowired
    private ConfigurationItemQueries items;

    @Autowired
    private IdentityViews identity;

    @Autowired
    private ConflictFinder finder;

    @Autowired
    private FreezeExceptionStore exceptions;

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCatalogue catalogue;

    @Autowired
    private List<TransactionalEventConsumer> consumers;

    private ChangeFixture fixture;
    private String configurator = "";

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        configurator = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        // It begins with what happens from now on, and that is when it has a cursor again after the graph was emptied.
        await().atMost(PATIENCE).until(this::followsChanges);
    }

    private boolean followsChanges() {
        try (Session session = driver.session()) {
            return session.run("MATCH (c:OutboxCursor {consumer: 'change.conflicts'}) RETURN count(c) AS count")
                            .single()
                            .get("count")
                            .asInt()
                    == 1;
        }
    }

    /** Acceptance value 6: both feeds of one rack in one night. */
    @Test
    void shouldTellBothOfTwoChangesThatTakeBothFeeds() {
        String rack = newCi("rack");
        String feedA = newCi("server");
        String feedB = newCi("server");
        power(rack, List.of(feedA, feedB), 1);
        String one = submitted(1, 3, List.of(feedA), List.of(fixture.implementerPerson.personId()));
        String other = submitted(2, 4, List.of(feedB), List.of(fixture.managerPerson.personId()));

        for (List<String> pair : List.of(List.of(one, other, feedA, feedB), List.of(other, one, feedB, feedA))) {
            JsonNode answer = conflicts(fixture.manager, pair.get(0));
            assertThat(answer.at("/complete").asBoolean()).isTrue();
            assertThat(answer.at("/hiddenConflictCount").asInt()).isZero();
            assertThat(texts(answer.at("/conflicts"), "/kind")).containsExactly("REDUNDANCY_GROUP");
            JsonNode conflict = answer.at("/conflicts/0");
            assertThat(conflict.at("/change/id").asString()).isEqualTo(pair.get(1));
            assertThat(texts(conflict.at("/cis"), "/id")).containsExactly(pair.get(2));
            assertThat(texts(conflict.at("/otherCis"), "/id")).containsExactly(pair.get(3));
            assertThat(conflict.at("/redundancyGroups/0/ci/id").asString()).isEqualTo(rack);
            assertThat(conflict.at("/redundancyGroups/0/left/members").asInt()).isEqualTo(2);
            assertThat(conflict.at("/redundancyGroups/0/left/up").asInt()).isZero();
            assertThat(conflict.at("/redundancyGroups/0/left/minUp").asInt()).isEqualTo(1);
            assertThat(instant(conflict, "/overlapFrom")).isEqualTo(hour(2));
            assertThat(instant(conflict, "/overlapTo")).isEqualTo(hour(3));
            assertThat(conflict.at("/explanation").asString())
                    .contains("0 of 2 members", conflict.at("/change/number").asString());
        }

        move(other, 3, 5);

        assertThat(kinds(one)).as("nobody has looked at it in between").isEmpty();
        assertThat(kinds(other)).isEmpty();
    }

    @Test
    void shouldTellOfAnExemptChangeWhyAndMarkItForTheOthers() {
        String server = newCi("server");
        String exempt = submitted(1, 3, List.of(server), List.of(fixture.implementerPerson.personId()));
        String other = submitted(2, 4, List.of(server), List.of(fixture.managerPerson.personId()));
        Map<String, String> why = Map.of("reason", "Agreed with the other team");
        assertThat(fixture.refused(fixture.implementer, "ExemptFromConflicts", exempt, why))
                .as("not by who plans it")
                .containsExactly("FORBIDDEN");
        window("freeze", "Freeze of an exempt change", server, 1, 2);

        fixture.done(fixture.manager, "ExemptFromConflicts", exempt, why);

        assertThat(kinds(exempt)).as("freezes have exceptions of their own").containsExactly("FREEZE");
        assertThat(fixture.read(
                                fixture.requester,
                                exempt,
                                "conflicts { exemptionReason } conflictExemption { reason exemptedBy { id } }")
                        .toString())
                .contains("\"exemptionReason\":\"Agreed with the other team\"", fixture.managerPerson.personId());
        JsonNode marked = fixture.read(
                fixture.requester,
                other,
                "conflicts { exemptionReason conflicts { kind exemptionReason explanation } }");
        assertThat(marked.at("/conflicts/exemptionReason").isNull()).isTrue();
        JsonNode same = only(marked.at("/conflicts"), "SAME_CI");
        assertThat(same.at("/exemptionReason").asString()).isEqualTo("Agreed with the other team");
        assertThat(same.at("/explanation").asString()).endsWith("That change is exempt from conflicts.");
        assertThat(fixture.read(fixture.manager, exempt, "evidence { entries { key text } }")
                        .toString())
                .contains("conflictExemptionReason", "Agreed with the other team");

        fixture.done(fixture.manager, "EndConflictExemption", exempt, Map.of());
        assertThat(kinds(exempt)).contains("SAME_CI");
        assertThat(fixture.read(fixture.manager, exempt, "conflictExemption { reason }")
                        .at("/conflictExemption")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldTellTheOwnerOfTheOtherWhenOneMoves() {
        String server = newCi("server");
        String own = submitted(1, 3, List.of(server), List.of(fixture.implementerPerson.personId()));
        String apart = submitted(7, 8, List.of(server), List.of(fixture.implementerPerson.personId()));
        await().atMost(PATIENCE).until(() -> looked(own) && looked(apart));
        String other = submitted(
                2, 4, List.of(server), List.of(fixture.managerPerson.personId(), fixture.implementerPerson.personId()));
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of(other + " true")));
        assertThat(ties(own, other)).as("for figures").isEqualTo("CONFLICTS_WITH true [" + server + "]");
        assertThat(fixture.read(fixture.manager, own, "history { nodes { fields { before after } } }")
                        .toString())
                .contains(other);
        deliver(other, clock.now());
        assertThat(told(own)).as("the event comes twice").hasSize(1);

        fixture.done(fixture.manager, "Update", other, Map.of("title", "Replace it at last"));
        move(other, 3, 5);
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of(other + " true", other + " false")));
        assertThat(gone(own, other)).as("for figures").isEqualTo(lastEventAt(other));
        assertThat(ties(own, other)).isEqualTo("CONFLICTED_WITH true [" + server + "]");

        move(other, 2, 4);
        await().atMost(PATIENCE).until(() -> told(own).size() == 3);
        assertThat(gone(own, other)).isNull();
        fixture.done(fixture.requester, "Cancel", other, Map.of("reason", "Not needed"));
        await().atMost(PATIENCE)
                .until(() -> told(own)
                        .equals(List.of(other + " true", other + " false", other + " true", other + " false")));
        assertThat(gone(own, other)).isEqualTo(lastEventAt(other));
        assertThat(told(apart)).as("at another time").isEmpty();
        assertThat(told(other)).as("it has moved itself").isEmpty();
    }

    /** It is looked at what is there now: by the event of the first, told late, the second is found too, and by that of the second the first has to be told. */
    @Test
    void shouldTellTheOwnerOfTheFirstAlsoIfItsEventIsLate() {
        String server = newCi("server");
        String own = submitted(1, 3, List.of(server), List.of(fixture.implementerPerson.personId()));
        Instant ownAt = lastEventAt(own);
        await().atMost(PATIENCE).until(() -> looked(own));
        String other = submitted(2, 4, List.of(server), List.of(fixture.managerPerson.personId()));
        Instant otherAt = lastEventAt(other);
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of(other + " true")));
        try (Session session = driver.session()) {
            session.run("MATCH (:Change {id: $id})-[tie:CONFLICTS_WITH]-() DELETE tie", Map.of("id", own))
                    .consume();
        }

        deliver(own, ownAt);
        assertThat(told(other)).containsExactly(own + " true");
        assertThat(told(own)).hasSize(1);
        deliver(own, ownAt);
        assertThat(told(other)).as("twice").hasSize(1);
        deliver(other, otherAt);
        assertThat(told(own)).containsExactly(other + " true", other + " true");
        deliver(other, otherAt);
        assertThat(told(own)).as("twice").hasSize(2);
        assertThat(told(other)).hasSize(1);
    }

    /** A comment is no move, and no event comes by which the first would be told that the conflict began. */
    @Test
    void shouldTellThatAConflictIsGoneAlsoIfItIsNotKnownWhetherItWasTold() {
        String server = newCi("server");
        String own = submitted(1, 3, List.of(server), List.of(fixture.implementerPerson.personId()));
        Instant ownAt = lastEventAt(own);
        await().atMost(PATIENCE).until(() -> looked(own));
        String other = submitted(2, 4, List.of(server), List.of(fixture.managerPerson.personId()));
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of(other + " true")));
        fixture.done(fixture.requester, "Comment", other, Map.of("text", "Soon"));
        try (Session session = driver.session()) {
            session.run("MATCH (:Change {id: $id})-[tie:CONFLICTS_WITH]-() DELETE tie", Map.of("id", own))
                    .consume();
        }
        deliver(own, ownAt);

        fixture.done(fixture.requester, "Cancel", other, Map.of("reason", "Not needed"));

        await().atMost(PATIENCE).until(() -> told(own).equals(List.of(other + " true", other + " false")));
    }

    /** What was long before one of the two was moved away, by whichever of them it is told, says nothing of when they were apart. */
    @Test
    void shouldKeepNoEarlierEndOfAConflictThanTheLastThatHappened() {
        String server = newCi("server");
        String own = submitted(1, 3, List.of(server), List.of(fixture.implementerPerson.personId()));
        String other = submitted(5, 6, List.of(server), List.of(fixture.managerPerson.personId()));
        Instant before = lastEventAt(own).minus(HOUR);
        assertThat(lastEventAt(other)).isAfter(lastEventAt(own));

        for (String moved : List.of(other, own)) {
            try (Session session = driver.session()) {
                session.run(
                                "MATCH (one:Change {id: $one}) MATCH (other:Change {id: $other})"
                                        + " OPTIONAL MATCH (one)-[past:CONFLICTED_WITH]-(other) DELETE past"
                                        + " CREATE (one)-[:CONFLICTS_WITH {byPeople: false, items: []}]->(other)",
                                Map.of("one", own, "other", other))
                        .consume();
            }

            deliver(moved, before);

            assertThat(gone(own, other))
                    .as("told by %s of %s and %s", moved, own, other)
                    .isEqualTo(lastEventAt(other));
        }
    }

    /** Hands what moved a change to the consumer. */
    private void deliver(String moved, Instant at) {
        TransactionalEventConsumer consumer = consumers.stream()
                .filter(one -> one.name().equals("change.conflicts"))
                .findFirst()
                .orElseThrow();
        OutboxEvent event =
                new OutboxEvent(1, Ids.next(), "change.updated.v1", Change.TYPE, moved, 1, at, at, "{}", null);
        work.writeRepeatably(() -> consumer.handle(event));
    }

    /** Whether the consumer has had all that happened to a change. */
    private boolean looked(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'change.submitted.v1'})"
                                    + " MATCH (c:OutboxCursor {consumer: 'change.conflicts'})"
                                    + " RETURN coalesce(c.seq >= e.seq, false) AS had",
                            Map.of("id", id))
                    .single()
                    .get("had")
                    .asBoolean();
        }
    }

    /** By what it is kept that two changes are, or were, in each other's way. */
    private String ties(String one, String other) {
        try (Session session = driver.session()) {
            Record kept = session.run(
                            "MATCH (:Change {id: $one})-[between:CONFLICTS_WITH|CONFLICTED_WITH]-(:Change {id: $other})"
                                    + " RETURN type(between) AS type, between.byPeople AS byPeople, between.items AS items",
                            Map.of("one", one, "other", other))
                    .single();
            return kept.get("type").asString() + " " + kept.get("byPeople").asBoolean() + " "
                    + kept.get("items").asList();
        }
    }

    private Instant lastEventAt(String id) {
        return Objects.requireNonNull(
                        changes.byIds(Principal.SYSTEM, List.of(id)).get(id))
                .header()
                .lastEventAt();
    }

    /** Since when it is kept that two changes are not in each other's way any more; null while they are. */
    private @Nullable Instant gone(String one, String other) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (:Change {id: $one})-[between:CONFLICTS_WITH|CONFLICTED_WITH]-(:Change {id: $other})"
                                    + " RETURN between.goneAt AS goneAt",
                            Map.of("one", one, "other", other))
                    .single()
                    .get("goneAt")
                    .computeOrDefault(value -> value.asZonedDateTime().toInstant(), null);
        }
    }

    private List<String> told(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id, type: 'change.conflicts-changed.v1'}) RETURN e.payload AS payload"
                                    + " ORDER BY e.id",
                            Map.of("id", id))
                    .list(row -> row.get("payload")
                            .asString()
                            .replaceAll(".*\"otherChangeId\":\"([^\"]+)\".*\"conflicting\":(true|false).*", "$1 $2"));
        }
    }

    @Test
    void shouldFindWhatTakesAMemberOfAGroupDown() {
        String rack = newCi("rack");
        String feedA = newCi("server");
        String feedB = newCi("server");
        String supply = newCi("server");
        power(rack, List.of(feedA, feedB), 1);
        cmdb.relate(configurator, feedA, "POWERED_BY", supply);
        String one = submitted(1, 2, List.of(supply), List.of(fixture.implementerPerson.personId()));
        String other = submitted(1, 2, List.of(feedB), List.of(fixture.managerPerson.personId()));

        assertThat(kinds(one)).containsExactly("REDUNDANCY_GROUP");
        assertThat(kinds(other)).containsExactly("REDUNDANCY_GROUP");
        assertThat(texts(conflicts(fixture.manager, other).at("/conflicts/0/otherCis"), "/id"))
                .containsExactly(supply);
    }

    @Test
    void shouldFindSameItemsAndDependenciesWithinTheDistance() {
        String app = newCi("server");
        String database = newCi("server");
        String storage = newCi("server");
        String site = newCi("server");
        cmdb.relate(configurator, app, "DEPENDS_ON", database);
        cmdb.relate(configurator, database, "DEPENDS_ON", storage);
        cmdb.relate(configurator, storage, "LOCATED_IN", site);
        String mine = submitted(1, 2, List.of(app), List.of(fixture.implementerPerson.personId()));
        List<String> manager = List.of(fixture.managerPerson.personId());
        String same = submitted(1, 2, List.of(app), manager);
        String below = submitted(1, 2, List.of(storage), manager);
        String far = submitted(1, 2, List.of(site), manager);
        String draft = fixture.requested(plan(1, 2, List.of(app), manager));
        String later = submitted(2, 3, List.of(app), manager);
        String cancelled = submitted(1, 2, List.of(app), manager);
        fixture.done(fixture.requester, "Cancel", cancelled, Map.of("reason", "Not needed"));

        JsonNode answer = conflicts(fixture.manager, mine);

        assertThat(texts(answer.at("/conflicts"), "/kind")).containsExactlyInAnyOrder("SAME_CI", "DEPENDENCY");
        assertThat(texts(answer.at("/conflicts"), "/change/id"))
                .containsExactlyInAnyOrder(same, below)
                .doesNotContain(far, draft, later, cancelled);
        JsonNode dependency = only(answer, "DEPENDENCY").at("/dependencies/0");
        assertThat(dependency.at("/ci/id").asString()).isEqualTo(app);
        assertThat(dependency.at("/otherCi/id").asString()).isEqualTo(storage);
        assertThat(dependency.at("/otherDepends").asBoolean()).isFalse();
        assertThat(texts(dependency.at("/path"), "/from/id")).containsExactly(storage, database);
        assertThat(texts(dependency.at("/path"), "/to/id")).containsExactly(database, app);
        JsonNode opposite = conflicts(fixture.manager, below)
                .at("/conflicts")
                .valueStream()
                .filter(conflict -> conflict.at("/change/id").asString().equals(mine))
                .findFirst()
                .orElseThrow();
        assertThat(opposite.at("/dependencies/0/otherDepends").asBoolean()).isTrue();
        assertThat(opposite.at("/dependencies/0/path").toString())
                .isEqualTo(dependency.at("/path").toString());
        assertThat(kinds(draft)).as("a draft sees what is in its way").contains("SAME_CI");
        assertThat(kinds(cancelled)).isEmpty();
    }

    @Test
    void shouldFindPeopleFreezesAndMissedMaintenanceWindows() {
        String item = newCi("server");
        String mine = submitted(1, 3, List.of(item), List.of(fixture.implementerPerson.personId()));
        String other = submitted(2, 4, List.of(newCi("server")), List.of(fixture.implementerPerson.personId()));
        window("freeze", "Turn of the year", item, 2, 8);
        window("maintenance", "Sunday night", item, 30, 34);

        JsonNode answer = conflicts(fixture.manager, mine);

        assertThat(texts(answer.at("/conflicts"), "/kind"))
                .containsExactly("IMPLEMENTER", "FREEZE", "OUTSIDE_MAINTENANCE_WINDOW");
        assertThat(only(answer, "IMPLEMENTER").at("/change/id").asString()).isEqualTo(other);
        assertThat(texts(only(answer, "IMPLEMENTER").at("/people"), "/id"))
                .containsExactly(fixture.implementerPerson.personId());
        JsonNode freeze = only(answer, "FREEZE");
        assertThat(freeze.at("/changeWindow/name").asString()).isEqualTo("Turn of the year");
        assertThat(texts(freeze.at("/cis"), "/id")).containsExactly(item);
        assertThat(instant(freeze, "/overlapFrom")).isEqualTo(hour(2));
        assertThat(instant(freeze, "/overlapTo")).isEqualTo(hour(3));

        move(mine, 31, 33);

        assertThat(kinds(mine)).isEmpty();
    }

    @Test
    void shouldFindWhatIsTheMatterNow() {
        String rack = newCi("rack");
        String feedA = newCi("server");
        String feedB = newCi("server");
        String database = newCi("server");
        power(rack, List.of(feedA, feedB), 1);
        cmdb.relate(configurator, feedA, "DEPENDS_ON", database);
        String mine = submitted(1, 2, List.of(feedA), List.of(fixture.implementerPerson.personId()));
        assertThat(kinds(mine)).isEmpty();

        status(feedB, "DOWN");
        status(database, "DEGRADED");
        String urgent = fixture.incident(Map.of("ciIds", List.of(database), "impact", "HIGH", "urgency", "HIGH"));
        fixture.incident(Map.of("ciIds", List.of(database), "impact", "LOW", "urgency", "LOW"));

        JsonNode answer = conflicts(fixture.manager, mine);
        assertThat(texts(answer.at("/conflicts"), "/kind"))
                .containsExactly("CI_IMPAIRED", "CI_IMPAIRED", "OPEN_INCIDENT");
        Map<String, String> states = new HashMap<>();
        answer.at("/conflicts").forEach(conflict -> {
            if (conflict.at("/kind").asString().equals("CI_IMPAIRED")) {
                states.put(
                        conflict.at("/otherCis/0/id").asString(),
                        conflict.at("/state").asString());
            }
        });
        assertThat(states).isEqualTo(Map.of(feedB, "DOWN", database, "DEGRADED"));
        assertThat(only(answer, "OPEN_INCIDENT").at("/incident/id").asString()).isEqualTo(urgent);
        assertThat(only(answer, "OPEN_INCIDENT").at("/overlapFrom").isNull()).isTrue();
        assertThat(kinds(submitted(1, 2, List.of(rack), List.of(fixture.managerPerson.personId()))))
                .as("the rack itself is at risk")
                .contains("CI_IMPAIRED");
    }

    @Test
    void shouldCountWhatIsHiddenAndTellNothingOfIt() {
        String app = newCi("server");
        String hiddenItem = cmdb.ci(
                configurator, Map.of("classId", "server", "name", "Hidden server", "confidentiality", "CONFIDENTIAL"));
        cmdb.relate(configurator, app, "DEPENDS_ON", hiddenItem);
        String mine = submitted(1, 3, List.of(app), List.of(fixture.implementerPerson.personId()));
        submittedByLeader(1, 2, hiddenItem);
        String hidden = submittedByLeader(2, 3, app);
        fixture.done(fixture.leader, "Classify", hidden, Map.of("confidentiality", "CONFIDENTIAL"));
        status(hiddenItem, "DOWN");

        JsonNode shown = conflicts(fixture.agent, mine);
        assertThat(texts(shown.at("/conflicts"), "/kind"))
                .as("the item itself is down by what it depends on")
                .containsExactly("CI_IMPAIRED");
        assertThat(shown.at("/hiddenConflictCount").asInt()).isEqualTo(3);
        String number =
                fixture.read(fixture.leader, hidden, "number").at("/number").asString();
        assertThat(shown.toString()).doesNotContain(hidden, number, hiddenItem, "Hidden server", hour(2).toString());
        JsonNode all = conflicts(fixture.leader, mine);
        assertThat(texts(all.at("/conflicts"), "/kind"))
                .containsExactlyInAnyOrder("DEPENDENCY", "SAME_CI", "CI_IMPAIRED", "CI_IMPAIRED");
        assertThat(all.at("/hiddenConflictCount").asInt()).isZero();
        assertThat(client.execute(
                                fixture.stranger,
                                "query($id: ID!) { changeConflicts(id: $id) { hiddenConflictCount } }",
                                Map.of("id", mine))
                        .withoutErrors()
                        .at("changeConflicts")
                        .isNull())
                .isTrue();
        assertThat(client.execute(fixture.caller, "{ changeConflicts(id: \"" + mine + "\") { complete } }")
                        .errorCodes())
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldTellBeforeAChangeIsThere() {
        String item = newCi("server");
        String other = submitted(2, 4, List.of(item), List.of(fixture.managerPerson.personId()));
        String person = fixture.managerPerson.personId();

        JsonNode answer = preview(
                        fixture.agent,
                        Map.of(
                                "ciIds", List.of(item),
                                "plannedFrom", hour(1).toString(),
                                "plannedTo", hour(3).toString(),
                                "implementerIds", List.of(person)))
                .withoutErrors()
                .at("changeConflictsPreview");

        assertThat(texts(answer.at("/conflicts"), "/kind")).containsExactly("SAME_CI", "IMPLEMENTER");
        assertThat(texts(answer.at("/conflicts"), "/change/id")).containsOnly(other);
        assertThat(preview(fixture.agent, Map.of("ciIds", List.of(item)))
                        .withoutErrors()
                        .at("changeConflictsPreview.conflicts"))
                .isEmpty();
        String hidden = cmdb.ci(
                configurator, Map.of("classId", "server", "name", "Hidden server", "confidentiality", "CONFIDENTIAL"));
        assertThat(preview(fixture.agent, Map.of("ciIds", List.of(hidden))).errorCodes())
                .containsExactly("NOT_FOUND");
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of("plannedFrom", hour(2).toString()),
                Map.of("plannedTo", hour(2).toString()),
                Map.of("plannedFrom", hour(2).toString(), "plannedTo", hour(2).toString()))) {
            assertThat(preview(fixture.agent, bad).errorCodes()).containsExactly("BAD_USER_INPUT");
        }
    }

    @Test
    void shouldWriteDownWhatAChangeConflictsWithAsItStarts() {
        String item = newCi("server");
        String mine = scheduled(item);
        String other = submitted(0, 4, List.of(item), List.of(fixture.managerPerson.personId()));
        fixture.done(fixture.implementer, "Start", mine, Map.of("overrideReason", "Agreed with the other team"));

        Map<String, String> written = started(mine);
        assertThat(written)
                .containsEntry("conflictsAtStart", "1")
                .containsEntry("overrideReason", "Agreed with the other team");
        assertThat(written.get("conflictingChangeIds")).contains(other);
        fixture.done(fixture.implementer, "Complete", mine, Map.of("outcome", "SUCCESSFUL"));
        String undisturbed = scheduled(newCi("server"));
        fixture.done(fixture.implementer, "Start", undisturbed, Map.of());
        assertThat(started(undisturbed)).doesNotContainKeys("conflictsAtStart", "conflictingChangeIds");
    }

    /** Where the installation says so. */
    @Test
    void shouldRefuseToStartWithConflictsAndWithoutReason() {
        String item = newCi("server");
        String mine = scheduled(item);
        submitted(0, 4, List.of(item), List.of(fixture.managerPerson.personId()));
        Change change = changes.byIds(Principal.SYSTEM, List.of(mine)).get(mine);
        ChangeConflictQueries refusing = new ChangeConflictQueries(
                changes,
                incidents,
                items,
                identity,
                finder,
                exceptions,
                work,
                new ConflictProperties(2, ConflictProperties.AtStart.REFUSE, Duration.ofDays(7)));

        ChangeConflicts found = Objects.requireNonNull(
                refusing.of(Principal.SYSTEM, List.of(change)).get(change.id()));

        assertThat(found.count()).isPositive();
        assertThatThrownBy(() -> refusing.checkStart(found, null))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(UserError::code)
                                .isNotEmpty()
                                .containsOnly(UserErrorCode.CONFLICT));
        assertThatCode(() -> refusing.checkStart(found, "Agreed")).doesNotThrowAnyException();
    }

    private String scheduled(String ciId) {
        String id = fixture.requested(Map.of("ciIds", List.of(ciId)));
        fixture.move(id, ChangeState.SCHEDULED);
        return id;
    }

    /** What the start of a change wrote in its history. */
    private Map<String, String> started(String id) {
        Map<String, String> fields = new HashMap<>();
        fixture.read(fixture.leader, id, "history(first: 1) { nodes { action fields { field after } } }")
                .at("/history/nodes/0/fields")
                .forEach(field -> fields.put(
                        field.at("/field").asString(), field.at("/after").asString()));
        return fields;
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreItemsAndChanges() {
        List<String> items =
                IntStream.range(0, 12).mapToObj(_ -> newCi("server")).toList();
        for (int i = 1; i < items.size(); i++) {
            cmdb.relate(configurator, items.get(i - 1), "DEPENDS_ON", items.get(i));
        }
        window("freeze", "Turn of the year", items.getFirst(), 0, 8);
        List<String> manager = List.of(fixture.managerPerson.personId());
        String small = submitted(1, 2, items.subList(0, 1), manager);
        submitted(1, 2, items.subList(1, 2), manager);
        List<String> few =
                statements("query($id: ID!) { changeConflicts(id: $id) { " + CONFLICTS + " } }", Map.of("id", small));
        for (int i = 0; i < 12; i++) {
            submitted(1, 2, items.subList(0, i + 1), manager);
        }
        String large = submitted(1, 2, items, manager);

        List<String> many =
                statements("query($id: ID!) { changeConflicts(id: $id) { " + CONFLICTS + " } }", Map.of("id", large));
        List<String> ofList = statements(
                "{ changes(first: 15) { nodes { id conflicts { complete conflicts { kind } } } } }", Map.of());

        assertThat(CypherCalls.growing(few, many, 11)).isEmpty();
        assertThat(CypherCalls.growing(few, ofList, 14)).isEmpty();
        assertThat(conflicts(fixture.manager, large).at("/conflicts").size()).isGreaterThan(25);
    }

    /**
     * Beside ten thousand others that are planned. What is not met is not waited for either, so that no change is held up by what somebody
     * does to one that has nothing to do with it.
     */
    @Test
    void shouldLookOnlyAtWhatIsMetAmongTenThousand() {
        String server = newCi("server");
        String apart = newCi("server");
        String own = submitted(1, 3, List.of(server), List.of(fixture.implementerPerson.personId()));
        String third = submitted(1, 3, List.of(apart), List.of(fixture.deputyPerson.personId()));
        String other = submitted(31, 33, List.of(server), List.of(fixture.managerPerson.personId()));
        await().atMost(PATIENCE).until(() -> looked(other));
        String document = "query($id: ID!) { changeConflicts(id: $id) { " + CONFLICTS + " } }";
        List<String> alone = statements(document, Map.of("id", own));
        try (Session session = driver.session()) {
            try {
                planMany(session, apart);
                assertThat(statements(document, Map.of("id", own))).isEqualTo(alone);
                try (Transaction holding = session.beginTransaction()) {
                    holding.run("MATCH (c:Change {id: $id}) SET c.held = true", Map.of("id", third))
                            .consume();
                    move(other, 2, 4);
                    await().atMost(PATIENCE).until(() -> told(own).equals(List.of(other + " true")));
                    holding.rollback();
                }
                assertThat(told(third)).isEmpty();
                JsonNode found = conflicts(fixture.manager, own);
                assertThat(found.at("/complete").asBoolean()).isTrue();
                assertThat(texts(found.at("/conflicts"), "/change/id")).containsExactly(other);
                for (int hour : List.of(2, 360, 700)) {
                    assertThat(hitsOfOverlapping(session, server, hour(hour), hour(hour + 2)))
                            .as("of those that end within a day, whenever it is")
                            .isLessThan(8_000);
                }
            } finally {
                session.run(
                                "MATCH (c:Change) WHERE c.id STARTS WITH 'many-' CALL (c) { DETACH DELETE c } IN TRANSACTIONS")
                        .consume();
            }
        }
    }

    /** As it was before there was the mark, and as the release before leaves it. */
    @Test
    void shouldMarkTheLongWindowsOfReleasesBefore() throws IOException {
        String server = newCi("server");
        List<String> implementer = List.of(fixture.implementerPerson.personId());
        String longer = submitted(1, 60, List.of(server), implementer);
        String day = submitted(1, 25, List.of(server), implementer);
        String own = submitted(2, 3, List.of(server), List.of(fixture.managerPerson.personId()));
        assertThat(texts(conflicts(fixture.manager, own).at("/conflicts"), "/change/id"))
                .containsExactlyInAnyOrder(longer, day);
        String batch;
        try (InputStream migration = getClass().getResourceAsStream("/neo4j/migrations/V0294__long_windows.cypher")) {
            batch = new String(Objects.requireNonNull(migration).readAllBytes(), StandardCharsets.UTF_8).split(";")[0];
        }
        try (Session session = driver.session()) {
            session.run("MATCH (c:Change) WHERE c.longWindow = true SET c.longWindow = null")
                    .consume();
            assertThat(texts(conflicts(fixture.manager, own).at("/conflicts"), "/change/id"))
                    .as("without the mark")
                    .containsExactly(day);

            session.run(batch, Map.of("after", "", "limit", 100_000)).consume();
        }
        assertThat(texts(conflicts(fixture.manager, own).at("/conflicts"), "/change/id"))
                .containsExactlyInAnyOrder(longer, day);
        move(longer, 1, 4);
        assertThat(texts(conflicts(fixture.manager, own).at("/conflicts"), "/change/id"))
                .as("it is long no more")
                .containsExactlyInAnyOrder(longer, day);
    }

    /** Changes of two hours one after the other in a month, 28 at once, of another item. */
    private void planMany(Session session, String ciId) {
        session.run("""
                        MATCH (ci:ConfigurationItem {id: $ciId})
                        UNWIND range(1, 10000) AS i
                        CALL (ci, i) {
                          WITH ci, i, $from + duration({seconds: i * 260}) AS begin
                          CREATE (c:Change {id: 'many-' + i, number: 'MANY' + i, type: 'NORMAL', state: 'SCHEDULED', plannedFrom: begin,
                            plannedTo: begin + duration({hours: 2}), implementerIds: ['somebody ' + (i % 500)], organisationId: 'many',
                            confidentialityLevel: 0, participantIds: [], teamIds: [], selfService: false})-[:AFFECTS]->(ci)
                        } IN TRANSACTIONS OF 5000 ROWS""", Map.of("ciId", ciId, "from", hour(0).atZone(ZoneOffset.UTC)))
                .consume();
    }

    private long hitsOfOverlapping(Session session, String ciId, Instant from, Instant to) {
        Map<String, Object> window = Map.of(
                "id",
                "none",
                "from",
                from.atZone(ZoneOffset.UTC),
                "to",
                to.atZone(ZoneOffset.UTC),
                "latest",
                to.plus(Change.Window.MOSTLY).atZone(ZoneOffset.UTC));
        return hits(session.run(
                        "PROFILE " + catalogue.text("change/overlapping"),
                        Map.of(
                                "windows",
                                List.of(window),
                                "states",
                                List.of("ASSESSMENT", "AUTHORISATION", "SCHEDULED", "IMPLEMENTING"),
                                "ciIds",
                                List.of(ciId),
                                "personIds",
                                List.of(),
                                "limit",
                                20_001))
                .consume()
                .profile());
    }

    private static long hits(ProfiledPlan plan) {
        return plan.dbHits()
                + plan.children().stream().mapToLong(ChangeConflictIT::hits).sum();
    }

    private List<String> statements(String document, Map<String, ?> variables) {
        calls.reset();
        fixture.query(fixture.manager, document, variables).withoutErrors();
        return calls.since("");
    }

    private GraphQlAnswer preview(String token, Map<String, ?> input) {
        return fixture.query(
                token,
                "query($input: ChangeConflictsPreviewInput!) { changeConflictsPreview(input: $input) { " + CONFLICTS
                        + " } }",
                Map.of("input", input));
    }

    private JsonNode conflicts(String token, String id) {
        JsonNode answer = fixture.query(
                        token, "query($id: ID!) { changeConflicts(id: $id) { " + CONFLICTS + " } }", Map.of("id", id))
                .withoutErrors()
                .at("changeConflicts");
        JsonNode nested =
                fixture.read(token, id, "conflicts { " + CONFLICTS + " }").at("/conflicts");
        assertThat(nested.toString()).as("asked for the other way").isEqualTo(answer.toString());
        return answer;
    }

    private List<String> kinds(String id) {
        return texts(conflicts(fixture.manager, id).at("/conflicts"), "/kind");
    }

    private static JsonNode only(JsonNode answer, String kind) {
        List<JsonNode> found = answer.at("/conflicts")
                .valueStream()
                .filter(conflict -> conflict.at("/kind").asString().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.getFirst();
    }

    /** So many hours after the next full one. */
    private Instant hour(int hours) {
        return clock.now().truncatedTo(ChronoUnit.HOURS).plus(HOUR).plus(Duration.ofHours(hours));
    }

    private static Instant instant(JsonNode node, String pointer) {
        return Instant.parse(node.at(pointer).asString());
    }

    private Map<String, Object> plan(int from, int to, List<String> ciIds, List<String> implementerIds) {
        return Map.of(
                "window",
                times(from, to),
                "ciIds",
                ciIds,
                "implementerIds",
                implementerIds,
                "title",
                "Replace the server",
                "reason",
                "It is old",
                "plan",
                "Move",
                "backOutPlan",
                "Move back");
    }

    private Map<String, Object> times(int from, int to) {
        return Map.of("from", hour(from).toString(), "to", hour(to).toString(), "zone", "Europe/Berlin");
    }

    private String submitted(int from, int to, List<String> ciIds, List<String> implementerIds) {
        String id = fixture.requested(plan(from, to, ciIds, implementerIds));
        fixture.move(id, ChangeState.ASSESSMENT);
        return id;
    }

    private String submittedByLeader(int from, int to, String ciId) {
        String id = fixture.request(
                        fixture.leader, plan(from, to, List.of(ciId), List.of(fixture.managerPerson.personId())), null)
                .accepted("changeRequest")
                .text("changeRequest.change.id");
        fixture.done(fixture.leader, "Submit", id, Map.of());
        return id;
    }

    private void move(String id, int from, int to) {
        fixture.done(fixture.manager, "Update", id, Map.of("window", times(from, to)));
    }

    private String newCi(String classId) {
        return cmdb.ci(configurator, classId, "A " + classId);
    }

    private void power(String rack, List<String> feeds, int minUp) {
        for (String feed : feeds) {
            cmdb.relate(
                    configurator,
                    Map.of(
                            "sourceId",
                            rack,
                            "type",
                            "POWERED_BY",
                            "targetId",
                            feed,
                            "group",
                            Map.of("name", "feeds", "minUp", minUp)));
        }
    }

    private void status(String ciId, String status) {
        JsonNode item = client.execute(
                        configurator, "query($id: ID!) { configurationItem(id: $id) { version } }", Map.of("id", ciId))
                .withoutErrors()
                .at("configurationItem");
        client.execute(
                        configurator,
                        "mutation($id: ID!, $version: Int!) { configurationItemSetOperationalStatus(id: $id, status: "
                                + status + ", expectedVersion: $version) { userErrors { code message } } }",
                        Map.of("id", ciId, "version", item.at("/version").asInt()))
                .accepted("configurationItemSetOperationalStatus");
    }

    private void window(String kind, String name, String ciId, int from, int to) {
        client.execute(
                        fixture.manager,
                        "mutation($input: ChangeWindowInput!) { " + kind
                                + "WindowSet(input: $input) { userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "name", name,
                                        "zone", "UTC",
                                        "startsAt", local(from),
                                        "endsAt", local(to),
                                        "scope", Map.of("ciIds", List.of(ciId)))))
                .accepted(kind + "WindowSet");
    }

    private String local(int hours) {
        return LocalDateTime.ofInstant(hour(hours), ZoneOffset.UTC).toString();
    }
}
