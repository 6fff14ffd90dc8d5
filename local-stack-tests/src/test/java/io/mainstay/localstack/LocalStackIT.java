// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher with the real servers, on free ports and data of its own. All but the last test share one stack. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {

    // Not a JUnit temporary folder: those are private, and Elasticsearch must reach its data as another user.
    private static final Path FOLDER = Path.of("target/local-stack-it").toAbsolutePath();
    private static final String BACKEND_PORT = "18080";
    private static final Path SHARED = FOLDER.resolve("shared");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Launcher stack;
    private static String outputWhenReady;
    private static Properties addresses;

    @BeforeAll
    static void start() {
        Folders.delete(FOLDER);
        stack = Launcher.run(SHARED, "up", "--servers-only", "--free-ports", "--backend-port", BACKEND_PORT)
                .awaitReady();
        outputWhenReady = stack.output();
        addresses = stack.addresses();
    }

    @AfterAll
    static void stop() {
        stack.terminate();
        stack.awaitExit();
        for (String name : List.of("shared", "killed")) {
            Launcher.run(FOLDER.resolve(name), "reset", "--yes").awaitExit();
        }
    }

    @Test
    void shouldStartServersThatAnswer() throws Exception {
        URI database = URI.create(addresses.getProperty("MAINSTAY_NEO4J_URI"));

        assertThat(HealthCheck.tcp(database.getHost(), database.getPort()).isHealthy())
                .isTrue();
        assertThat(get(addresses.getProperty("MAINSTAY_ELASTICSEARCH_URI") + "/_cluster/health", null)
                        .get("cluster_name")
                        .asString())
                .isEqualTo("mainstay-local");
        assertThat(get(realm() + "/.well-known/openid-configuration", null)
                        .get("issuer")
                        .asString())
                .isEqualTo(realm());
    }

    static Stream<JsonNode> demoUsers() {
        return JSON.readTree(RealmTemplate.shipped().text())
                .get("users")
                .valueStream()
                .filter(user ->
                        Announcement.demoUsers().contains(user.get("username").asString()));
    }

    @ParameterizedTest
    @MethodSource("demoUsers")
    void shouldGiveEveryDemoUserATokenWithAudienceRoleGroupsAndClearance(JsonNode user) throws Exception {
        JsonNode claims = claims(token(Map.of(
                "grant_type",
                "password",
                "client_id",
                "mainstay-cli",
                "username",
                user.get("username").asString(),
                "password",
                RealmTemplate.DEMO_PASSWORD)));

        assertThat(claims.get("aud").asString()).isEqualTo("mainstay-api");
        assertThat(claims.get("iss").asString()).isEqualTo(realm());
        assertThat(claims.get("roles")).isEqualTo(user.get("realmRoles"));
        assertThat(claims.get("groups").valueStream())
                .containsExactlyInAnyOrderElementsOf(
                        user.get("groups").valueStream().toList());
        assertThat(claims.get("clearance").asString())
                .isEqualTo(user.at("/attributes/clearance/0").asString());
        assertThat(claims.get("sub").asString()).isNotBlank();
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(900);
    }

    @Test
    void shouldGiveAnIntegrationATokenOfItsOwn() throws Exception {
        JsonNode claims = claims(clientToken(
                "mainstay-integration", addresses.getProperty("MAINSTAY_KEYCLOAK_INTEGRATION_CLIENT_SECRET")));

        assertThat(claims.get("aud").asString()).isEqualTo("mainstay-api");
        assertThat(claims.at("/roles/0").asString()).isEqualTo("integration");
    }

    @Test
    void shouldLetTheBackendReadPeopleAndGroupsButChangeNothing() throws Exception {
        String token = clientToken(
                addresses.getProperty("MAINSTAY_KEYCLOAK_ADMIN_CLIENT_ID"),
                addresses.getProperty("MAINSTAY_KEYCLOAK_ADMIN_CLIENT_SECRET"));
        String admin = addresses.getProperty("MAINSTAY_KEYCLOAK_URL") + "/admin/realms/mainstay";

        int known = JSON.readTree(RealmTemplate.people()).get("users").size();
        assertThat(get(admin + "/users/count", token).asInt())
                .isEqualTo(Announcement.demoUsers().size() + known);
        assertThat(get(admin + "/groups?briefRepresentation=false", token)
                        .at("/0/attributes/kind/0")
                        .asString())
                .isEqualTo("ORGANISATION");
        HttpRequest creation = HttpRequest.newBuilder(URI.create(admin + "/users"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"username\":\"intruder\"}"))
                .build();
        assertThat(HTTP.send(creation, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldDemandAProofKeyFromTheConsole() throws Exception {
        String challenge = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        String local = "http://localhost:" + BACKEND_PORT + "/graphiql/";

        assertThat(authorize(local, challenge).statusCode()).isEqualTo(200);
        assertThat(authorize(local, "").headers().firstValue("Location").orElse(""))
                .contains("error=invalid_request");
    }

    @Test
    void shouldHaveSaidAllOnceItsFileIsThere() {
        assertThat(outputWhenReady)
                .contains("Log in as", SHARED.resolve("stack.properties").toString(), "Stop with");
    }

    @Test
    void shouldSayThatItRunsWhenStartedAgain() {
        Launcher second = Launcher.run(SHARED, "up", "--servers-only", "--free-ports");

        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.output()).contains("already runs: process " + stack.pid());
        Launcher status = Launcher.run(SHARED, "status");
        assertThat(status.awaitExit()).isZero();
        assertThat(status.output()).contains("all ready", addresses.getProperty("MAINSTAY_NEO4J_URI"));
    }

    /** The backend is missing here, so its port is all that a person may get wrong. */
    @Test
    void shouldSayWhatIsWrongWithAPortAndShowNoStackTrace() {
        String busy = URI.create(addresses.getProperty("MAINSTAY_KEYCLOAK_URL")).getPort() + "";
        Launcher launcher =
                Launcher.run(FOLDER.resolve("killed"), "up", "--servers", "keycloak", "--keycloak-port", busy);

        assertThat(launcher.awaitExit()).isEqualTo(1);
        assertThat(launcher.output())
                .contains("Port " + busy + ", wanted for keycloak, is held by process ")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void shouldListenOnLoopbackAlone() throws IOException {
        assumeThat(Files.isReadable(Path.of("/proc/net/tcp"))).isTrue();
        List<Long> pids = Stream.of(ServerName.NEO4J, ServerName.ELASTICSEARCH, ServerName.KEYCLOAK)
                .flatMap(server -> stack.recorded(server).stream())
                .map(ProcessIdentity::pid)
                .toList();

        assertThat(ListeningSockets.of(pids)).isNotEmpty().allMatch(ListeningSockets.Address::isLoopback);
    }

    @Test
    void shouldCleanUpAfterAKilledLauncherAndStartADeadServerAgain() throws Exception {
        Path data = FOLDER.resolve("killed");
        Launcher killed =
                Launcher.run(data, "up", "--servers", "neo4j", "--free-ports").awaitReady();
        List<ProcessIdentity> orphans = processes(killed);
        killed.kill();
        assertThat(orphans).isNotEmpty().allMatch(ProcessIdentity::isAlive);

        Launcher next =
                Launcher.run(data, "up", "--servers", "neo4j", "--free-ports").awaitReady();

        assertThat(orphans).noneMatch(ProcessIdentity::isAlive);
        assertThat(next.output()).contains("still runs without its launcher");

        Properties before = next.addresses();
        List<String> log = Files.readAllLines(data.resolve("logs/neo4j.log"));
        next.recorded(ServerName.NEO4J).getLast().handle().orElseThrow().destroyForcibly();

        Awaitility.await("the death to be noticed")
                .atMost(Duration.ofMinutes(1))
                .until(() -> next.output().contains("is started again"));
        next.awaitReady();
        assertThat(next.output())
                .contains("neo4j ended with status")
                .contains("The end of " + data.resolve("logs/neo4j.log"))
                .contains(log.getLast());
        assertThat(next.addresses()).isEqualTo(before);
        URI database = URI.create(before.getProperty("MAINSTAY_NEO4J_URI"));
        assertThat(HealthCheck.tcp(database.getHost(), database.getPort()).isHealthy())
                .isTrue();

        List<ProcessIdentity> servers = processes(next);
        next.terminate();
        assertThat(next.awaitExit()).isEqualTo(143);
        assertThat(servers).isNotEmpty().noneMatch(ProcessIdentity::isAlive);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldLeaveNothingAfterTermination() {
        List<ProcessIdentity> servers = processes(stack);
        assertThat(servers).hasSizeGreaterThanOrEqualTo(4).allMatch(ProcessIdentity::isAlive);

        stack.terminate();

        assertThat(stack.awaitExit()).isEqualTo(143);
        assertThat(servers).noneMatch(ProcessIdentity::isAlive);
        assertThat(SHARED.resolve("stack.properties")).doesNotExist();
        assertThat(SHARED.resolve("run")).isDirectoryNotContaining("glob:**.pid");
    }

    private static List<ProcessIdentity> processes(Launcher launcher) {
        List<ProcessIdentity> all = new ArrayList<>();
        for (ServerName server : ServerName.values()) {
            all.addAll(launcher.recorded(server));
        }
        return all;
    }

    private static String realm() {
        return addresses.getProperty("MAINSTAY_KEYCLOAK_URL") + "/realms/mainstay";
    }

    private static String clientToken(String client, String secret) throws Exception {
        return token(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    private static String token(Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).get("access_token").asString();
    }

    private static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static JsonNode get(String address, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> authorize(String redirect, String challenge) throws Exception {
        String query = "?client_id=mainstay-console&response_type=code&scope=openid&redirect_uri="
                + URLEncoder.encode(redirect, StandardCharsets.UTF_8) + challenge;
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(realm() + "/protocol/openid-connect/auth" + query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
