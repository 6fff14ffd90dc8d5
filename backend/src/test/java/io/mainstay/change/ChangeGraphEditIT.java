// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Graph edits of changes, over HTTP: what they would make of failures, and what is made of them. */
@IntegrationTest
class ChangeGraphEditIT {

    private static final String EDIT = "graphEdit { hiddenCount appliedAt setBy { id }"
            + " addedItems { key number name class { key } values { field value } }"
            + " alteredItems { ci { id } values { field value hidden } } retiredItems { id }"
            + " addedRelations { type group source { key ci { id } } target { key ci { id } } } endedRelations { id }"
            + " differences { fields ci { id } relation { id } } }";
    private static final String IMPACT = "graphEditImpact { complete hiddenCount countsBefore { state count }"
            + " countsAfter { state count } states { item { key ci { id } } before after }"
            + " groups { group item { ci { id } } before { members minUp spare } after { members minUp spare } }"
            + " singlePointsOfFailure { point { key ci { id } } item { key ci { id } } before after } }";

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
    private String planner = "";
    private String rack = "";
    private String feed = "";
    private String old = "";
    private String shop = "";
    private String toOld = "";

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        planner = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        rack = cmdb.ci(planner, "rack", "rack");
        feed = cmdb.ci(planner, "power-feed", "feed-a");
        old = cmdb.ci(planner, "server", "old");
        shop = cmdb.ci(planner, "business-service", "shop");
        power(rack, feed);
        cmdb.relate(planner, old, "LOCATED_IN", rack);
        toOld = cmdb.relate(planner, shop, "DEPENDS_ON", old);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    /** What is said of an edit before it is made is what is so once it is. */
    @Test
    void shouldMakeOfFailuresWhatItSaidItWould() {
        String id = planned(secondFeed());
        JsonNode said = fixture.read(planner, id, IMPACT).at("/graphEditImpact");
        assertThat(said.at("/complete").asBoolean()).isTrue();
        assertThat(said.at("/hiddenCount").asInt()).isZero();
        assertThat(counts(said.at("/countsBefore"))).isEqualTo(impactOf(List.of(rack, feed, old)));
        assertThat(said.at("/groups")).hasSize(1);
        assertThat(said.at("/groups/0/before/members").asInt()).isEqualTo(1);
        assertThat(said.at("/groups/0/after/members").asInt()).isEqualTo(2);
        assertThat(said.at("/groups/0/after/spare").asInt()).isEqualTo(1);
        assertThat(points(said, "before")).contains(feed + " of " + rack, rack + " of " + shop);
        assertThat(points(said, "after"))
                .as("a second feed")
                .doesNotContain(feed + " of " + rack)
                .as("the shop depends on the new server")
                .contains("new of " + shop);
        JsonNode edit = fixture.read(planner, id, EDIT).at("/graphEdit");
        assertThat(edit.at("/hiddenCount").asInt()).isZero();
        assertThat(edit.at("/differences")).isEmpty();
        assertThat(texts(edit.at("/addedItems"), "/key")).containsExactly("b", "new");
        assertThat(edit.at("/appliedAt").isNull()).isTrue();

        completed(id);

        JsonNode made = fixture.read(planner, id, "state " + EDIT + IMPACT);
        assertThat(made.at("/state").asString()).isEqualTo("REVIEW");
        assertThat(made.at("/graphEdit/appliedAt").isNull()).isFalse();
        assertThat(made.at("/graphEditImpact").isNull()).isTrue();
        assertThat(impactOf(List.of(rack, feed))).isEqualTo(counts(said.at("/countsAfter")));
        String number = edit.at("/addedItems/1/number").asString();
        JsonNode added = client.execute(
                        planner,
                        "query($number: String!) { configurationItem(number: $number) { id name lifecycle"
                                + " history { nodes { action fields { field after } } } } }",
                        Map.of("number", number))
                .withoutErrors()
                .at("configurationItem");
        assertThat(added.at("/name").asString()).isEqualTo("new");
        assertThat(added.toString()).contains("\"field\":\"changeId\",\"after\":\"" + id + "\"");
        JsonNode rackNow = item(rack, "attributes { key value } history { nodes { action fields { field after } } }");
        assertThat(rackNow.at("/attributes").toString()).contains("42");
        assertThat(rackNow.toString()).contains("ci.update", "\"field\":\"changeId\",\"after\":\"" + id + "\"");
        assertThat(item(old, "lifecycle").at("/lifecycle").asString()).isEqualTo("RETIRED");
        assertThat(relation(toOld).at("/to").isNull()).isFalse();
        // The real graph says of itself what the edit said of it: an edit that changes nothing of failures asks it.
        JsonNode real = fixture.read(planner, neutral(), IMPACT).at("/graphEditImpact");
        List<String> saidThen = points(said, "after").stream()
                .filter(point -> point.endsWith(" of " + rack) || point.endsWith(" of " + shop))
                .map(point -> named(edit, point))
                .toList();
        assertThat(saidThen).isNotEmpty();
        assertThat(points(real, "before")).containsExactlyInAnyOrderElementsOf(saidThen);
        assertThat(real.at("/groups/0/before")).isEqualTo(said.at("/groups/0/after"));
    }

