// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Who is told of conflicts when not a change moves, but something else that it meets; and at whose changes nobody looks. */
@IntegrationTest
class ChangeConflictSidesIT {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeConflictSidesIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

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
    private Driver driver;

    @Autowired
    private List<TransactionalEventConsumer> consumers;

    @Autowired
    private List<TimerHandler> handlers;

    private ChangeFixture fixture;
    private String configurator = "";
    private Instant begin = Instant.EPOCH;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        begin = clock.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        configurator = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        // They begin with what happens from now on, and that is when they have cursors again after the graph was
        // emptied.
        await().atMost(PATIENCE)
                .until(() -> count(
                                "MATCH (c:OutboxCursor) WHERE c.consumer IN ['change.conflicts',"
                                        + " 'change.conflict-sides'] RETURN count(c) AS count",
                                Map.of())
                        == 2);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldTellTheOwnersOfThoseThatAFreezeTouches() {
        String server = newCi();
        String frozen = submitted(1, 3, server);
        String later = submitted(9, 10, server);
        String elsewhere = submitted(1, 3, newCi());

        String window = window("freeze", null, server, 2, 8);

        await().atMost(PATIENCE).until(() -> told(frozen).equals(List.of("FREEZE " + window + " true")));
        assertThat(history(frozen)).contains("\"field\":\"conflictingFreezeIds\"", window);

        window("freeze", window, server, 4, 8);
        await().atMost(PATIENCE)
                .until(() -> told(frozen).equals(List.of("FREEZE " + window + " true", "FREEZE " + window + " false")));
        window("freeze", window, server, 2, 8);
        await().atMost(PATIENCE).until(() -> told(frozen).size() == 3);
        act("Suspend", window, Map.of("until", hour(20).toString(), "reason", "An urgent fix"));
        await().atMost(PATIENCE).until(() -> told(frozen).size() == 4);
        act("Resume", window, Map.of());
        await().atMost(PATIENCE).until(() -> told(frozen).size() == 5);
        act("End", window, Map.of());
        await().atMost(PATIENCE).until(() -> told(frozen).size() == 6);
        assertThat(told(frozen)).last().isEqualTo("FREEZE " + window + " false");
        assertThat(told(later)).as("at another time").isEmpty();
        assertThat(told(elsewhere)).as("of other items").isEmpty();
    }

    @Test
    void shouldTellTheOwnersOfThoseThatAMaintenanceWindowLeavesOutside() {
        String server = newCi();
        String outside = submitted(1, 3, server);
        String inside = submitted(31, 32, server);

        String sunday = window("maintenance", null, server, 30, 34);
        String came = "OUTSIDE_MAINTENANCE_WINDOW " + server + " true";
        String went = "OUTSIDE_MAINTENANCE_WINDOW " + server + " false";
        await().atMost(PATIENCE).until(() -> told(outside).equals(List.of(came)));
        String monday = window("maintenance", null, server, 0, 4);
        await().atMost(PATIENCE).until(() -> told(outside).equals(List.of(came, went)));
        assertThat(told(inside)).isEmpty();

        window("maintenance", monday, newCi(), 0, 4);
        await().atMost(PATIENCE).until(() -> told(outside).equals(List.of(came, went, came)));
        act("End", sunday, Map.of());
        await().atMost(PATIENCE).until(() -> told(outside).equals(List.of(came, went, came, went)));
        assertThat(told(inside)).as("there is none any more").isEmpty();
    }

    /** Whoever has planned it inside a freeze knows. */
    @Test
    void shouldTellNobodyOfWhatTheyHavePlannedThemselves() {
        String server = newCi();
        String window = window("freeze", null, server, 2, 8);
        await().atMost(PATIENCE).until(() -> swept(window));
        String frozen = submitted(1, 3, server);
        assertThat(met(frozen)).containsExactly("FREEZE " + window);
        move(frozen, 10, 11);
        await().atMost(PATIENCE).until(() -> met(frozen).isEmpty());
        move(frozen, 4, 6);
        await().atMost(PATIENCE).until(() -> met(frozen).equals(List.of("FREEZE " + window)));

        look("change.window-conflicts", window);
        assertThat(told(frozen)).isEmpty();

        fixture.done(fixture.requester, "Cancel", frozen, Map.of("reason", "Not needed"));
        await().atMost(PATIENCE).until(() -> met(frozen).isEmpty());
        act("End", window, Map.of());
        look("change.window-conflicts", window);
        assertThat(told(frozen)).isEmpty();
    }

