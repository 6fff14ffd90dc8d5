// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Attributes of configuration items that are changed only by changes (requirement SR-225), over HTTP. */
@IntegrationTest
class CiControlIT {

    private static final String DIFFERENCE =
            "version unauthorisedDifference { since breakGlassReason attributes { key before after } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CmdbFixture cmdb;

    @Autowired
    private ChangeLinks links;

    private ChangeFixture fixture;
    private String writer = "";
    private String machine = "";

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        writer = cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        machine = cmdb.ci(
                writer,
                Map.of(
                        "classId",
                        "virtual-machine",
                        "name",
                        "vm",
                        "attributes",
                        List.of(Map.of("key", "memoryMb", "value", 64))));
    }

    @AfterEach
    void controlNothing() {
        controls(List.of()).accepted("ciControlsSet");
        clock.follow();
    }

    @Test
    void shouldRefuseAPrivateChangeOfConfigurationWhereThatIsEnforced() {
        enforced();

        GraphQlAnswer refused = update(machine, memory(128), null, null);
        assertThat(refused.userErrorCodes("configurationItemUpdate")).containsExactly("CONFLICT");
        JsonNode parameters = refused.at("configurationItemUpdate.userErrors.0.parameters");
        assertThat(parameters.at("/cause").asString()).isEqualTo("CHANGE_REQUIRED");
        assertThat(parameters.at("/attributes").toString()).contains("memoryMb");
        assertThat(read(machine, "attributes { value }")
                        .at("/attributes/0/value")
                        .asInt())
                .isEqualTo(64);
        update(
                        machine,
                        Map.of("description", "Not controlled", "attributes", List.of(attribute("cpuCount", 2))),
                        null,
                        null)
                .accepted("configurationItemUpdate");
        String id = fixture.requested(Map.of("ciIds", List.of(machine)));
        String other = fixture.requested(Map.of("ciIds", List.of(fixture.serverId)));
        fixture.move(id, ChangeState.SCHEDULED);
        fixture.move(other, ChangeState.IMPLEMENTING);
        for (String named : List.of(id, other)) {
            assertThat(update(machine, memory(128), named, null).userErrorCodes("configurationItemUpdate"))
                    .as("not begun, or of another item")
                    .containsExactly("CONFLICT");
        }
        assertThat(update(machine, memory(128), null, null).userErrorCodes("configurationItemUpdate"))
                .containsExactly("CONFLICT");

        fixture.done(fixture.implementer, "Start", id, Map.of());
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        update(machine, memory(256), id, null).accepted("configurationItemUpdate");

        JsonNode item = read(machine, DIFFERENCE + " history { nodes { fields { field after } } }");
        assertThat(item.at("/unauthorisedDifference/attributes").toString())
                .contains("cpuCount")
                .doesNotContain("memoryMb");
        assertThat(item.at("/history/nodes").toString().split(id, -1))
                .as("named twice")
                .hasSize(3);
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
        assertThat(update(machine, memory(512), id, null).userErrorCodes("configurationItemUpdate"))
                .as("it is over")
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldHaveOneDifferenceWhereItWarnsUntilThatIsAccepted() {
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        update(machine, memory(256), null, null).accepted("configurationItemUpdate");
        update(machine, Map.of("attributes", List.of(attribute("cpuCount", 2))), null, null)
                .accepted("configurationItemUpdate");

        JsonNode difference = read(machine, DIFFERENCE).at("/unauthorisedDifference");
        assertThat(difference.at("/attributes")).hasSize(2);
        assertThat(difference.at("/attributes").toString())
                .contains("{\"key\":\"memoryMb\",\"before\":\"64\",\"after\":\"256\"}");
        assertThat(open(writer)).containsOnlyOnce(machine);
        assertThat(open(fixture.stranger)).doesNotContain(machine);

        String id = fixture.requested(Map.of("ciIds", List.of(machine)));
        String other = fixture.requested(Map.of("ciIds", List.of(fixture.serverId)));
        assertThat(accept(writer, machine, id)).as("who changes items").containsExactly("FORBIDDEN");
        assertThat(accept(fixture.stranger, machine, id)).containsExactly("NOT_FOUND");
        fixture.move(other, ChangeState.SCHEDULED);
        assertThat(accept(fixture.manager, machine, other)).containsExactly("CONFLICT");
        assertThat(accept(fixture.manager, machine, id)).as("a draft").containsExactly("CONFLICT");
        fixture.move(id, ChangeState.SCHEDULED);
        assertThat(accept(fixture.manager, machine, id)).isEmpty();
        assertThat(accept(fixture.manager, machine, id))
                .as("there is none any more")
                .containsExactly("CONFLICT");

        JsonNode item = read(machine, DIFFERENCE + " history { nodes { action fields { field after } } }");
        assertThat(item.at("/unauthorisedDifference").isNull()).isTrue();
        assertThat(item.at("/history/nodes/0/action").asString()).isEqualTo("ci.accept-difference");
        assertThat(item.at("/history/nodes/0").toString()).contains(id);
        assertThat(fixture.read(fixture.manager, id, "history { nodes { fields { field after } } }")
                        .toString())
                .contains("acceptedDifferenceCiId", machine);
        assertThat(open(writer)).doesNotContain(machine);
    }

    @Test
    void shouldForgetADifferenceThatIsPutRight() {
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        update(machine, memory(64), null, null).accepted("configurationItemUpdate");
        assertThat(read(machine, DIFFERENCE).at("/unauthorisedDifference").isNull())
                .isTrue();
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        String id = fixture.requested(Map.of("ciIds", List.of(machine)));
        fixture.move(id, ChangeState.IMPLEMENTING);
        update(machine, memory(64), id, null).accepted("configurationItemUpdate");
        assertThat(read(machine, DIFFERENCE).at("/unauthorisedDifference").isNull())
                .as("put right by a change")
                .isTrue();
        fixture.done(fixture.implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        controls(List.of(rule("OFF", List.of()))).accepted("ciControlsSet");
        update(machine, memory(64), null, null).accepted("configurationItemUpdate");
        assertThat(read(machine, DIFFERENCE).at("/unauthorisedDifference").isNull())
                .as("put right where nobody minds any more")
                .isTrue();
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        assertThat(read(machine, DIFFERENCE).at("/unauthorisedDifference").isNull())
                .as("nobody minds")
                .isTrue();
    }

    @Test
    void shouldLetWhoMayBreakTheGlass() {
        enforced();
        String integration =
                cmdb.person(Role.INTEGRATION, fixture.organisationId).token();
        assertThat(update(integration, machine, memory(128), null, "It burns")
                        .userErrorCodes("configurationItemUpdate"))
                .containsExactly("FORBIDDEN");
        assertThat(update(machine, memory(128), null, " ").userErrorCodes("configurationItemUpdate"))
                .containsExactly("REQUIRED");
        update(machine, memory(128), null, "It burns").accepted("configurationItemUpdate");
        assertThat(read(machine, DIFFERENCE)
                        .at("/unauthorisedDifference/breakGlassReason")
                        .asString())
                .isEqualTo("It burns");
        String id = fixture.requested(Map.of("ciIds", List.of(machine)));
        fixture.move(id, ChangeState.IMPLEMENTING);
        assertThat(update(machine, memory(256), id, "It burns").userErrorCodes("configurationItemUpdate"))
                .as("either by the change or without one")
                .containsExactly("INVALID");
        update(machine, memory(256), null, "It burns again").accepted("configurationItemUpdate");
        assertThat(read(machine, DIFFERENCE)
                        .at("/unauthorisedDifference/breakGlassReason")
                        .asString())
                .as("although there is a change")
                .isEqualTo("It burns again");
    }

    /** Of several changes of an item the first is the one by which it is changed, and the next once that is over. */
    @Test
    void shouldFindTheNextChangeOfAnItem() {
        enforced();
        List<String> ids = List.of(
                fixture.requested(Map.of("ciIds", List.of(machine))),
                fixture.requested(Map.of("ciIds", List.of(machine))));
        for (String id : ids) {
            fixture.move(id, ChangeState.IMPLEMENTING);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(links.implementing(Principal.SYSTEM.visibility(), machine)).isEqualTo(ids);
        fixture.done(fixture.implementer, "Complete", ids.getFirst(), Map.of("outcome", "SUCCESSFUL"));
        update(machine, memory(128), null, null).accepted("configurationItemUpdate");
        assertThat(read(machine, "history { nodes { fields { field after } } }").toString())
                .contains(ids.getLast())
                .doesNotContain(ids.getFirst());
    }

    /** A change that somebody does not see is none to them, whether they name it or not. */
    @Test
    void shouldNotChangeByAChangeThatIsHidden() {
        enforced();
        String id = fixture.requested(Map.of("ciIds", List.of(machine)));
        fixture.move(id, ChangeState.IMPLEMENTING);
        fixture.done(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"));
        String uncleared =
                cmdb.person(Role.CONFIGURATION_MANAGER, fixture.organisationId).token();
        assertThat(update(uncleared, machine, memory(128), id, null).userErrorCodes("configurationItemUpdate"))
                .containsExactly("NOT_FOUND");
        assertThat(update(uncleared, machine, memory(128), null, null).userErrorCodes("configurationItemUpdate"))
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldSetWhatIsControlled() {
        assertThat(client.execute(
                                writer,
                                "mutation { ciControlsSet(input: {rules: []}, expectedVersion: 1) { userErrors { code } } }")
                        .userErrorCodes("ciControlsSet"))
                .as("who is controlled does not say by what")
                .containsExactly("FORBIDDEN");
        assertThat(controls(List.of(rule("WARN", List.of()), rule("OFF", List.of())))
                        .userErrorCodes("ciControlsSet"))
                .containsExactly("INVALID");
        assertThat(controls(List.of(rule("WARN", List.of("Not a key")))).userErrorCodes("ciControlsSet"))
                .containsExactly("INVALID");
        enforced();
        JsonNode rules = client.execute(fixture.auditor, "{ ciControls { rules { class { key } mode attributes } } }")
                .withoutErrors()
                .at("ciControls.rules");
        assertThat(rules.toString()).contains("virtual-machine", "ENFORCE", "memoryMb");
        assertThat(client.execute(
                                fixture.manager,
                                "mutation { ciControlsSet(input: {rules: []}, expectedVersion: 0) { userErrors { code } } }")
                        .userErrorCodes("ciControlsSet"))
                .containsExactly("STALE_VERSION");
    }

    private void enforced() {
        controls(List.of(rule("ENFORCE", List.of("memoryMb")))).accepted("ciControlsSet");
    }

    private static Map<String, Object> rule(String mode, List<String> attributes) {
        return Map.of("classId", "virtual-machine", "mode", mode, "attributes", attributes);
    }

    private GraphQlAnswer controls(List<Map<String, Object>> rules) {
        int version = client.execute(fixture.manager, "{ ciControls { version } }")
                .withoutErrors()
                .at("ciControls.version")
                .asInt();
        return client.execute(
                fixture.manager,
                "mutation($input: CiControlsSetInput!, $version: Int!) { ciControlsSet(input: $input, expectedVersion: $version)"
                        + " { controls { version } userErrors { code message field } } }",
                Map.of("input", Map.of("rules", rules), "version", version));
    }

    private static Map<String, Object> memory(int megabytes) {
        return Map.of("attributes", List.of(attribute("memoryMb", megabytes)));
    }

    private static Map<String, Object> attribute(String key, int value) {
        return Map.of("key", key, "value", value);
    }

    private GraphQlAnswer update(
            String id, Map<String, ?> input, @Nullable String changeId, @Nullable String breakGlassReason) {
        return update(writer, id, input, changeId, breakGlassReason);
    }

    private GraphQlAnswer update(
            String token,
            String id,
            Map<String, ?> input,
            @Nullable String changeId,
            @Nullable String breakGlassReason) {
        Map<String, Object> variables = new HashMap<>(Map.of(
                "id",
                id,
                "input",
                input,
                "version",
                read(id, "version").at("/version").asInt()));
        variables.put("change", changeId);
        variables.put("reason", breakGlassReason);
        return client.execute(
                token,
                "mutation($id: ID!, $input: ConfigurationItemUpdateInput!, $version: Int!, $change: ID, $reason: String) {"
                        + " configurationItemUpdate(id: $id, input: $input, expectedVersion: $version, changeId: $change,"
                        + " breakGlassReason: $reason) { userErrors { code message field parameters } } }",
                variables);
    }

    private List<String> accept(String token, String id, String changeId) {
        return client.execute(
                        token,
                        "mutation($id: ID!, $change: ID!, $version: Int!) { unauthorisedDifferenceAccept(id: $id,"
                                + " input: {changeId: $change}, expectedVersion: $version) { userErrors { code message } } }",
                        Map.of(
                                "id",
                                id,
                                "change",
                                changeId,
                                "version",
                                read(id, "version").at("/version").asInt()))
                .withoutErrors()
                .userErrorCodes("unauthorisedDifferenceAccept");
    }

    private List<String> open(String token) {
        return texts(
                client.execute(token, "{ unauthorisedDifferences(first: 100) { nodes { id } } }")
                        .withoutErrors()
                        .at("unauthorisedDifferences.nodes"),
                "/id");
    }

    private JsonNode read(String id, String fields) {
        return client.execute(
                        writer, "query($id: ID!) { configurationItem(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at("configurationItem");
    }
}
