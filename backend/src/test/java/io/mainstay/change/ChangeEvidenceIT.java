// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mainstay.change.internal.risk.RiskRuleChecks;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The risk of changes, what is seen of them by who decides, what is kept of it, who is told, and what it costs. */
@IntegrationTest
class ChangeEvidenceIT {

    private static final String RISK = "level points complete undecidedRules rulesVersion parts { rule points reason }";
    private static final String ENTRIES = "entries { part key text }";
    private static final String EVIDENCE =
            "version takenAt complete risk { level points } conflicts { hiddenConflictCount } " + ENTRIES;
    private static final String PINNED = "id version hash takenAt pinnedAt hiddenEntryCount pinnedBy { id } " + ENTRIES;
    private static final String DIFFERENCE =
            "since stale version hiddenCount differences { part kind key text before after }";

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
    private ChangeRiskQueries risks;

    private ChangeFixture fixture;
    private String configurator = "";
    private String auditor = "";

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        configurator = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        auditor = TestTokens.as(Role.AUDITOR).in(fixture.organisationId).token();
    }

    @Test
    void shouldComputeTheRiskOfWhatHangsOnTheItems() {
        String database = newCi("database");
        String calm = fixture.requested(Map.of("ciIds", List.of(database)));
        assertThat(rules(calm)).doesNotContain("Services fail", "Critical services fail", "No test");
        String shop = service("CRITICAL");
        cmdb.relate(configurator, shop, "DEPENDS_ON", database);

        JsonNode risk = risk(fixture.manager, calm);

        assertThat(texts(risk.at("/parts"), "/rule")).contains("Services fail", "Critical services fail");
        assertThat(only(risk.at("/parts"), "rule", "Services fail")
                        .at("/reason")
                        .asString())
                .isEqualTo("Services that go down or are degraded: 1");
        int points = 0;
        for (JsonNode part : risk.at("/parts")) {
            points += part.at("/points").asInt();
        }
        assertThat(risk.at("/points").asInt()).isEqualTo(points);
        assertThat(risk.at("/complete").asBoolean()).isTrue();
        assertThat(risk.at("/undecidedRules")).isEmpty();
        assertThat(rules(fixture.requested(Map.of("ciIds", List.of(newCi("server"))))))
                .contains("Little history of the team");
        Map<String, Object> untested = new HashMap<>(Map.of("ciIds", List.of(newCi("server"))));
        untested.put("testPlan", null);
        assertThat(rules(fixture.requested(untested))).contains("No test");
    }

    @Test
    void shouldCountServicesThatRunWithoutASpare() {
        String one = newCi("server");
        String other = newCi("server");
        String shop = service("HIGH");
        for (String member : List.of(one, other)) {
            cmdb.relate(
                    configurator,
                    Map.of(
                            "sourceId",
                            shop,
                            "type",
                            "DEPENDS_ON",
                            "targetId",
                            member,
                            "group",
                            Map.of("name", "servers", "minUp", 1)));
        }

        assertThat(rules(fixture.requested(Map.of("ciIds", List.of(one)))))
                .contains("Services run without a spare")
                .doesNotContain("Services fail");
        assertThat(rules(fixture.requested(Map.of("ciIds", List.of(one, other)))))
                .contains("Services fail")
                .doesNotContain("Services run without a spare");
    }

    @Test
    void shouldLookAtTheHistoryOfTheTeam() {
        String team = fixture.teamId;
        for (int i = 0; i < 5; i++) {
            String id = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
            fixture.done(fixture.manager, "Assign", id, Map.of("teamId", team));
            fixture.move(id, ChangeState.IMPLEMENTING);
            fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", i < 3 ? "SUCCESSFUL" : "FAILED"));
            fixture.done(fixture.manager, "Close", id, Map.of("review", "Learned"));
        }
        String next = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
        assertThat(rules(next)).as("of no team").contains("Little history of the team");
        fixture.done(fixture.manager, "Assign", next, Map.of("teamId", team));

        JsonNode risk = risk(fixture.manager, next);

        assertThat(only(risk.at("/parts"), "rule", "Changes of the team go wrong")
                        .at("/reason")
                        .asString())
                .isEqualTo("Of the last 5 changes of the team 3 succeeded.");
    }

    @Test
    void shouldAssessAsComputedOrSayWhyNot() {
        String id = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
        fixture.move(id, ChangeState.ASSESSMENT);
        JsonNode computed = risk(fixture.manager, id);
        assertThat(computed.at("/level").asString()).isEqualTo("LOW");

        GraphQlAnswer unexplained = fixture.act(fixture.manager, "Assess", id, Map.of("riskLevel", "HIGH"));
        assertThat(unexplained.userErrorCodes("changeAssess")).containsExactly("REQUIRED");
        assertThat(unexplained.at("changeAssess.userErrors.0.field").toString()).isEqualTo("[\"input\",\"reason\"]");
        fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "HIGH", "reason", "A weekend of sales"));
        cmdb.relate(configurator, service("CRITICAL"), "DEPENDS_ON", ciOf(id));

        JsonNode read = fixture.read(
                fixture.manager,
                id,
                "riskLevel riskReason riskAtAssessment { level points parts { rule points reason } } riskAssessment { "
                        + RISK + " }");
        assertThat(read.at("/riskLevel").asString()).isEqualTo("HIGH");
        assertThat(read.at("/riskReason").asString()).isEqualTo("A weekend of sales");
        assertThat(read.at("/riskAtAssessment/level").asString()).isEqualTo("LOW");
        assertThat(read.at("/riskAtAssessment/points")).isEqualTo(computed.at("/points"));
        assertThat(read.at("/riskAtAssessment/parts")).as("as it was").isEqualTo(computed.at("/parts"));
        assertThat(read.at("/riskAssessment/points").asInt())
                .as("as it is")
                .isGreaterThan(computed.at("/points").asInt());

        String other = calm(Duration.ofHours(10));
        fixture.move(other, ChangeState.ASSESSMENT);
        assertThat(fixture.done(fixture.manager, "Assess", other, Map.of())
                        .at("/riskLevel")
                        .asString())
                .isEqualTo("LOW");
        String same = calm(Duration.ofHours(20));
        fixture.move(same, ChangeState.ASSESSMENT);
        fixture.done(fixture.manager, "Assess", same, Map.of("riskLevel", "LOW"));
        assertThat(fixture.refused(fixture.manager, "Assess", same, Map.of("reason", " ")))
                .as("assessed already")
                .containsExactly("REQUIRED");
    }

    @Test
    void shouldShipRulesThatKeepTheRules() {
        ChangeRiskRules rules = risks.rules(Principal.SYSTEM);

        assertThatCode(() -> RiskRuleChecks.check(
                        new SetChangeRiskRules(rules.rules(), rules.thresholds(), rules.questions())))
                .doesNotThrowAnyException();
        assertThat(rules.rules()).isNotEmpty();
    }

    @Test
    void shouldTryRulesOutBeforeTheyAreSet() {
        String id = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
        Map<String, Object> rules = Map.of(
                "rules",
                List.of(Map.of(
                        "name",
                        "All",
                        "condition",
                        "change.ciCount >= 1",
                        "points",
                        70,
                        "reason",
                        "It changes {change.ciCount}")),
                "thresholds",
                Map.of("medium", 10, "high", 40, "veryHigh", 80));
        Map<String, Object> input = new HashMap<>(rules);
        input.put("changeIds", List.of(id));

        JsonNode tried = preview(fixture.agent, input).withoutErrors().at("changeRiskRulesPreview");

        assertThat(tried.at("/0/change/id").asString()).isEqualTo(id);
        assertThat(tried.at("/0/would/level").asString()).isEqualTo("HIGH");
        assertThat(tried.at("/0/would/parts/0/reason").asString()).isEqualTo("It changes 1");
        assertThat(tried.at("/0/now/level").asString()).isEqualTo("LOW");
        input.remove("changeIds");
        input.put("last", 2);
        assertThat(preview(fixture.agent, input).withoutErrors().at("changeRiskRulesPreview"))
                .hasSizeBetween(1, 2);
        input.put("changeIds", List.of(id));
        assertThat(preview(fixture.stranger, input).errorCodes())
                .as("somebody else's")
                .hasSize(1);
        input.put("last", 51);
        assertThat(preview(fixture.agent, input).errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(set(fixture.agent, rules, 1).userErrorCodes("changeRiskRulesSet"))
                .containsExactly("FORBIDDEN");

        ChangeRiskRules before = risks.rules(Principal.SYSTEM);
        assertThat(set(fixture.manager, rules, before.version() + 7).userErrorCodes("changeRiskRulesSet"))
                .containsExactly("STALE_VERSION");
        set(fixture.manager, rules, before.version()).accepted("changeRiskRulesSet");
        try {
            assertThat(risk(fixture.manager, id).at("/level").asString()).isEqualTo("HIGH");
            assertThat(fixture.query(
                                    auditor,
                                    "query($id: ID!) { auditTrail(recordId: $id, first: 1) { nodes { action fields { field } } } }",
                                    Map.of("id", ChangeRiskRules.ID))
                            .withoutErrors()
                            .text("auditTrail.nodes.0.action"))
                    .isEqualTo("change.set-risk-rules");
        } finally {
            restore(before, before.version() + 1);
        }
    }

    /** Asked of every change, answered by who plans it, and counted by rules. */
    @Test
    void shouldCountWhatTheQuestionnaireAnswers() {
        ChangeRiskRules before = risks.rules(Principal.SYSTEM);
        Map<String, Object> asking = new HashMap<>(rules(
                Map.of(
                        "name",
                        "Data",
                        "condition",
                        "'moves-data' in questionnaire.yes",
                        "points",
                        70,
                        "reason",
                        "{questionnaire.unanswered}"),
                Map.of("medium", 10, "high", 40, "veryHigh", 80)));
        asking.put(
                "questions",
                List.of(
                        Map.of("key", "moves-data", "text", "Does it move data?"),
                        Map.of("key", "tested", "text", "Was it tested?")));
        set(fixture.manager, asking, before.version()).accepted("changeRiskRulesSet");
        try {
            String id = fixture.requested(Map.of(
                    "ciIds",
                    List.of(newCi("server")),
                    "riskAnswers",
                    List.of(Map.of("question", "moves-data", "answer", true))));
            assertThat(risk(fixture.manager, id).at("/parts/0/reason").asString())
                    .isEqualTo("tested");
            assertThat(fixture.read(fixture.agent, id, "riskQuestions { key text answer }")
                            .at("/riskQuestions")
                            .toString())
                    .isEqualTo("[{\"key\":\"moves-data\",\"text\":\"Does it move data?\",\"answer\":true},"
                            + "{\"key\":\"tested\",\"text\":\"Was it tested?\",\"answer\":null}]");
            for (List<Map<String, Object>> wrong : List.of(
                    List.of(Map.<String, Object>of("question", "unknown", "answer", true)),
                    List.of(
                            Map.<String, Object>of("question", "tested", "answer", true),
                            Map.<String, Object>of("question", "tested", "answer", false)))) {
                assertThat(fixture.refused(fixture.requester, "Update", id, Map.of("riskAnswers", wrong)))
                        .containsExactly("INVALID");
            }
            fixture.done(
                    fixture.requester,
                    "Update",
                    id,
                    Map.of("riskAnswers", List.of(Map.of("question", "moves-data", "answer", false))));
            assertThat(risk(fixture.manager, id).at("/parts")).isEmpty();

            asking.put("questions", List.of());
            set(fixture.manager, asking, before.version() + 1).accepted("changeRiskRulesSet");
            assertThat(fixture.read(fixture.agent, id, "riskQuestions { key }").at("/riskQuestions"))
                    .as("what is not asked any more")
                    .isEmpty();
            fixture.done(
                    fixture.requester,
                    "Update",
                    id,
                    Map.of("riskAnswers", List.of(Map.of("question", "moves-data", "answer", true))));
            assertThat(risk(fixture.manager, id).at("/parts")).isEmpty();
        } finally {
            restore(before, risks.rules(Principal.SYSTEM).version());
        }
    }

    private static Map<String, Object> rules(Map<String, Object> rule, Map<String, Object> thresholds) {
        return Map.of("rules", List.of(rule), "thresholds", thresholds);
    }

    /** A change that is in nobody's way, an hour long. */
    private String calm(Duration from) {
        return fixture.requested(Map.of(
                "ciIds", List.of(newCi("server")), "window", fixture.window(from, from.plus(Duration.ofHours(1)))));
    }

    private void restore(ChangeRiskRules before, int version) {
        set(
                        fixture.manager,
                        Map.of(
                                "rules",
                                before.rules().stream()
                                        .map(rule -> Map.of(
                                                "name", rule.name(),
                                                "condition", rule.condition(),
                                                "points", rule.points(),
                                                "reason", rule.reason()))
                                        .toList(),
                                "thresholds",
                                Map.of(
                                        "medium", before.thresholds().medium(),
                                        "high", before.thresholds().high(),
                                        "veryHigh", before.thresholds().veryHigh()),
                                "questions",
                                before.questions().stream()
                                        .map(question -> Map.of("key", question.key(), "text", question.text()))
                                        .toList()),
                        version)
                .accepted("changeRiskRulesSet");
    }

    /** Acceptance value 7. */
    @Test
    void shouldRefuseToAuthoriseWhatIsNotWhatWasSeen() {
        String database = newCi("database");
        String id = fixture.requested(Map.of("ciIds", List.of(database)));
        fixture.move(id, ChangeState.AUTHORISATION);
        String seen = evidence(fixture.manager, id).at("/version").asString();
        String shop = service("CRITICAL");
        cmdb.relate(configurator, shop, "DEPENDS_ON", database);

        GraphQlAnswer stale = fixture.act(fixture.manager, "Authorise", id, Map.of("evidenceVersion", seen));

        assertThat(stale.userErrorCodes("changeAuthorise")).containsExactly("CONFLICT");
        JsonNode parameters = stale.at("changeAuthorise.userErrors.0.parameters");
        assertThat(parameters.at("/cause").asString()).isEqualTo("EVIDENCE_STALE");
        JsonNode came = only(parameters.at("/differences"), "key", shop);
        assertThat(came.at("/part").asString()).isEqualTo("IMPACT");
        assertThat(came.at("/kind").asString()).isEqualTo("CAME");
        assertThat(came.at("/after").asString()).isEqualTo("DOWN");
        assertThat(texts(parameters.at("/differences"), "/key")).contains("rule/Critical services fail", "points");
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
        assertThat(pinned(fixture.manager, id)).isEmpty();

        JsonNode difference = difference(fixture.manager, id, seen);
        assertThat(difference.at("/stale").asBoolean()).isTrue();
        assertThat(only(difference.at("/differences"), "key", shop).at("/text").asString())
                .contains("DOWN");
        String now = evidence(fixture.manager, id).at("/version").asString();
        assertThat(now.substring(now.lastIndexOf('~')))
                .isEqualTo(difference
                        .at("/version")
                        .asString()
                        .substring(difference.at("/version").asString().lastIndexOf('~')));

        fixture.done(fixture.manager, "Authorise", id, Map.of("evidenceVersion", now));

        assertThat(fixture.state(id)).isEqualTo("SCHEDULED");
        JsonNode kept = pinned(fixture.manager, id).get(0);
        assertThat(kept.at("/version").asString())
                .as("without what single things were")
                .startsWith(now.substring(0, now.lastIndexOf('~') + 1))
                .isNotEqualTo(now);
        assertThat(kept.at("/pinnedBy/id").asString()).isEqualTo(fixture.managerPerson.personId());
        String hash = kept.at("/hash").asString();
        assertThat(now).contains(hash);
        JsonNode history = fixture.read(fixture.leader, id, "history(first: 1) { nodes { fields { field after } } }");
        assertThat(only(history.at("/history/nodes/0/fields"), "field", "evidenceHash")
                        .at("/after")
                        .asString())
                .isEqualTo(hash);
    }

    @Test
    void shouldReplayWhatWasSeenWhateverHasHappenedSince() {
        String database = newCi("database");
        String shop = service("CRITICAL");
        cmdb.relate(configurator, shop, "DEPENDS_ON", database);
        String id = fixture.requested(Map.of("ciIds", List.of(database)));
        fixture.move(id, ChangeState.AUTHORISATION);
        JsonNode seen = evidence(fixture.manager, id);
        String version = seen.at("/version").asString();
        fixture.done(fixture.manager, "Authorise", id, Map.of("evidenceVersion", version));
        clock.advance(Duration.ofMinutes(1));
        cmdb.relate(configurator, service("HIGH"), "DEPENDS_ON", database);
        fixture.done(fixture.requester, "Update", id, Map.of("plan", "Move it at once"));

        JsonNode replayed = fixture.query(
                        auditor,
                        "query($version: String!) { changeEvidenceAt(version: $version) { " + PINNED + " } }",
                        Map.of("version", version))
                .withoutErrors()
                .at("changeEvidenceAt");

        assertThat(replayed.at("/entries")).isEqualTo(seen.at("/entries"));
        assertThat(replayed.at("/hiddenEntryCount").asInt()).isZero();
        assertThat(replayed.at("/takenAt")).isEqualTo(seen.at("/takenAt"));
        assertThat(only(replayed.at("/entries"), "key", "plan").at("/text").asString())
                .isEqualTo("Put the new one beside it and move");
        JsonNode difference = difference(fixture.manager, id, version);
        assertThat(texts(difference.at("/differences"), "/key")).contains("plan");
        assertThat(fixture.query(
                                fixture.stranger,
                                "query($version: String!) { changeEvidenceAt(version: $version) { id } }",
                                Map.of("version", version))
                        .withoutErrors()
                        .at("changeEvidenceAt")
                        .isNull())
                .isTrue();
    }

    /** Whatever is edited is told by name; nothing is the same as nothing. */
    @Test
    void shouldNameWhateverDiffers() {
        Instant start = clock.now();
        String server = newCi("server");
        String spare = newCi("server");
        String id = fixture.requested(Map.of("ciIds", List.of(server), "window", window(start, 5, 7)));
        fixture.move(id, ChangeState.ASSESSMENT);
        JsonNode first = evidence(fixture.manager, id);
        assertThat(difference(fixture.manager, id, first.at("/version").asString())
                        .at("/stale")
                        .asBoolean())
                .isFalse();

        assertThat(keysAfter(
                        id, () -> fixture.done(fixture.requester, "Update", id, Map.of("testPlan", "Tried twice"))))
                .containsExactly("FIELD testPlan CHANGED");
        assertThat(keysAfter(
                        id, () -> fixture.done(fixture.requester, "Update", id, Map.of("window", window(start, 5, 8)))))
                .containsExactly("FIELD plannedTo CHANGED");
        assertThat(keysAfter(
                        id,
                        () -> fixture.done(
                                fixture.requester, "AddTask", id, Map.of("title", "Restart it", "position", 1))))
                .containsExactly("FIELD tasks CAME");
        assertThat(keysAfter(
                        id,
                        () -> fixture.done(
                                fixture.requester, "AddTask", id, Map.of("title", "Look at it", "position", 2))))
                .containsExactly("FIELD tasks CHANGED");
        assertThat(only(evidence(fixture.manager, id).at("/entries"), "key", "tasks")
                        .at("/text")
                        .asString())
                .isEqualTo("1 Restart it\n2 Look at it");
        assertThat(keysAfter(
                        id,
                        () -> fixture.done(
                                fixture.requester, "ExcludeCis", id, Map.of("ciIds", List.of(spare), "reason", "Off"))))
                .containsExactly("EXCLUSION " + spare + " CAME");
        assertThat(keysAfter(
                        id, () -> fixture.done(fixture.requester, "IncludeCis", id, Map.of("ciIds", List.of(spare)))))
                .containsExactly("EXCLUSION " + spare + " WENT");
        assertThat(keysAfter(id, () -> fixture.done(fixture.requester, "LinkCis", id, Map.of("ciIds", List.of(spare)))))
                .contains("ITEM " + spare + " CAME");
        assertThat(keysAfter(id, () -> {
                    String other = fixture.requested(Map.of(
                            "ciIds",
                            List.of(server),
                            "window",
                            window(start, 6, 7),
                            "implementerIds",
                            List.of(fixture.managerPerson.personId())));
                    fixture.move(other, ChangeState.ASSESSMENT);
                }))
                .anyMatch(key -> key.startsWith("CONFLICT SAME_CI/"))
                .contains("RISK rule/Conflicts CAME");
        assertThat(keysAfter(id, () -> fixture.done(fixture.requester, "Update", id, Map.of("title", "Another title"))))
                .as("a title is not what is decided on")
                .isEmpty();
        assertThat(keysAfter(
                        id,
                        () -> fixture.done(fixture.manager, "Assess", id, Map.of("riskLevel", "HIGH", "reason", "x"))))
                .containsExactly("RISK assessedLevel CAME");
    }

    private static Map<String, Object> window(Instant start, int from, int to) {
        return Map.of(
                "from", start.plus(Duration.ofHours(from)).toString(),
                "to", start.plus(Duration.ofHours(to)).toString(),
                "zone", "Europe/Berlin");
    }

    private List<String> keysAfter(String id, Runnable edit) {
        String since = evidence(fixture.manager, id).at("/version").asString();
        edit.run();
        JsonNode difference = difference(fixture.manager, id, since);
        List<String> keys = new ArrayList<>();
        difference
                .at("/differences")
                .forEach(one -> keys.add(one.at("/part").asString() + " "
                        + one.at("/key").asString() + " " + one.at("/kind").asString()));
        assertThat(difference.at("/stale").asBoolean()).isEqualTo(!keys.isEmpty());
        return keys;
    }

    @Test
    void shouldCountWhatIsHiddenAndNameNothingOfIt() {
        String database = newCi("database");
        String hidden = cmdb.ci(
                configurator,
                Map.of("classId", "business-service", "name", "Hidden service", "confidentiality", "CONFIDENTIAL"));
        cmdb.relate(configurator, hidden, "DEPENDS_ON", database);
        String id = fixture.requested(Map.of("ciIds", List.of(database)));
        fixture.move(id, ChangeState.AUTHORISATION);

        JsonNode seen = evidence(fixture.manager, id);
        JsonNode all = evidence(fixture.leader, id);

        assertThat(seen.toString()).doesNotContain(hidden, "Hidden service");
        assertThat(only(seen.at("/entries"), "text", "Services that are not shown: 1")
                        .at("/part")
                        .asString())
                .isEqualTo("IMPACT");
        assertThat(texts(all.at("/entries"), "/key")).contains(hidden);
        assertThat(seen.at("/risk")).as("the risk is everybody's").isEqualTo(all.at("/risk"));
        assertThat(seen.at("/version")).isNotEqualTo(all.at("/version"));
        JsonNode told = difference(fixture.manager, id, all.at("/version").asString());
        assertThat(told.toString())
                .as("of a version of somebody who sees more")
                .doesNotContain(hidden, "Hidden service");
        assertThat(told.at("/hiddenCount").asInt()).isEqualTo(1);
        assertThat(fixture.refused(
                        fixture.manager,
                        "Authorise",
                        id,
                        Map.of("evidenceVersion", all.at("/version").asString())))
                .as("it is not what this one sees")
                .containsExactly("CONFLICT");

        String cleared = TestTokens.as(Role.CHANGE_MANAGER)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        fixture.done(
                cleared,
                "Authorise",
                id,
                Map.of("evidenceVersion", evidence(cleared, id).at("/version").asString()));
        JsonNode masked = pinned(fixture.agent, id).get(0);
        assertThat(masked.at("/entries").toString()).doesNotContain(hidden, "Hidden service");
        assertThat(marks(masked.at("/version").asString()))
                .as("a version is shown to who does not see all that it is of")
                .contains("* #")
                .doesNotContain(hidden, "=");
        assertThat(masked.at("/hiddenEntryCount").asInt()).isEqualTo(1);
        assertThat(pinned(cleared, id).get(0).at("/hiddenEntryCount").asInt()).isZero();
        assertThat(fixture.query(
                                fixture.stranger,
                                "query($id: ID!) { change(id: $id) { evidence { version } } changeRisk(id: $id) { points } }",
                                Map.of("id", id))
                        .withoutErrors()
                        .at("changeRisk")
                        .isNull())
                .isTrue();
    }

    /** What somebody reads who unpacks a version. */
    private static String marks(String version) {
        byte[] packed = Base64.getUrlDecoder().decode(version.substring(version.lastIndexOf('~') + 1));
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void shouldRefuseAVersionOfBeforeTheChangeOrOfLater() {
        String id = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
        fixture.move(id, ChangeState.AUTHORISATION);
        String version = evidence(fixture.manager, id).at("/version").asString();
        String takenAt = version.split("~", -1)[1];
        for (String other : List.of("1990-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z", "2990-01-01T00:00:00Z")) {
            assertThat(fixture.refused(
                            fixture.manager,
                            "Authorise",
                            id,
                            Map.of("evidenceVersion", version.replace(takenAt, other))))
                    .as(other)
                    .containsExactly("INVALID");
        }
        fixture.done(fixture.manager, "Authorise", id, Map.of("evidenceVersion", version));
    }

    @Test
    void shouldRefuseWhatIsNoVersionOfTheChange() {
        String id = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
        fixture.move(id, ChangeState.AUTHORISATION);
        String other = fixture.requested(Map.of("ciIds", List.of(newCi("server"))));
        String ofOther = evidence(fixture.manager, other).at("/version").asString();

        for (String none : List.of("", "x", ofOther, "2026-12-01T00:00:00Z~x~y~z", "x".repeat(3_999))) {
            assertThat(fixture.refused(fixture.manager, "Authorise", id, Map.of("evidenceVersion", none)))
                    .as(none)
                    .containsExactly("INVALID");
            assertThat(fixture.query(
                                    fixture.manager,
                                    "query($id: ID!, $since: String!) { changeEvidenceDifference(id: $id, since: $since) { stale } }",
                                    Map.of("id", id, "since", none))
                            .errorCodes())
                    .as(none)
                    .hasSize(1);
        }
        assertThat(fixture.state(id)).isEqualTo("AUTHORISATION");
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreChanges() {
        String service = service("HIGH");
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String item = newCi("server");
            cmdb.relate(configurator, i == 0 ? service : items.getLast(), "DEPENDS_ON", item);
            items.add(item);
        }
        for (int i = 0; i < 12; i++) {
            fixture.move(fixture.requested(Map.of("ciIds", items.subList(0, 1 + i % 5))), ChangeState.ASSESSMENT);
        }
        String list =
                "query($first: Int!) { changes(first: $first, sort: [{field: REPORTED_AT, direction: DESC}]) { nodes { evidence { "
                        + EVIDENCE + " } pinnedEvidence { " + PINNED + " } riskAssessment { " + RISK + " } } } }";

        List<String> few = statements(list, Map.of("first", 2));
        List<String> many = statements(list, Map.of("first", 12));

        assertThat(CypherCalls.growing(few, many, 10)).isEmpty();
    }

    private List<String> statements(String document, Map<String, ?> variables) {
        calls.reset();
        fixture.query(fixture.manager, document, variables).withoutErrors();
        return calls.since("");
    }

    private JsonNode risk(String token, String id) {
        JsonNode answer = fixture.query(
                        token, "query($id: ID!) { changeRisk(id: $id) { " + RISK + " } }", Map.of("id", id))
                .withoutErrors()
                .at("changeRisk");
        assertThat(fixture.read(token, id, "riskAssessment { " + RISK + " }").at("/riskAssessment"))
                .as("asked for the other way")
                .isEqualTo(answer);
        return answer;
    }

    private List<String> rules(String id) {
        return texts(risk(fixture.manager, id).at("/parts"), "/rule");
    }

    private JsonNode evidence(String token, String id) {
        return fixture.read(token, id, "evidence { " + EVIDENCE + " }").at("/evidence");
    }

    private JsonNode pinned(String token, String id) {
        return fixture.read(token, id, "pinnedEvidence { " + PINNED + " }").at("/pinnedEvidence");
    }

    private JsonNode difference(String token, String id, String since) {
        return fixture.query(
                        token,
                        "query($id: ID!, $since: String!) { changeEvidenceDifference(id: $id, since: $since) { "
                                + DIFFERENCE + " } }",
                        Map.of("id", id, "since", since))
                .withoutErrors()
                .at("changeEvidenceDifference");
    }

    private GraphQlAnswer preview(String token, Map<String, ?> input) {
        return fixture.query(
                token,
                "query($input: ChangeRiskRulesPreviewInput!) { changeRiskRulesPreview(input: $input) { change { id } would { "
                        + RISK + " } now { " + RISK + " } } }",
                Map.of("input", input));
    }

    private GraphQlAnswer set(String token, Map<String, ?> input, int version) {
        return fixture.query(
                token,
                "mutation($input: ChangeRiskRulesSetInput!, $version: Int!) { changeRiskRulesSet(input: $input, expectedVersion:"
                        + " $version) { rules { version } userErrors { code message field parameters } } }",
                Map.of("input", input, "version", version));
    }

    private static JsonNode only(JsonNode list, String field, String value) {
        List<JsonNode> found = list.valueStream()
                .filter(node -> node.path(field).asString().equals(value))
                .toList();
        assertThat(found).as("%s %s in %s", field, value, list).hasSize(1);
        return found.getFirst();
    }

    private String ciOf(String changeId) {
        return fixture.read(fixture.leader, changeId, "affectedCis { id }")
                .at("/affectedCis/0/id")
                .asString();
    }

    private String newCi(String classId) {
        return cmdb.ci(configurator, classId, "A " + classId);
    }

    private String service(String criticality) {
        return cmdb.ci(
                configurator, Map.of("classId", "business-service", "name", "A service", "criticality", criticality));
    }
}