    /** Neither whoever does not see the change learns of it by the item, nor whoever does not see the item of it by the change. */
    @Test
    void shouldHideFromEitherSideWhatIsHidden() {
        String id = planned(secondFeed());
        completed(id);
        JsonNode edit = fixture.read(planner, id, EDIT).at("/graphEdit");
        String uncleared =
                cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId).token();
        assertThat(fixture.read(uncleared, id, EDIT)
                        .at("/graphEdit/hiddenCount")
                        .asInt())
                .isZero();
        update(added(edit, "new"), Map.of("confidentiality", "CONFIDENTIAL"));
        JsonNode seen = fixture.read(uncleared, id, EDIT).at("/graphEdit");
        assertThat(texts(seen.at("/addedItems"), "/key")).as("classified since").containsExactly("b");
        assertThat(seen.at("/hiddenCount").asInt()).as("it and its relations").isEqualTo(3);
        assertThat(seen.toString()).doesNotContain("\"new\"");

        fixture.done(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"));
        JsonNode history = item(uncleared, rack, "history { nodes { fields { field after hidden } } }");
        assertThat(history.toString())
                .contains("{\"field\":\"changeId\",\"after\":null,\"hidden\":true}")
                .doesNotContain(id);
    }

    /** What is approved with a change is what it affects, whatever is unlinked after the edit was planned. */
    @Test
    void shouldChangeAndRelateOnlyWhatTheChangeAffects() {
        String id = planned(secondFeed());
        String another = cmdb.ci(planner, "server", "another");
        GraphQlAnswer refused = set(planner, id, Map.of("addRelations", List.of(related(shop, "USES", another))));
        assertThat(refused.at("changeSetGraphEdit.userErrors.0.field").toString())
                .contains("addRelations", "\"0\"");
        fixture.move(id, ChangeState.SCHEDULED);
        fixture.done(planner, "UnlinkCis", id, Map.of("ciIds", List.of(old)));
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        GraphQlAnswer start = fixture.act(fixture.implementer, "Start", id, Map.of());
        assertThat(start.userErrorCodes("changeStart")).containsExactly("CONFLICT");
        assertThat(start.at("changeStart.userErrors.0.parameters.cause").asString())
                .isEqualTo("NOT_AFFECTED");
        assertThat(start.at("changeStart.userErrors.0.parameters.count").asInt())
                .as("retired, and related to the shop")
                .isEqualTo(2);
    }

    /** Whoever has seen another edit authorises nothing. */
    @Test
    void shouldBeAmongWhatAnAuthorisationIsFor() {
        String id = planned(Map.of("retireItemIds", List.of(old)));
        fixture.move(id, ChangeState.AUTHORISATION);
        String version = fixture.read(fixture.manager, id, "evidence { version }")
                .at("/evidence/version")
                .asString();
        set(planner, id, Map.of("alterItems", List.of(memory(rack)))).accepted("changeSetGraphEdit");
        GraphQlAnswer stale = fixture.act(fixture.manager, "Authorise", id, Map.of("evidenceVersion", version));
        assertThat(stale.at("changeAuthorise.userErrors.0.parameters.cause").asString())
                .isEqualTo("EVIDENCE_STALE");
        assertThat(texts(stale.at("changeAuthorise.userErrors.0.parameters.differences"), "/key"))
                .containsExactly("graphEdit");
    }

