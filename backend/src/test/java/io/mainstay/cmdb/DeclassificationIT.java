// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.FieldUpdate;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.HeldLocks;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** The confidentiality of a CI ends when its time is over. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclassificationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RACES = 12;
    private static final String UPDATE = """
            mutation ($id: ID!, $input: ConfigurationItemUpdateInput!, $version: Int!) {
              configurationItemUpdate(id: $id, input: $input, expectedVersion: $version) {
                configurationItem { confidentiality confidentialUntil version } userErrors { code message field }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ConfigurationItemService service;

    @Autowired
    private ConfigurationItemStore store;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Driver driver;

    private final String word = "d" + Ids.next().substring(24);
    private String organisation = "";
    private String cleared = "";
    private String manager = "";

    @BeforeAll
    void people() {
        organisation = fixture.organisation("Plant");
        manager = fixture.manager(organisation);
        cleared = fixture.clearedManager(organisation);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    @Test
    void shouldShowAnItemToThoseWithoutClearanceOnceItsTimeIsOver() {
        Instant until = clock.now().plus(Duration.ofHours(2));
        String secret = secret(word + "-vault", until);
        String host = fixture.ci(manager, "server", word + "-host");
        fixture.relate(cleared, secret, "RUNS_ON", host);
        awaitFound(cleared, secret);

        GraphQlAnswer before = read(manager, secret, host);
        assertThat(before.at("configurationItem").isNull()).isTrue();
        assertThat(before.at("node").isNull()).isTrue();
        assertThat(before.at("configurationItems.totalCount").asInt()).isEqualTo(1);
        assertThat(before.at("impact.hiddenCount").asInt()).isEqualTo(1);
        assertThat(before.at("impact.impacted.nodes").isEmpty()).isTrue();
        assertThat(found(manager)).doesNotContain(secret);
        assertThat(read(cleared, secret, host).text("configurationItem.confidentialUntil"))
                .isEqualTo(until.toString());

        clock.set(until);

        awaitDeclassified(secret);
        GraphQlAnswer after = read(manager, secret, host);
        assertThat(after.text("configurationItem.confidentiality")).isEqualTo("PUBLIC_INTERNAL");
        assertThat(after.at("configurationItem.confidentialUntil").isNull()).isTrue();
        assertThat(after.at("configurationItem.version").asInt()).isEqualTo(2);
        assertThat(after.text("node.id")).isEqualTo(secret);
        assertThat(after.at("configurationItems.totalCount").asInt()).isEqualTo(2);
        assertThat(after.at("impact.hiddenCount").asInt()).isZero();
        assertThat(after.text("impact.impacted.nodes.0.ci.id")).isEqualTo(secret);
        awaitFound(manager, secret);

        assertThat(history(secret)).extracting(HistoryEntry::action).containsExactly("ci.declassify", "ci.create");
        HistoryEntry entry = history(secret).getFirst();
        assertThat(entry.principalId()).isEqualTo(Principal.SYSTEM_ID);
        assertThat(entry.occurredAt()).isEqualTo(until);
        assertThat(entry.fields())
                .extracting(HistoryEntry.Value::field)
                .containsExactlyInAnyOrder("confidentiality", "confidentialUntil");
        assertThat(count("MATCH (e:OutboxEvent {type: 'ci.updated.v1', aggregateId: $id}) RETURN count(e)", secret))
                .isEqualTo(1);
        assertThat(count("MATCH (t:Timer {aggregateId: $id}) RETURN count(t)", secret))
                .isZero();
    }

    @Test
    void shouldFollowChangesOfTheDateAndOfTheLevel() {
        Instant until = clock.now().plus(Duration.ofHours(2));
        String moved = secret("moved", until);
        String forever = secret("forever", until);
        String lifted = secret("lifted", until);
        String control = secret("control", until);
        Instant later = until.plus(Duration.ofHours(2));
        update(cleared, moved, 1, Map.of("confidentialUntil", later.toString())).accepted("configurationItemUpdate");
        Map<String, Object> never = new HashMap<>();
        never.put("confidentialUntil", null);
        update(cleared, forever, 1, never).accepted("configurationItemUpdate");
        GraphQlAnswer open = update(cleared, lifted, 1, Map.of("confidentiality", "PUBLIC_INTERNAL"))
                .accepted("configurationItemUpdate");
        assertThat(open.at("configurationItemUpdate.configurationItem.confidentialUntil")
                        .isNull())
                .isTrue();

        clock.set(until.plusSeconds(1));

        awaitDeclassified(control);
        assertThat(level(moved)).isEqualTo("CONFIDENTIAL");
        assertThat(level(forever)).isEqualTo("CONFIDENTIAL");
        assertThat(history(lifted)).as("disarmed with the confidentiality").hasSize(2);
        clock.set(later.plusSeconds(1));
        awaitDeclassified(moved);
        assertThat(level(forever)).isEqualTo("CONFIDENTIAL");
        assertThat(history(moved)).hasSize(3);
    }

    @Test
    void shouldEndTheConfidentialityOfARetiredItemHoweverLate() {
        Instant until = clock.now().plus(Duration.ofHours(2));
        String retired = secret("retired", until);
        client.execute(cleared, """
                        mutation ($id: ID!) {
                          configurationItemSetLifecycle(id: $id, lifecycle: RETIRED, expectedVersion: 1) {
                            userErrors { code }
                          }
                        }""", Map.of("id", retired)).accepted("configurationItemSetLifecycle");

        clock.set(until.plus(Duration.ofDays(30)));

        awaitDeclassified(retired);
        assertThat(history(retired).getFirst().occurredAt()).isEqualTo(until);
        assertThat(history(retired).getFirst().recordedAt()).isEqualTo(until.plus(Duration.ofDays(30)));
    }

    /** Fails when {@code lock-items.cypher} sets nothing: then the timer fires while the date is being moved. */
    @Test
    void shouldNotEndTheConfidentialityWhileTheDateIsBeingMoved() throws Exception {
        Instant until = clock.now().plus(Duration.ofHours(2));
        Instant later = until.plus(Duration.ofHours(2));
        String id = secret("being-moved", until);
        String control = secret("control-of-being-moved", until);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> update = threads.submit(() -> work.writeRepeatably(() -> {
                store.lock(List.of(id));
                locked.countDown();
                awaitUninterruptibly(goOn);
                service.update(Principal.SYSTEM, id, until(later), 1);
            }));
            try {
                locked.await();
                clock.set(until.plusMillis(1));
                await().atMost(PATIENCE).until(new HeldLocks(driver)::isAnyBlocked);
                await().during(Duration.ofSeconds(1))
                        .atMost(PATIENCE)
                        .until(() -> level(id).equals("CONFIDENTIAL"));
            } finally {
                goOn.countDown();
            }
            update.get();
        }
        awaitDeclassified(control);

        assertThat(level(id)).isEqualTo("CONFIDENTIAL");
        clock.set(later);
        awaitDeclassified(id);
        assertThat(history(id))
                .extracting(HistoryEntry::action)
                .containsExactly("ci.declassify", "ci.update", "ci.create");
    }

    /** Each race has one winner: who moves the date in time keeps the item secret until then, who comes later is told. */
    @Test
    void shouldEitherMoveTheDateOrEndTheConfidentiality() throws Exception {
        Instant until = clock.now().plus(Duration.ofHours(2));
        Instant later = until.plus(Duration.ofHours(2));
        List<String> items = new ArrayList<>();
        for (int race = 0; race < RACES; race++) {
            items.add(secret("race-" + race, until));
        }

        clock.set(until.plusMillis(1));
        List<Callable<List<String>>> updates = items.stream()
                .map(id -> (Callable<List<String>>)
                        () -> update(cleared, id, 1, Map.of("confidentialUntil", later.toString()))
                                .withoutErrors()
                                .userErrorCodes("configurationItemUpdate"))
                .toList();
        List<List<String>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> outcome : threads.invokeAll(updates)) {
                outcomes.add(outcome.get());
            }
        }

        for (int race = 0; race < RACES; race++) {
            boolean isMoved = outcomes.get(race).isEmpty();
            assertThat(outcomes.get(race)).isSubsetOf("STALE_VERSION");
            assertThat(level(items.get(race))).isEqualTo(isMoved ? "CONFIDENTIAL" : "PUBLIC_INTERNAL");
            assertThat(history(items.get(race))).hasSize(2);
        }
        clock.set(later);
        for (String id : items) {
            awaitDeclassified(id);
            assertThat(history(id))
                    .extracting(HistoryEntry::action)
                    .containsOnlyOnce("ci.declassify")
                    .startsWith("ci.declassify");
        }
    }

    @Test
    void shouldRefuseADateThatCannotBe() {
        String future = clock.now().plus(Duration.ofHours(1)).toString();
        String past = clock.now().minusSeconds(1).toString();
        String open = fixture.ci(manager, "server", "open");
        String classified = secret("classified", null);

        for (Map<String, Object> input : List.<Map<String, Object>>of(
                Map.of("confidentiality", "CONFIDENTIAL", "confidentialUntil", past),
                Map.of("confidentiality", "PUBLIC_INTERNAL", "confidentialUntil", future),
                Map.of("confidentialUntil", future))) {
            Map<String, Object> create = new HashMap<>(input);
            create.putAll(Map.of("classId", "server", "name", "refused"));
            GraphQlAnswer created = client.execute(cleared, """
                    mutation ($input: ConfigurationItemCreateInput!) {
                      configurationItemCreate(input: $input) { userErrors { code message field } }
                    }""", Map.of("input", create));
            assertThat(created.userErrorCodes("configurationItemCreate"))
                    .as("%s", input)
                    .containsExactly("INVALID");
            assertThat(created.at("configurationItemCreate.userErrors.0.field").toString())
                    .isEqualTo("[\"input\",\"confidentialUntil\"]");
            assertThat(update(cleared, open, 1, input).userErrorCodes("configurationItemUpdate"))
                    .as("%s", input)
                    .containsExactly("INVALID");
        }
        TestTokens owner = fixture.known(Role.CONFIGURATION_MANAGER, organisation);
        String own = fixture.ci(cleared, Map.of("classId", "server", "name", "owned", "ownerId", owner.personId()));
        update(cleared, own, 1, Map.of("confidentiality", "CONFIDENTIAL")).accepted("configurationItemUpdate");
        assertThat(update(owner.token(), own, 2, Map.of("confidentialUntil", future))
                        .userErrorCodes("configurationItemUpdate"))
                .as("an owner sees what is above the clearance, but does not classify it")
                .containsExactly("INVALID");
        String integration = fixture.person(Role.INTEGRATION, organisation)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        assertThat(update(integration, classified, 1, Map.of("confidentialUntil", future))
                        .userErrorCodes("configurationItemUpdate"))
                .containsExactly("FORBIDDEN");
        assertThat(update(manager, classified, 1, Map.of("confidentialUntil", future))
                        .userErrorCodes("configurationItemUpdate"))
                .containsExactly("NOT_FOUND");
    }

    private static UpdateConfigurationItem until(Instant instant) {
        return CmdbFixture.update(FieldUpdate.to(instant), Map.of());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String secret(String name, @Nullable Instant until) {
        Map<String, Object> input = new HashMap<>();
        input.put("classId", "server");
        input.put("name", name);
        input.put("confidentiality", "CONFIDENTIAL");
        input.put("confidentialUntil", until == null ? null : until.toString());
        return fixture.ci(cleared, input);
    }

    private GraphQlAnswer update(String token, String id, int version, Map<String, Object> input) {
        return client.execute(token, UPDATE, Map.of("id", id, "input", input, "version", version));
    }

    private GraphQlAnswer read(String token, String id, String hostId) {
        return client.execute(token, """
                        query ($id: ID!, $host: ID!, $name: String!) {
                          configurationItem(id: $id) { confidentiality confidentialUntil version }
                          node(id: $id) { id }
                          configurationItems(filter: {name: {contains: $name}}) { totalCount }
                          impact(input: {failed: [$host]}) { hiddenCount impacted { nodes { ci { id } } } }
                        }""", Map.of("id", id, "host", hostId, "name", word))
                .withoutErrors();
    }

    private List<String> found(String token) {
        List<String> ids = new ArrayList<>();
        client.execute(token, "query ($q: String!) { search(query: $q) { nodes { id } } }", Map.of("q", word))
                .withoutErrors()
                .at("search.nodes")
                .forEach(hit -> ids.add(hit.at("/id").asString()));
        return ids;
    }

    private void awaitFound(String token, String id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> found(token).contains(id));
    }

    private String level(String id) {
        return client.execute(
                        cleared, "query ($id: ID) { configurationItem(id: $id) { confidentiality } }", Map.of("id", id))
                .text("configurationItem.confidentiality");
    }

    private void awaitDeclassified(String id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> level(id).equals("PUBLIC_INTERNAL"));
    }

    private List<HistoryEntry> history(String id) {
        return trail.history(Principal.SYSTEM, List.of(id), new PageRequest(10, null))
                .get(id)
                .nodes();
    }

    private long count(String query, String id) {
        try (Session session = driver.session()) {
            return session.run(query, Map.of("id", id)).single().get(0).asLong();
        }
    }
}
