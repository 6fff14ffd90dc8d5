// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealmTemplateTest {

    private static final Set<String> ROLES = Set.of(
            "requester",
            "agent",
            "team-lead",
            "problem-manager",
            "change-manager",
            "cab-member",
            "release-manager",
            "configuration-manager",
            "service-manager",
            "auditor",
            "administrator",
            "integration");

    private final JsonNode realm = new JsonMapper()
            .readTree(RealmTemplate.shipped()
                    .render(Map.of(
                            "backend.port",
                            "8080",
                            "backend.secret",
                            "backend-secret",
                            "integration.secret",
                            "integration-secret",
                            "demo.password",
                            RealmTemplate.DEMO_PASSWORD)));

    @Test
    void shouldDefineEveryRole() {
        assertThat(realm.at("/roles/realm")
                        .valueStream()
                        .map(role -> role.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(ROLES);
    }

    @Test
    void shouldHaveSomebodyForEveryRole() {
        Set<String> held = new HashSet<>();
        users().forEach(user -> user.path("realmRoles").forEach(role -> held.add(role.asString())));

        assertThat(held).isEqualTo(ROLES);
    }

    @Test
    void shouldPutEveryPersonIntoAnOrganisationAndOnlyIntoGroupsThatExist() {
        Map<String, String> kinds = kindByPath();

        assertThat(users().filter(user -> user.has("groups"))).isNotEmpty().allSatisfy(user -> {
            List<String> groups =
                    user.get("groups").valueStream().map(JsonNode::asString).toList();
            assertThat(kinds).containsKeys(groups.toArray(String[]::new));
            assertThat(groups.stream().filter(group -> "ORGANISATION".equals(kinds.get(group))))
                    .isNotEmpty();
        });
    }

    @Test
    void shouldMarkEveryGroupAsOrganisationOrTeam() {
        Map<String, String> kinds = kindByPath();

        assertThat(kinds.values()).containsOnly("ORGANISATION", "TEAM");
        assertThat(kinds.entrySet().stream().filter(group -> group.getValue().equals("TEAM")))
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(kinds.entrySet().stream().filter(group -> group.getValue().equals("ORGANISATION")))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mainstay-console", "mainstay-cli", "mainstay-integration"})
    void shouldPutAudienceGroupsRolesAndClearanceIntoTokens(String clientId) {
        assertThat(client(clientId)
                        .get("protocolMappers")
                        .valueStream()
                        .filter(mapper -> mapper.at("/config/access.token.claim")
                                .asString()
                                .equals("true"))
                        .map(mapper -> mapper.get("protocolMapper").asString()))
                .containsExactlyInAnyOrder(
                        "oidc-audience-mapper",
                        "oidc-group-membership-mapper",
                        "oidc-usermodel-realm-role-mapper",
                        "oidc-usermodel-attribute-mapper");
    }

    @Test
    void shouldDemandProofKeysFromTheConsoleAndAllowPasswordsToTheCommandLineAlone() {
        assertThat(client("mainstay-console")
                        .get("attributes")
                        .get("pkce.code.challenge.method")
                        .asString())
                .isEqualTo("S256");
        assertThat(realm.get("clients")
                        .valueStream()
                        .filter(client ->
                                client.get("directAccessGrantsEnabled").asBoolean())
                        .map(client -> client.get("clientId").asString()))
                .containsExactly("mainstay-cli");
    }

    @Test
    void shouldTakeNoRolesButThoseOfMainstayIntoTokens() {
        assertThat(realm.get("clients").valueStream())
                .allMatch(client -> !client.get("fullScopeAllowed").asBoolean(true));
        assertThat(realm.get("scopeMappings").valueStream())
                .hasSize(3)
                .allSatisfy(
                        mapping -> assertThat(mapping.get("roles").valueStream().map(JsonNode::asString))
                                .containsExactlyInAnyOrderElementsOf(ROLES));
        assertThat(users().filter(user -> user.has("clientRoles"))
                        .map(user -> user.get("username").asString()))
                .as("who may administer Keycloak")
                .containsExactly("service-account-mainstay-backend");
    }

    @Test
    void shouldReturnBrowsersToExactAddressesOnly() {
        assertThat(realm.get("clients").valueStream()).allSatisfy(client -> {
            assertThat(client.get("redirectUris").toString()).doesNotContain("*");
            assertThat(client.get("webOrigins").toString()).doesNotContain("*").doesNotContain("+");
        });
    }

    @Test
    void shouldTakeClientSecretsFromOutside() {
        assertThat(client("mainstay-backend").get("secret").asString()).isEqualTo("backend-secret");
        assertThat(client("mainstay-integration").get("secret").asString()).isEqualTo("integration-secret");
        assertThatThrownBy(() -> RealmTemplate.shipped().render(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No value for placeholder");
    }

    @Test
    void shouldAnnounceTheDemoUsersButNotTheServiceAccounts() {
        assertThat(Announcement.demoUsers())
                .contains("requester", "agent", "requester-logistics")
                .noneMatch(name -> name.startsWith("service-account"));
    }

    @Test
    void shouldKnowHundredsOfPeopleWhoCannotLogIn() {
        List<JsonNode> people = new JsonMapper()
                .readTree(RealmTemplate.people())
                .get("users")
                .valueStream()
                .toList();
        Set<String> usernames = new HashSet<>();
        users().forEach(user -> usernames.add(user.get("username").asString()));

        assertThat(people).hasSizeBetween(200, 400).allSatisfy(person -> {
            assertThat(usernames.add(person.get("username").asString())).isTrue();
            assertThat(person.has("credentials")).isFalse();
            assertThat(person.get("email").asString()).endsWith("@aldermoor.example");
            assertThat(person.get("realmRoles").valueStream().map(JsonNode::asString))
                    .containsExactly("requester");
            assertThat(kindByPath().get(person.at("/groups/0").asString())).isEqualTo("ORGANISATION");
        });
    }

    private Stream<JsonNode> users() {
        return realm.get("users").valueStream();
    }

    private JsonNode client(String clientId) {
        return realm.get("clients")
                .valueStream()
                .filter(client -> client.get("clientId").asString().equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> kindByPath() {
        Map<String, String> kinds = new java.util.TreeMap<>();
        List<Map.Entry<String, JsonNode>> open = new ArrayList<>();
        realm.get("groups").forEach(group -> open.add(Map.entry("", group)));
        while (!open.isEmpty()) {
            Map.Entry<String, JsonNode> next = open.removeLast();
            String path = next.getKey() + "/" + next.getValue().get("name").asString();
            kinds.put(path, next.getValue().at("/attributes/kind/0").asString());
            next.getValue().path("subGroups").forEach(group -> open.add(Map.entry(path, group)));
        }
        return kinds;
    }
}