    /** An item is changed while the edit of it is made: either it is refused, or the edit is; both are not done. */
    @Test
    void shouldMakeNoEditOfWhatChangesMeanwhile() throws Exception {
        for (int round = 0; round < 4; round++) {
            String ci = cmdb.ci(planner, "server", "raced");
            String id = fixture.requested(Map.of("ciIds", List.of(ci)));
            set(planner, id, Map.of("retireItemIds", List.of(ci))).accepted("changeSetGraphEdit");
            fixture.move(id, ChangeState.IMPLEMENTING);
            int version = item(ci, "").at("/version").asInt();
            // A controlled attribute: the item is locked before the change then, and by the completion after it.
            Map<String, Object> cpus = Map.of("attributes", List.of(Map.of("key", "cpuCount", "value", 8)));
            List<Callable<GraphQlAnswer>> both = new ArrayList<>(List.of(
                    () -> fixture.act(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL")),
                    () -> updating(ci, cpus, version)));
            if (round % 2 == 1) {
                Collections.reverse(both);
            }
            GraphQlAnswer completed;
            GraphQlAnswer updated;
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<GraphQlAnswer>> answers = threads.invokeAll(both);
                completed = answers.get(round % 2).get();
                updated = answers.get(1 - round % 2).get();
            }
            boolean made = completed.userErrorCodes("changeComplete").isEmpty();
            assertThat(updated.userErrorCodes("configurationItemUpdate").isEmpty())
                    .as("one of both")
                    .isNotEqualTo(made);
            assertThat(item(ci, "lifecycle").at("/lifecycle").asString()).isEqualTo(made ? "RETIRED" : "LIVE");
            assertThat(fixture.state(id)).isEqualTo(made ? "REVIEW" : "IMPLEMENTING");
        }
    }

    /** A change of which the edit touches what the second feed touched, and changes nothing of failures. */
    private String neutral() {
        String rest = cmdb.ci(planner, "server", "rest");
        String id = fixture.requested(Map.of("ciIds", List.of(rack, rest)));
        set(
                        planner,
                        id,
                        Map.of(
                                "addRelations",
                                List.of(
                                        Map.of(
                                                "sourceId",
                                                rack,
                                                "targetId",
                                                rest,
                                                "type",
                                                "DEPENDS_ON",
                                                "effect",
                                                "DEGRADES"),
                                        Map.of(
                                                "sourceId",
                                                shop,
                                                "targetId",
                                                rest,
                                                "type",
                                                "DEPENDS_ON",
                                                "effect",
                                                "DEGRADES"))))
                .accepted("changeSetGraphEdit");
        return id;
    }

    /** A point {@code item of service} with the id of the item where an added one stood by its key. */
    private String named(JsonNode edit, String point) {
        String[] ends = point.split(" of ");
        boolean isKey = texts(edit.at("/addedItems"), "/key").contains(ends[0]);
        return (isKey ? added(edit, ends[0]) : ends[0]) + " of " + ends[1];
    }

    /** The id of an item that an edit has added. */
    private String added(JsonNode edit, String key) {
        for (JsonNode item : edit.at("/addedItems")) {
            if (item.at("/key").asString().equals(key)) {
                return client.execute(
                                planner,
                                "query($number: String!) { configurationItem(number: $number) { id } }",
                                Map.of("number", item.at("/number").asString()))
                        .withoutErrors()
                        .at("configurationItem.id")
                        .asString();
            }
        }
        throw new AssertionError(key);
    }

    /** Nothing is made of an edit that was planned on something else, and what has changed is named. */
    @Test
    void shouldRefuseAnEditOfWhatHasChanged() {
        String id = planned(secondFeed());
        fixture.move(id, ChangeState.IMPLEMENTING);
        update(old, Map.of("description", "Needed still"));
        status(rack, "DEGRADED");
        assertThat(texts(fixture.read(planner, id, EDIT).at("/graphEdit/differences"), "/ci/id"))
                .as("whether it works is no plan")
                .containsExactly(old);
        end(toOld);

        GraphQlAnswer refused = fixture.act(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));