    /** A change that is moved while the event of a window is still to come does not hide what the window did. */
    @Test
    void shouldTellOfAWindowThatMovedAfterTheChange() {
        String server = newCi();
        String own = submitted(1, 3, server);
        Instant before = clock.now();
        clock.advance(Duration.ofSeconds(1));
        String window = window("freeze", null, server, 2, 8);
        await().atMost(PATIENCE).until(() -> told(own).size() == 1);
        query("MATCH (:Change {id: $id})-[met:MEETS]->() DELETE met", own);

        deliver("change.conflicts", "change.updated.v1", Change.TYPE, own, before);
        assertThat(met(own)).as("it is left to the event of the window").isEmpty();
        look("change.window-conflicts", window);

        assertThat(told(own)).hasSize(2);
    }

    @Test
    void shouldTellNothingTwiceAndLookAtNothingOutOfReach() {
        String server = newCi();
        String own = submitted(1, 3, server);
        String window = window("freeze", null, server, 2, 8);
        await().atMost(PATIENCE).until(() -> told(own).size() == 1);

        for (int i = 0; i < 3; i++) {
            deliver("change.conflict-sides", "change-window.updated.v1", "ChangeWindow", window, clock.now());
            look("change.window-conflicts", window);
        }
        assertThat(told(own)).as("the event comes again").hasSize(1);

        String other = newCi();
        String apart = window("freeze", null, other, 2, 8);
        calls.reset();
        look("change.window-conflicts", apart);
        assertThat(calls.since("change/"))
                .as("a change of other items is not looked at")
                .containsExactly("change/around-window");
        assertThat(told(own)).hasSize(1);
    }

    /** Many events in a moment are one look; and what does not fit in one part is looked at by the next. */
    @Test
    void shouldLookAtManyPartByPartAndOnceForABurst() {
        String server = newCi();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(fixture.requested(plan(1, 3, server, fixture.implementerPerson.personId())));
        }
        all.forEach(id -> fixture.move(id, ChangeState.ASSESSMENT));
        await().atMost(PATIENCE).until(() -> looked(all.getLast()));
        String window = window("freeze", null, server, 2, 8);
        await().atMost(PATIENCE).until(() -> all.stream().allMatch(id -> told(id).size() == 1));
        await().atMost(PATIENCE).until(() -> timers(window) == 0);