        assertThat(refused.userErrorCodes("changeComplete")).containsExactly("CONFLICT");
        JsonNode parameters = refused.at("changeComplete.userErrors.0.parameters");
        assertThat(parameters.at("/cause").asString()).isEqualTo("STALE_BASE");
        assertThat(parameters.at("/hiddenDifferenceCount").asInt(-1)).isZero();
        assertThat(parameters.at("/differences").toString()).contains(old, "description", toOld);
        assertThat(parameters.at("/differences")).hasSize(2);
        assertThat(fixture.state(id)).isEqualTo("IMPLEMENTING");
        assertThat(item(old, "lifecycle").at("/lifecycle").asString()).isEqualTo("LIVE");

        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "WITH_ISSUES"));
        assertThat(fixture.read(planner, id, EDIT).at("/graphEdit/appliedAt").isNull())
                .isTrue();
    }

    /** The last thing that is done fails, after everything else was: nothing is left of it, nor of the completion. */
    @Test
    void shouldMakeAllOrNothing() {
        String id = planned(secondFeed());
        fixture.move(id, ChangeState.IMPLEMENTING);
        String added = fixture.read(planner, id, EDIT)
                .at("/graphEdit/addedItems/0/number")
                .asString();
        // Meanwhile somebody relates what the edit relates.
        cmdb.relate(planner, shop, "USES", feed);

        GraphQlAnswer refused = fixture.act(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));

        assertThat(refused.userErrorCodes("changeComplete")).containsExactly("ALREADY_EXISTS");
        assertThat(refused.at("changeComplete.userErrors.0.field").toString())
                .as("which of the relations")
                .contains("addRelations", "\"3\"");
        assertThat(fixture.state(id)).isEqualTo("IMPLEMENTING");
        assertThat(item(old, "lifecycle").at("/lifecycle").asString()).isEqualTo("LIVE");
        assertThat(item(rack, "attributes { key }").at("/attributes")).isEmpty();
        assertThat(relation(toOld).at("/to").isNull()).isTrue();
        assertThat(client.execute(
                                planner,
                                "query($number: String!) { configurationItem(number: $number) { id } }",
                                Map.of("number", added))
                        .withoutErrors()
                        .at("configurationItem")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldMakeItOfWhatWentOnWithIssuesIfThatIsSaid() {
        String id = planned(Map.of("alterItems", List.of(memory(rack))));
        fixture.move(id, ChangeState.IMPLEMENTING);
        for (String outcome : List.of("BACKED_OUT", "FAILED", "NOT_IMPLEMENTED")) {
            assertThat(fixture.refused(
                            fixture.implementer, "Complete", id, Map.of("outcome", outcome, "applyGraphEdit", true)))
                    .as(outcome)
                    .containsExactly("INVALID");
        }
        assertThat(fixture.refused(
                        fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL", "applyGraphEdit", false)))
                .containsExactly("INVALID");
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "WITH_ISSUES", "applyGraphEdit", true));
        assertThat(item(rack, "attributes { key }").at("/attributes")).hasSize(1);
    }

    @Test
    void shouldWithdrawAnAuthorisation() {
        String id = fixture.requested(Map.of("ciIds", List.of(rack, feed, old)));
        fixture.move(id, ChangeState.SCHEDULED);
        set(planner, id, Map.of("retireItemIds", List.of(old))).accepted("changeSetGraphEdit");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        fixture.done(fixture.manager, "Authorise", id, Map.of());
        fixture.done(fixture.implementer, "Start", id, Map.of());
        assertThat(set(planner, id, Map.of()).userErrorCodes("changeSetGraphEdit"))
                .as("it is being made")
                .containsExactly("INVALID_TRANSITION");
        assertThat(item(old, "lifecycle").at("/lifecycle").asString()).isEqualTo("LIVE");
    }

    @Test
    void shouldCheckAnEditAsIfItWereMadeNow() {
        String id = fixture.requested(Map.of("ciIds", List.of(rack, feed, old)));
        String another = cmdb.ci(planner, "server", "another");
        assertThat(refused(id, Map.of("retireItemIds", List.of(another)))).containsExactly("INVALID");
        assertThat(refused(id, Map.of("retireItemIds", List.of(old, old)))).containsExactly("INVALID");
        assertThat(refused(id, Map.of("alterItems", List.of(memory(old)), "retireItemIds", List.of(old))))
                .containsExactly("INVALID");
        assertThat(refused(
                        id,
                        Map.of(
                                "alterItems",
                                List.of(Map.of(
                                        "ciId",
                                        old,
                                        "attributes",
                                        List.of(Map.of("key", "memoryMb", "value", "much")))))))
                .containsExactly("INVALID");
        assertThat(refused(id, Map.of("addRelations", List.of(related(shop, "DEPENDS_ON", old)))))
                .as("as it is related")
                .containsExactly("ALREADY_EXISTS");
        set(
                        planner,
                        id,
                        Map.of(
                                "addRelations",
                                List.of(related(shop, "DEPENDS_ON", old)),
                                "endRelationIds",
                                List.of(toOld)))
                .accepted("changeSetGraphEdit");
        assertThat(refused(
                        id, Map.of("retireItemIds", List.of(old), "addRelations", List.of(related(shop, "USES", old)))))
                .containsExactly("INVALID");
        assertThat(refused(
                        id, Map.of("addRelations", List.of(Map.of("sourceKey", "x", "targetId", old, "type", "USES")))))
                .containsExactly("INVALID");
        assertThat(refused(
                        id,
                        Map.of(
                                "addItems",
                                List.of(Map.of(
                                        "key",
                                        "switch",
                                        "classId",
                                        "switch",
                                        "name",
                                        "switch",
                                        "attributes",
                                        List.of(Map.of("key", "managementPassword", "value", "x")))))))
                .as("a secret cannot be approved")
                .containsExactly("INVALID");
        set(planner, id, Map.of()).accepted("changeSetGraphEdit");
        assertThat(fixture.read(planner, id, EDIT).at("/graphEdit").isNull()).isTrue();
    }

    /** Who may not see an item neither plans with it nor is shown what is planned with it; who may not change it plans nothing. */
    @Test
    void shouldShowNothingOfWhatIsHidden() {
        String secret =
                cmdb.ci(planner, Map.of("classId", "server", "name", "vault", "confidentiality", "CONFIDENTIAL"));
        String toVault = cmdb.relate(planner, shop, "USES", secret);
        String uncleared =
                cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId).token();
        String id = fixture.requested(Map.of("ciIds", List.of(rack, feed, old)));
        fixture.query(
                        planner,
                        "mutation($id: ID!, $ci: ID!) { changeLinkCis(id: $id, input: {ciIds: [$ci]}) { userErrors { code } } }",
                        Map.of("id", id, "ci", secret))
                .accepted("changeLinkCis");
        assertThat(set(fixture.manager, id, Map.of()).userErrorCodes("changeSetGraphEdit"))
                .containsExactly("FORBIDDEN");
        for (Map<String, Object> named : List.<Map<String, Object>>of(
                Map.of("retireItemIds", List.of(secret)),
                Map.of("alterItems", List.of(memory(secret))),
                Map.of("addRelations", List.of(related(rack, "USES", secret))),
                Map.of("endRelationIds", List.of(toVault)))) {
            assertThat(set(uncleared, id, named).userErrorCodes("changeSetGraphEdit"))
                    .as("%s", named.keySet())
                    .containsExactly("NOT_FOUND");
        }
        set(
                        planner,
                        id,
                        Map.of(
                                "alterItems",
                                List.of(memory(secret), memory(rack)),
                                "addRelations",
                                List.of(related(rack, "DEPENDS_ON", secret)),
                                "endRelationIds",
                                List.of(toVault)))
                .accepted("changeSetGraphEdit");

        JsonNode seen = fixture.read(uncleared, id, EDIT + IMPACT);
        assertThat(seen.toString()).doesNotContain(secret).doesNotContain(toVault);
        assertThat(seen.at("/graphEdit/hiddenCount").asInt()).isEqualTo(3);
        assertThat(texts(seen.at("/graphEdit/alteredItems"), "/ci/id")).containsExactly(rack);
        assertThat(seen.at("/graphEditImpact/hiddenCount").asInt()).isPositive();
        fixture.move(id, ChangeState.IMPLEMENTING);
        update(secret, Map.of("description", "Moved"));
        GraphQlAnswer stale = fixture.act(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
        assertThat(stale.at("changeComplete.userErrors.0.parameters.hiddenDifferenceCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(stale.at("changeComplete.userErrors").toString()).doesNotContain(secret);
        assertThat(fixture.read(planner, id, "graphEdit { differences { ci { id } } }")
                        .toString())
                .contains(secret);
        assertThat(fixture.read(uncleared, id, EDIT).at("/graphEdit/differences"))
                .isEmpty();
    }

    /** What stands against an edit is not told to who does not see all that it is about. */
    @Test
    void shouldNameNothingThatIsHiddenIfItCannotBeMadeAnyMore() {
        String secret =
                cmdb.ci(planner, Map.of("classId", "server", "name", "vault", "confidentiality", "CONFIDENTIAL"));
        String id = planned(Map.of("addRelations", List.of(related(rack, "USES", secret))));
        fixture.move(id, ChangeState.IMPLEMENTING);
        String since = cmdb.relate(planner, rack, "USES", secret);

        GraphQlAnswer refused = fixture.act(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));

        assertThat(refused.userErrorCodes("changeComplete")).containsExactly("CONFLICT");
        assertThat(refused.at("changeComplete.userErrors").toString())
                .contains("NOT_AS_PLANNED")
                .doesNotContain(since)
                .doesNotContain(secret);
    }

    /** What is asked of the database does not depend on how much an edit does. */
    @Test
    void shouldAskTheDatabaseAsOftenForAGreatEditAsForASmallOne() {
        List<List<String>> asked = new ArrayList<>();
        for (int size : List.of(1, 12)) {
            List<Map<String, Object>> items = new ArrayList<>();
            List<Map<String, Object>> relations = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                items.add(Map.of("key", "k" + i, "classId", "server", "name", "more-" + i));
                relations.add(Map.of("sourceId", shop, "targetKey", "k" + i, "type", "USES"));
            }
            String id = planned(Map.of("addItems", items, "addRelations", relations));
            fixture.move(id, ChangeState.IMPLEMENTING);
            calls.reset();
            fixture.read(planner, id, EDIT);
            fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
            asked.add(calls.since("cmdb/", "change/", "platform/write", "audit/").stream()
                    .sorted()
                    .toList());
        }
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    /** Nor on how many edits are shown at once. */
    @Test
    void shouldAskTheDatabaseAsOftenForManyEditsAsForOne() {
        List<List<String>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            planned(secondFeed());
            calls.reset();
            JsonNode edits = client.execute(
                            planner,
                            "query($ci: ID!) { changes(filter: {ciIds: {eq: $ci}}, first: 5) { nodes { " + EDIT
                                    + " } } }",
                            Map.of("ci", rack))
                    .withoutErrors()
                    .at("changes.nodes");
            assertThat(edits).hasSize(i + 1);
            asked.add(calls.since("cmdb/", "change/").stream().sorted().toList());
        }
        assertThat(asked.getLast()).isEqualTo(asked.getFirst());
    }

    private Map<String, Object> secondFeed() {
        return Map.of(
                "addItems",
                List.of(
                        Map.of("key", "b", "classId", "power-feed", "name", "feed-b"),
                        Map.of("key", "new", "classId", "server", "name", "new")),
                "alterItems",
                List.of(memory(rack)),
                "retireItemIds",
                List.of(old),
                "addRelations",
                List.of(
                        Map.of(
                                "sourceId",
                                rack,
                                "targetKey",
                                "b",
                                "type",
                                "POWERED_BY",
                                "group",
                                Map.of("name", "power")),
                        Map.of("sourceKey", "new", "targetId", rack, "type", "LOCATED_IN"),
                        Map.of("sourceId", shop, "targetKey", "new", "type", "DEPENDS_ON"),
                        related(shop, "USES", feed)),
                "endRelationIds",
                List.of(toOld));
    }

    private static Map<String, Object> memory(String ciId) {
        return Map.of("ciId", ciId, "attributes", List.of(Map.of("key", "slots", "value", 42)));
    }

    private static Map<String, Object> related(String source, String type, String target) {
        return Map.of("sourceId", source, "type", type, "targetId", target);
    }

    private String planned(Map<String, ?> edit) {
        String id = fixture.requested(Map.of("ciIds", List.of(rack, feed, old)));
        set(planner, id, edit).accepted("changeSetGraphEdit");
        return id;
    }

    private GraphQlAnswer set(String token, String id, Map<String, ?> edit) {
        return fixture.act(token, "SetGraphEdit", id, edit);
    }

    private List<String> refused(String id, Map<String, ?> edit) {
        return set(planner, id, edit).withoutErrors().userErrorCodes("changeSetGraphEdit");
    }

    private void completed(String id) {
        fixture.move(id, ChangeState.IMPLEMENTING);
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
    }

    private void power(String source, String target) {
        cmdb.relate(
                planner,
                Map.of(
                        "sourceId",
                        source,
                        "type",
                        "POWERED_BY",
                        "targetId",
                        target,
                        "group",
                        Map.of("name", "power", "minUp", 1)));
    }

    private Map<String, Integer> impactOf(List<String> failed) {
        return counts(client.execute(
                        planner,
                        "query($failed: [ID!]!) { impact(input: {failed: $failed}) { counts { state count } } }",
                        Map.of("failed", failed))
                .withoutErrors()
                .at("impact.counts"));
    }

    private static Map<String, Integer> counts(JsonNode list) {
        Map<String, Integer> counts = new HashMap<>();
        list.forEach(node ->
                counts.put(node.at("/state").asString(), node.at("/count").asInt()));
        return counts;
    }

    private static List<String> points(JsonNode impact, String when) {
        List<String> points = new ArrayList<>();
        for (JsonNode point : impact.at("/singlePointsOfFailure")) {
            if (point.at("/" + when).asBoolean()) {
                points.add(name(point.at("/point")) + " of " + name(point.at("/item")));
            }
        }
        return points;
    }

    private static String name(JsonNode item) {
        return item.at("/key").isNull()
                ? item.at("/ci/id").asString()
                : item.at("/key").asString();
    }

    private JsonNode item(String id, String fields) {
        return item(planner, id, fields);
    }

    private JsonNode item(String token, String id, String fields) {
        return client.execute(
                        token,
                        "query($id: ID!) { configurationItem(id: $id) { version " + fields + " } }",
                        Map.of("id", id))
                .withoutErrors()
                .at("configurationItem");
    }

    private JsonNode relation(String id) {
        return client.execute(
                        planner,
                        "query($id: ID!) { node(id: $id) { ... on Relation { version to } } }",
                        Map.of("id", id))
                .withoutErrors()
                .at("node");
    }

    private void update(String id, Map<String, ?> input) {
        updating(id, input, item(id, "").at("/version").asInt()).accepted("configurationItemUpdate");
    }

    private GraphQlAnswer updating(String id, Map<String, ?> input, int version) {
        return client.execute(
                planner,
                "mutation($id: ID!, $input: ConfigurationItemUpdateInput!, $version: Int!) {"
                        + " configurationItemUpdate(id: $id, input: $input, expectedVersion: $version) { userErrors { code message } } }",
                Map.of("id", id, "input", input, "version", version));
    }

    private void status(String id, String status) {
        client.execute(
                        planner,
                        "mutation($id: ID!, $status: OperationalStatus!, $version: Int!) { configurationItemSetOperationalStatus("
                                + "id: $id, status: $status, expectedVersion: $version) { userErrors { code message } } }",
                        Map.of(
                                "id",
                                id,
                                "status",
                                status,
                                "version",
                                item(id, "").at("/version").asInt()))
                .accepted("configurationItemSetOperationalStatus");
    }

    private void end(String relationId) {
        client.execute(
                        planner,
                        "mutation($id: ID!) { relationEnd(id: $id, expectedVersion: 1) { userErrors { code message } } }",
                        Map.of("id", relationId))
                .accepted("relationEnd");
    }
}