        query("MATCH (:ChangeWindow {id: $id})<-[met:MEETS]-() DELETE met", window);
        work.writeRepeatably(() -> {
            for (int i = 0; i < 20; i++) {
                consumer("change.conflict-sides")
                        .handle(event("change-window.updated.v1", "ChangeWindow", window, clock.now()));
            }
        });
        await().atMost(PATIENCE).until(() -> all.stream().allMatch(id -> told(id).size() == 2));
        await().atMost(PATIENCE).until(() -> timers(window) == 0);
        assertThat(all.stream().map(id -> told(id).size()).distinct())
                .as("once each, in parts")
                .containsExactly(2);
        try (Session session = driver.session()) {
            assertThat(session.run(
                                    "MATCH (e:OutboxEvent {type: 'change.window-conflicts-changed.v1'}) WHERE e.aggregateId IN $ids"
                                            + " RETURN e.recordedAt AS at, count(*) AS count",
                                    Map.of("ids", all))
                            .list(row -> row.get("count").asInt()))
                    .as("firings, and of how many each has told")
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(count -> count <= 50);
        }
    }

    @Test
    void shouldTellTheOwnersOfThoseThatCountOnWhatFails() {
        String app = newCi();
        String database = newCi();
        String storage = newCi();
        cmdb.relate(configurator, app, "DEPENDS_ON", database);
        cmdb.relate(configurator, database, "DEPENDS_ON", storage);
        String own = submitted(1, 3, app);
        String late = submitted(24 * 30, 24 * 30 + 1, app);
        String other = submitted(1, 3, newCi());

        status(storage, "DOWN");

        await().atMost(PATIENCE).until(() -> told(own).size() == 1);
        List<String> impaired = List.of("CI_IMPAIRED " + app, "CI_IMPAIRED " + database, "CI_IMPAIRED " + storage);
        assertThat(met(own)).containsExactlyInAnyOrderElementsOf(impaired);
        assertThat(history(own)).contains("\"field\":\"impairedCiIds\"", storage);
        deliver("change.conflict-sides", "ci.operational-status-changed.v1", "ConfigurationItem", storage, clock.now());
        look("change.item-conflicts", storage);
        assertThat(told(own)).as("the event comes again").hasSize(1);

        status(storage, "UP");
        await().atMost(PATIENCE).until(() -> told(own).size() == 2);
        assertThat(told(own)).last().asString().endsWith(" false");
        assertThat(met(own)).isEmpty();
        status(storage, "DEGRADED");
        await().atMost(PATIENCE).until(() -> told(own).size() == 3);
        assertThat(told(late)).as("far off").isEmpty();
        assertThat(told(other)).as("of other items").isEmpty();
    }

    @Test
    void shouldTellTheOwnersOfThoseWhosePartnerFailsAndOfThoseThatAreBeingMade() {
        String rack = newCi();
        String feedA = newCi();
        String feedB = newCi();
        for (String feed : List.of(feedA, feedB)) {
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
                            Map.of("name", "feeds", "minUp", 1)));
        }
        String made = submitted(-2, 3, feedA);
        fixture.done(fixture.manager, "Assess", made, Map.of("riskLevel", "LOW", "reason", "Done often"));
        fixture.done(fixture.manager, "Authorise", made, Map.of());
        fixture.done(fixture.implementer, "Start", made, Map.of());

        status(feedB, "DOWN");
        await().atMost(PATIENCE).until(() -> told(made).equals(List.of("CI_IMPAIRED " + feedB + " true")));
        status(feedB, "UP");
        await().atMost(PATIENCE).until(() -> told(made).size() == 2);

        String apart = newCi();
        calls.reset();
        look("change.item-conflicts", apart);
        assertThat(calls.since("change/")).as("nobody counts on it").containsExactly("change/around-items");
    }

    @Test
    void shouldTellTheOwnersOfThoseOnWhoseItemsAnUrgentIncidentIsOpen() {
        String app = newCi();
        String database = newCi();
        cmdb.relate(configurator, app, "DEPENDS_ON", database);
        String own = submitted(1, 3, app);
        String below = submitted(1, 3, newCi());

        String minor = fixture.incident(Map.of("ciIds", List.of(database), "impact", "LOW", "urgency", "LOW"));
        String urgent = fixture.incident(Map.of("ciIds", List.of(database), "impact", "HIGH", "urgency", "HIGH"));
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of("OPEN_INCIDENT " + urgent + " true")));
        assertThat(timers(minor) + met(own).size()).isEqualTo(1);
        look("change.incident-conflicts", urgent);
        look("change.incident-conflicts", minor);
        assertThat(told(own)).hasSize(1);

        int version = count("MATCH (i:Incident {id: $id}) RETURN i.version AS count", Map.of("id", urgent));
        client.execute(
                        fixture.requester,
                        "mutation($id: ID!, $version: Int!) { incidentCancel(id: $id, expectedVersion: $version,"
                                + " input: {reason: \"By mistake\"}) { userErrors { code message field } } }",
                        Map.of("id", urgent, "version", version))
                .accepted("incidentCancel");
        await().atMost(PATIENCE)
                .until(() -> told(own)
                        .equals(List.of("OPEN_INCIDENT " + urgent + " true", "OPEN_INCIDENT " + urgent + " false")));
        assertThat(told(below)).isEmpty();
    }

    @Test
    void shouldTellTheOwnersOfBothWhenARelationComesOrGoes() {
        String app = newCi();
        String database = newCi();
        String own = submitted(1, 3, app);
        String other = submitted(2, 4, database, fixture.managerPerson.personId());
        String apart = submitted(2, 4, newCi(), fixture.deputyPerson.personId());

        String relation = cmdb.relate(configurator, app, "DEPENDS_ON", database);
        await().atMost(PATIENCE).until(() -> toldOfChanges(own).equals(List.of(other + " true")));
        assertThat(toldOfChanges(other)).containsExactly(own + " true");
        assertThat(history(own)).contains("\"field\":\"conflictingChangeIds\"", other);
        for (String end : List.of(app, database)) {
            look("change.relation-conflicts", end);
        }
        assertThat(toldOfChanges(own)).as("looked at from both ends, again").hasSize(1);
        assertThat(toldOfChanges(other)).hasSize(1);

        client.execute(
                        configurator,
                        "mutation($id: ID!) { relationEnd(id: $id, expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", relation))
                .accepted("relationEnd");
        await().atMost(PATIENCE).until(() -> toldOfChanges(other).equals(List.of(own + " true", own + " false")));
        assertThat(toldOfChanges(own)).containsExactly(other + " true", other + " false");
        assertThat(toldOfChanges(apart)).isEmpty();
    }

    @Test
    void shouldTellTheOwnersOfBothWhoseItemsComeIntoOneRedundancyGroup() {
        String rack = newCi();
        String feedA = newCi();
        String feedB = newCi();
        String own = submitted(1, 3, feedA);
        String other = submitted(2, 4, feedB, fixture.managerPerson.personId());
        String down = newCi();
        status(down, "DOWN");

        for (String feed : List.of(feedA, feedB)) {
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
                            Map.of("name", "feeds", "minUp", 1)));
        }
        await().atMost(PATIENCE).until(() -> toldOfChanges(own).equals(List.of(other + " true")));
        assertThat(toldOfChanges(other)).containsExactly(own + " true");

        cmdb.relate(configurator, feedA, "DEPENDS_ON", down);
        await().atMost(PATIENCE).until(() -> !told(own).isEmpty());
        assertThat(told(own))
                .allSatisfy(news -> assertThat(news).startsWith("CI_IMPAIRED").contains(down));
        calls.reset();
        look("change.relation-conflicts", newCi());
        assertThat(calls.since("change/")).as("no change is near").containsExactly("change/around-items");
    }

    /** There are more than are looked at by one firing. */
    @Test
    void shouldLookAtThoseAroundARelationPartByPart() {
        String app = newCi();
        String database = newCi();
        String own = submitted(0, 100, app, fixture.managerPerson.personId());
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            others.add(fixture.requested(plan(1 + 2 * i, 2 + 2 * i, database, fixture.implementerPerson.personId())));
        }
        others.forEach(id -> fixture.move(id, ChangeState.ASSESSMENT));
        await().atMost(PATIENCE).until(() -> looked(others.getLast()));

        cmdb.relate(configurator, app, "DEPENDS_ON", database);

        await().atMost(PATIENCE).until(() -> toldOfChanges(own).size() == 25);
        await().atMost(PATIENCE).until(() -> timers(app) + timers(database) == 0);
        assertThat(others).allSatisfy(id -> assertThat(toldOfChanges(id)).containsExactly(own + " true"));
        assertThat(toldOfChanges(own)).hasSize(25);
    }

    private List<String> toldOfChanges(String id) {
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

    /** The owner is told that something is in the way; what it is only if they may see it. */
    @Test
    void shouldHideInTheHistoryWhatTheReaderMayNotSee() {
        String app = newCi();
        String hidden = cmdb.ci(
                configurator,
                Map.of("classId", "server", "name", "A hidden server", "confidentiality", "CONFIDENTIAL"));
        cmdb.relate(configurator, app, "DEPENDS_ON", hidden);
        String own = submitted(1, 3, app);

        status(hidden, "DEGRADED");

        await().atMost(PATIENCE).until(() -> told(own).equals(List.of("CI_IMPAIRED " + hidden + " true")));
        String fields = "history { nodes { action fields { field before after } } }";
        assertThat(fixture.read(fixture.leader, own, fields).toString()).contains("impairedCiIds", hidden);
        assertThat(fixture.read(fixture.requester, own, fields).toString())
                .contains("impairedCiIds")
                .doesNotContain(hidden);
    }

    /** One look is made at what a storm of events touches, and not one for each event or record. */
    @Test
    void shouldLookOnceForAStormOfManyItems() {
        String app = newCi();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            items.add(newCi());
        }
        cmdb.relate(configurator, app, "DEPENDS_ON", items.getFirst());
        cmdb.relate(configurator, app, "DEPENDS_ON", items.getLast());
        String own = submitted(1, 3, app);
        await().atMost(PATIENCE).until(() -> settled("ConfigurationItem"));
        query("MATCH (ci:ConfigurationItem) WHERE ci.id <> $id SET ci.operationalStatus = 'DOWN'", app);

        long began = System.nanoTime();
        work.writeRepeatably(() -> {
            TransactionalEventConsumer consumer = consumer("change.conflict-sides");
            for (int i = 0; i < 5_000; i++) {
                consumer.handle(event(
                        "ci.operational-status-changed.v1",
                        "ConfigurationItem",
                        items.get(i % items.size()),
                        clock.now()));
            }
        });
        long consumed = System.nanoTime();
        await().atMost(PATIENCE).until(() -> !told(own).isEmpty() && settled("ConfigurationItem"));
        LOG.info(
                "5,000 events of 250 items: {} ms to consume, {} ms until all was looked at",
                Duration.ofNanos(consumed - began).toMillis(),
                Duration.ofNanos(System.nanoTime() - consumed).toMillis());
        List<String> news = told(own);
        assertThat(news).as("a sweep may see half of what was armed").hasSizeLessThanOrEqualTo(2);
        assertThat(String.join(" ", news)).contains(items.getFirst(), items.getLast());

        for (String kind : List.of("change.item-conflicts", "change.incident-conflicts", "change.relation-conflicts")) {
            TimerHandler handler = handler(kind);
            assertThat(handler.atOnce()).isEqualTo(items.size());
            Instant now = clock.now();
            List<TimerFiring> storm = items.stream()
                    .map(id -> new TimerFiring(Ids.next(), kind, id, "", now, now, false, Map.of()))
                    .toList();
            work.writeRepeatably(() -> handler.fireAll(List.of(storm.getFirst())));
            calls.reset();
            work.writeRepeatably(() -> handler.fireAll(List.of(storm.getFirst())));
            List<String> one = calls.since("change/", "cmdb/", "platform/timer");
            calls.reset();
            work.writeRepeatably(() -> handler.fireAll(storm));
            List<String> all = calls.since("change/", "cmdb/", "platform/timer");
            assertThat(all).filteredOn("change/around-items"::equals).as(kind).hasSizeLessThan(2);
            assertThat(all.size() - one.size())
                    .as("statements of %s: %s", kind, all)
                    .isLessThan(20);
        }
        assertThat(told(own)).isEqualTo(news);
    }

    /** What goes on after a part goes on together, and not once more from the beginning. */
    @Test
    void shouldGoOnTogetherAfterAPartOfAStorm() {
        String left = newCi();
        String right = newCi();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(fixture.requested(plan(1, 3, i % 2 == 0 ? left : right, fixture.implementerPerson.personId())));
        }
        all.forEach(id -> fixture.move(id, ChangeState.ASSESSMENT));
        await().atMost(PATIENCE).until(() -> looked(all.getLast()) && settled("ConfigurationItem"));
        query("MATCH (ci:ConfigurationItem) WHERE $id <> '' SET ci.operationalStatus = 'DOWN'", "all");
        Instant now = clock.now();

        work.writeRepeatably(() -> handler("change.item-conflicts")
                .fireAll(List.of(left, right).stream()
                        .map(id ->
                                new TimerFiring(Ids.next(), "change.item-conflicts", id, "", now, now, false, Map.of()))
                        .toList()));

        assertThat(all.stream().filter(id -> !told(id).isEmpty()))
                .as("a part in the first transaction")
                .hasSizeGreaterThanOrEqualTo(50);
        await().atMost(PATIENCE).until(() -> timers(left) + timers(right) == 0);
        assertThat(all).allSatisfy(id -> assertThat(told(id)).hasSize(1));
    }

    @Test
    void shouldTellOfAnIncidentThatBecomesUrgentAndOfOneThatIsNotAnyMore() {
        String server = newCi();
        String own = submitted(1, 3, server);
        String incident = fixture.incident(Map.of("ciIds", List.of(server), "impact", "LOW", "urgency", "LOW"));

        ofIncident("Prioritise", incident, Map.of("impact", "HIGH", "urgency", "HIGH"));
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of("OPEN_INCIDENT " + incident + " true")));

        ofIncident("Prioritise", incident, Map.of("impact", "LOW", "urgency", "LOW"));
        await().atMost(PATIENCE)
                .until(() -> told(own)
                        .equals(List.of(
                                "OPEN_INCIDENT " + incident + " true", "OPEN_INCIDENT " + incident + " false")));
    }

    /** The owner is told that something is in the way; which it is only if they may see it. */
    @Test
    void shouldHideInTheHistoryTheChangesAndIncidentsThatTheReaderMayNotSee() {
        String app = newCi();
        String database = newCi();
        String own = submitted(1, 3, app);
        Map<String, Object> plan = new HashMap<>(plan(2, 4, database, fixture.managerPerson.personId()));
        plan.put("testPlan", "Tried on another");
        String other = fixture.request(fixture.leader, plan, null)
                .accepted("changeRequest")
                .text("changeRequest.change.id");
        fixture.done(fixture.leader, "Submit", other, Map.of());
        fixture.done(fixture.leader, "Classify", other, Map.of("confidentiality", "CONFIDENTIAL"));

        cmdb.relate(configurator, app, "DEPENDS_ON", database);
        await().atMost(PATIENCE).until(() -> toldOfChanges(own).equals(List.of(other + " true")));
        String urgent = client.execute(
                        fixture.leader,
                        "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id }"
                                + " userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "title", "The shop is down",
                                        "ciIds", List.of(database),
                                        "impact", "HIGH",
                                        "urgency", "HIGH")))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        ofIncident("Classify", urgent, Map.of("confidentiality", "CONFIDENTIAL"));
        await().atMost(PATIENCE).until(() -> told(own).equals(List.of("OPEN_INCIDENT " + urgent + " true")));

        String fields = "history { nodes { action fields { field before after } } }";
        assertThat(fixture.read(fixture.leader, own, fields).toString())
                .contains("conflictingChangeId", other, "urgentIncidentIds", urgent);
        assertThat(fixture.read(fixture.requester, own, fields).toString())
                .contains("conflictingChangeId", "urgentIncidentIds")
                .doesNotContain(other, urgent);
    }

    /** A load says which relations it has made, not between what. */
    @Test
    void shouldLookAtBothEndsOfRelationsThatWereLoaded() {
        String app = newCi();
        String database = newCi();
        String own = submitted(1, 3, app);
        String other = submitted(2, 4, database, fixture.managerPerson.personId());
        String relation = cmdb.relate(configurator, app, "DEPENDS_ON", database);
        await().atMost(PATIENCE).until(() -> toldOfChanges(own).size() == 1 && settled("ConfigurationItem"));
        query("MATCH (:Change {id: $id})-[known:CONFLICTS_WITH]-() DELETE known", own);
        String payload = "{\"relations\": [{\"id\": \"" + relation + "\", \"revision\": 1}]}";
        Instant now = clock.now();

        calls.reset();
        work.writeRepeatably(() -> consumer("change.conflict-sides")
                .handle(new OutboxEvent(
                        1, Ids.next(), "ci.relations-loaded.v1", "CiLoad", Ids.next(), 1, now, now, payload, null)));

        assertThat(calls.since("platform/lock")).as("however many ends").containsExactly("platform/lock-all");
        await().atMost(PATIENCE).until(() -> toldOfChanges(own).size() == 2);
        assertThat(toldOfChanges(other)).containsExactly(own + " true", own + " true");
    }

    private void ofIncident(String action, String id, Map<String, ?> input) {
        int version = count("MATCH (i:Incident {id: $id}) RETURN i.version AS count", Map.of("id", id));
        client.execute(
                        fixture.leader,
                        "mutation($id: ID!, $version: Int!, $input: Incident" + action + "Input!) { incident" + action
                                + "(id: $id, expectedVersion: $version, input: $input)"
                                + " { userErrors { code message field } } }",
                        Map.of("id", id, "version", version, "input", input))
                .accepted("incident" + action);
    }

    /** Whether nothing is to be looked at any more, and all events are consumed. */
    private boolean settled(String aggregateType) {
        return count(
                        "OPTIONAL MATCH (t:Timer) WHERE t.kind ENDS WITH '-conflicts' WITH count(t) AS timers"
                                + " OPTIONAL MATCH (e:OutboxEvent {aggregateType: $type}) WITH timers, max(e.seq) AS last"
                                + " MATCH (c:OutboxCursor {consumer: 'change.conflict-sides'})"
                                + " RETURN timers + CASE WHEN c.seq >= coalesce(last, 0) THEN 0 ELSE 1 END AS count",
                        Map.of("type", aggregateType))
                == 0;
    }

    private void status(String ciId, String status) {
        int version = count("MATCH (ci:ConfigurationItem {id: $id}) RETURN ci.version AS count", Map.of("id", ciId));
        client.execute(
                        configurator,
                        "mutation($id: ID!, $version: Int!) { configurationItemSetOperationalStatus(id: $id, status: "
                                + status + ", expectedVersion: $version) { userErrors { code message } } }",
                        Map.of("id", ciId, "version", version))
                .accepted("configurationItemSetOperationalStatus");
    }

    private OutboxEvent event(String type, String aggregateType, String id, Instant at) {
        return new OutboxEvent(1, Ids.next(), type, aggregateType, id, 1, at, at, "{}", null);
    }

    private TransactionalEventConsumer consumer(String name) {
        return consumers.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void deliver(String consumer, String type, String aggregateType, String id, Instant at) {
        work.writeRepeatably(() -> consumer(consumer).handle(event(type, aggregateType, id, at)));
    }

    /** Looks as the timer does. */
    private void look(String kind, String movedId) {
        work.writeRepeatably(() -> fire(kind, movedId, ""));
    }

    private TimerHandler handler(String kind) {
        return handlers.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private void fire(String kind, String movedId, String after) {
        Instant now = clock.now();
        handler(kind).fire(new TimerFiring(Ids.next(), kind, movedId, "", now, now, false, Map.of("after", after)));
    }

    /** Whether all that is to be looked at because of a window was. */
    private boolean swept(String window) {
        return count(
                                "MATCH (e:OutboxEvent {aggregateId: $id, type: 'change-window.created.v1'})"
                                        + " MATCH (c:OutboxCursor {consumer: 'change.conflict-sides'}) WHERE c.seq >= e.seq"
                                        + " RETURN count(c) AS count",
                                Map.of("id", window))
                        == 1
                && timers(window) == 0;
    }

    private int timers(String movedId) {
        return count(
                "MATCH (t:Timer {aggregateId: $id}) WHERE t.kind ENDS WITH '-conflicts' RETURN count(t) AS count",
                Map.of("id", movedId));
    }

    private boolean looked(String id) {
        return count(
                        "MATCH (e:OutboxEvent {aggregateId: $id, type: 'change.submitted.v1'})"
                                + " MATCH (c:OutboxCursor {consumer: 'change.conflicts'}) WHERE c.seq >= e.seq"
                                + " RETURN count(c) AS count",
                        Map.of("id", id))
                == 1;
    }

    private List<String> met(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (:Change {id: $id})-[met:MEETS]->(r) RETURN met.kind + ' ' + r.id AS met ORDER BY met",
                            Map.of("id", id))
                    .list(row -> row.get("met").asString());
        }
    }

    private void query(String statement, String id) {
        try (Session session = driver.session()) {
            session.run(statement, Map.of("id", id)).consume();
        }
    }

    private int count(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(statement, parameters).single().get("count").asInt();
        }
    }

    private List<String> told(String id) {
        try (Session session = driver.session()) {
            return session.run(
                            "MATCH (e:OutboxEvent {aggregateId: $id}) WHERE e.type IN ['change.window-conflicts-changed.v1',"
                                    + " 'change.reality-conflicts-changed.v1'] RETURN e.payload AS payload ORDER BY e.id",
                            Map.of("id", id))
                    .list(row -> row.get("payload")
                            .asString()
                            .replaceAll(
                                    ".*\"kind\":\"([A-Z_]+)\".*[:,]\\[\"([^\\]]+)\"\\].*\"conflicting\":(true|false).*",
                                    "$1 $2 $3"));
        }
    }

    private String history(String id) {
        return fixture.read(fixture.manager, id, "history { nodes { action fields { field before after } } }")
                .toString();
    }

    private String newCi() {
        return cmdb.ci(configurator, "server", "A server");
    }

    private Map<String, Object> plan(int from, int to, String ciId, String implementerId) {
        return Map.of(
                "window", times(from, to),
                "ciIds", List.of(ciId),
                "implementerIds", List.of(implementerId),
                "title", "Replace the server",
                "reason", "It is old",
                "plan", "Move",
                "backOutPlan", "Move back");
    }

    private String submitted(int from, int to, String ciId) {
        return submitted(from, to, ciId, fixture.implementerPerson.personId());
    }

    private String submitted(int from, int to, String ciId, String implementerId) {
        String id = fixture.requested(plan(from, to, ciId, implementerId));
        fixture.move(id, ChangeState.ASSESSMENT);
        await().atMost(PATIENCE).until(() -> looked(id));
        return id;
    }

    private void move(String id, int from, int to) {
        fixture.done(fixture.manager, "Update", id, Map.of("window", times(from, to)));
    }

    private Map<String, Object> times(int from, int to) {
        return Map.of("from", hour(from).toString(), "to", hour(to).toString(), "zone", "Europe/Berlin");
    }

    private Instant hour(int hours) {
        return begin.plus(Duration.ofHours(hours));
    }

    private String window(String kind, @Nullable String id, String ciId, int from, int to) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "name", "A window",
                "zone", "UTC",
                "startsAt", LocalDateTime.ofInstant(hour(from), ZoneOffset.UTC).toString(),
                "endsAt", LocalDateTime.ofInstant(hour(to), ZoneOffset.UTC).toString(),
                "scope", Map.of("ciIds", List.of(ciId))));
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        if (id != null) {
            variables.put("id", id);
            variables.put("version", version(id));
        }
        String field = kind + "WindowSet";
        return client.execute(
                        fixture.manager,
                        "mutation($id: ID, $version: Int, $input: ChangeWindowInput!) { " + field
                                + "(id: $id, expectedVersion: $version, input: $input)"
                                + " { changeWindow { id } userErrors { code message field } } }",
                        variables)
                .accepted(field)
                .text(field + ".changeWindow.id");
    }

    private int version(String windowId) {
        return count("MATCH (w:ChangeWindow {id: $id}) RETURN w.version AS count", Map.of("id", windowId));
    }

    private void act(String action, String windowId, Map<String, ?> input) {
        String field = "changeWindow" + action;
        Map<String, Object> variables = new HashMap<>(Map.of("id", windowId, "version", version(windowId)));
        boolean withInput = !input.isEmpty();
        if (withInput) {
            variables.put("input", input);
        }
        client.execute(
                        fixture.manager,
                        "mutation($id: ID!, $version: Int!" + (withInput ? ", $input: ChangeWindowSuspendInput!" : "")
                                + ") { " + field + "(id: $id, expectedVersion: $version"
                                + (withInput ? ", input: $input" : "") + ") { userErrors { code message field } } }",
                        variables)
                .accepted(field);
    }
}
