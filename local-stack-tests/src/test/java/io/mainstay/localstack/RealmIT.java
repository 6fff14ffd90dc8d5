// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a real Keycloak makes of the shipped realms: the local stack's, and the chart's as a second one. The stack was started
 * before with the backend on another port.
 */
class RealmIT {

    private static final Path FOLDER = Path.of("target/realm-it").toAbsolutePath();
    private static final Path DATA = FOLDER.resolve("stack");
    private static final Path OF_CHART = Path.of("../helm/mainstay/files/mainstay-realm.json");
    private static final int PORT_BEFORE = 18_081;
    private static final int PORT = 18_082;
    private static final String CHART = "mainstay-chart";
    private static final String CHART_URL = "https://mainstay.example.org";
    private static final String PASSWORD = "correct-horse-battery";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE =
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    private static final List<String> CLIENTS = List.of("mainstay-console", "mainstay-cli", "mainstay-integration");
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final Pattern TOTP_SECRET = Pattern.compile("name=\"totpSecret\" value=\"([^\"]+)\"");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Launcher stack;
    private static Properties addresses;
    private static String keycloak;
    private static String master;

    @BeforeAll
    static void start() throws Exception {
        Folders.delete(FOLDER);
        Launcher before = up(PORT_BEFORE);
        before.terminate();
        before.awaitExit();
        stack = up(PORT);
        addresses = stack.addresses();
        keycloak = addresses.getProperty("MAINSTAY_KEYCLOAK_URL");
        master = JSON.readTree(token(
                                "master",
                                Map.of(
                                        "grant_type",
                                        "password",
                                        "client_id",
                                        "admin-cli",
                                        "username",
                                        "admin",
                                        "password",
                                        secret("keycloak.admin.password")))
                        .body())
                .get("access_token")
                .asString();
        importRealmOfChart();
    }

    @AfterAll
    static void stop() {
        stack.terminate();
        stack.awaitExit();
        Launcher.run(DATA, "reset", "--yes").awaitExit();
    }

    static Stream<String> people() {
        return Announcement.demoUsers().stream();
    }

    @ParameterizedTest
    @MethodSource("people")
    void shouldGiveTokensForMainstayAloneWithNoRolesButItsOwn(String person) {
        assertForMainstayAlone(claims(password("mainstay-cli", person)));
    }

    @Test
    void shouldGiveBrowsersTokensForMainstayAlone() throws Exception {
        Browser browser = new Browser();
        String redirect = "http://localhost:" + PORT + "/graphiql/";
        HttpResponse<String> answer = browser.submit(
                browser.authorize("mainstay", redirect), Map.of("username", "administrator", "password", "mainstay"));

        assertForMainstayAlone(of("mainstay", redirect, answer));
    }

    /** What the token says that a browser gets with the code in an answer; when they signed in too, which an approval may ask for. */
    private static JsonNode of(String realm, String redirect, HttpResponse<String> answer) throws Exception {
        HttpResponse<String> tokens = token(
                realm,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "mainstay-console",
                        "code",
                        found(CODE, answer.headers().firstValue("Location").orElseThrow()),
                        "redirect_uri",
                        redirect,
                        "code_verifier",
                        VERIFIER));
        JsonNode claims = claims(JSON.readTree(tokens.body()));
        assertThat(claims.path("auth_time").asLong())
                .as("when they signed in")
                .isCloseTo(Instant.now().getEpochSecond(), Offset.offset(120L));
        return claims;
    }

    @Test
    void shouldGiveAnIntegrationATokenForMainstayAlone() {
        JsonNode claims = claims(
                service("mainstay-integration", addresses.getProperty("MAINSTAY_KEYCLOAK_INTEGRATION_CLIENT_SECRET")));

        assertForMainstayAlone(claims);
        assertThat(claims.path("auth_time").asLong())
                .as("a program signs in never")
                .isZero();
    }

    @Test
    void shouldGiveTheBackendARightToReadPeopleAndNoTokenForTheApi() throws Exception {
        JsonNode answer = service("mainstay-backend", addresses.getProperty("MAINSTAY_KEYCLOAK_ADMIN_CLIENT_SECRET"));
        JsonNode claims = claims(answer);
        String token = answer.get("access_token").asString();

        assertThat(claims.get("aud").asString()).isEqualTo("realm-management");
        assertThat(claims.at("/resource_access/realm-management/roles")
                        .valueStream()
                        .map(JsonNode::asString))
                .as("view-users and what it consists of")
                .containsExactlyInAnyOrder("view-users", "query-users", "query-groups");
        assertThat(claims.has("realm_access")).isFalse();
        assertThat(get("/admin/realms/mainstay/users", token).statusCode()).isEqualTo(200);
        assertThat(get("/admin/realms/mainstay/groups", token).statusCode()).isEqualTo(200);
        assertThat(get("/admin/realms/mainstay/clients", token).statusCode()).isEqualTo(403);
        assertThat(get("/admin/realms/mainstay/events", token).statusCode()).isEqualTo(403);
    }

    /** Also when the person administers Keycloak: a token of the API is not good for that. */
    @Test
    void shouldRefuseATokenOfTheApiToAdministerKeycloak() throws Exception {
        String id = find("/admin/realms/mainstay/users?exact=true&username=administrator");
        String management = find("/admin/realms/mainstay/clients?clientId=realm-management");
        JsonNode role = JSON.readTree(get("/admin/realms/mainstay/clients/" + management + "/roles/realm-admin", master)
                .body());
        String granted = "/admin/realms/mainstay/users/" + id + "/role-mappings/clients/" + management;
        assertThat(send("POST", granted, JSON.writeValueAsString(List.of(role))).statusCode())
                .isEqualTo(204);

        JsonNode answer = password("mainstay-cli", "administrator");

        assertForMainstayAlone(claims(answer));
        for (String path : List.of("/users", "/groups", "/clients", "/roles", "/events")) {
            assertThat(get(
                                    "/admin/realms/mainstay" + path,
                                    answer.get("access_token").asString())
                            .statusCode())
                    .as(path)
                    .isIn(401, 403);
        }
    }

    @Test
    void shouldTakeEachRefreshTokenOnce() {
        String first = password("mainstay-cli", "agent").get("refresh_token").asString();

        HttpResponse<String> second = refresh(first);
        assertThat(second.statusCode()).isEqualTo(200);

        assertThat(refresh(first).statusCode()).as("used before").isEqualTo(400);
        assertThat(refresh(JSON.readTree(second.body()).get("refresh_token").asString())
                        .statusCode())
                .as("that of a session in which one was used twice")
                .isEqualTo(400);
    }

    @Test
    void shouldGiveNoTokenThatOutlivesTheSession() {
        HttpResponse<String> offline = token(
                "mainstay",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "mainstay-cli",
                        "username",
                        "agent",
                        "password",
                        "mainstay",
                        "scope",
                        "offline_access"));

        assertThat(offline.statusCode()).isEqualTo(400);
        assertThat(offline.body()).contains("invalid_scope");
    }

    /** The addresses follow the port of this start, and no other is as good. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost:18082/graphiql/, 200",
        "http://127.0.0.1:18082/graphiql/, 200",
        "http://localhost:18081/graphiql/, 400",
        "http://localhost/graphiql/, 400",
        "http://localhost:18082/, 400",
        "http://localhost:18082/graphiql/x, 400",
        "http://localhost:18082/graphiql/../x, 400",
        "http://localhost:18082/graphiql/?x=y, 400",
        "https://localhost:18082/graphiql/, 400",
        "http://localhost:18082@elsewhere.example/graphiql/, 400",
        "http://elsewhere.example/graphiql/, 400"
    })
    void shouldReturnBrowsersToListedAddressesOnly(String redirect, int status) throws Exception {
        assertThat(new Browser().authorize("mainstay", redirect).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"https://mainstay.example.org/graphiql/, 200", "https://mainstay.example.org/, 400"})
    void shouldReturnBrowsersToListedAddressesOnlyInTheChartsRealm(String redirect, int status) throws Exception {
        assertThat(new Browser().authorize(CHART, redirect).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mainstay", CHART})
    void shouldHaveClientsWithExactAddressesAndRolesOfMainstayOnly(String realm) throws Exception {
        JsonNode clients = JSON.readTree(
                get("/admin/realms/" + realm + "/clients?max=100", master).body());
        List<JsonNode> own = clients.valueStream()
                .filter(client -> client.get("clientId").asString().startsWith("mainstay-"))
                .toList();

        assertThat(own).hasSize(realm.equals(CHART) ? 3 : 4).allSatisfy(client -> {
            assertThat(client.get("fullScopeAllowed").asBoolean()).isFalse();
            assertThat(client.get("redirectUris").toString()).doesNotContain("*");
            assertThat(client.get("webOrigins").toString()).doesNotContain("*").doesNotContain("+");
            assertThat(client.get("optionalClientScopes")).isEmpty();
            assertThat(client.get("implicitFlowEnabled").asBoolean()).isFalse();
            assertThat(client.get("directAccessGrantsEnabled").asBoolean())
                    .isEqualTo(client.get("clientId").asString().equals("mainstay-cli"));
        });
        assertThat(clients.valueStream()
                        .filter(client -> client.get("enabled").asBoolean()
                                && client.get("directAccessGrantsEnabled").asBoolean())
                        .map(client -> client.get("clientId").asString()))
                .as("who takes passwords outside a browser")
                .isEqualTo(realm.equals(CHART) ? List.of() : List.of("mainstay-cli"));
        Map<String, JsonNode> scopes = new TreeMap<>();
        for (JsonNode client : own) {
            scopes.put(
                    client.get("clientId").asString(),
                    JSON.readTree(get(
                                    "/admin/realms/%s/clients/%s/scope-mappings"
                                            .formatted(realm, client.get("id").asString()),
                                    master)
                            .body()));
        }
        scopes.forEach((client, scope) -> {
            if (CLIENTS.contains(client)) {
                assertThat(scope.path("realmMappings")
                                .valueStream()
                                .map(role -> role.get("name").asString()))
                        .as(client)
                        .containsExactlyInAnyOrderElementsOf(rolesOfMainstay());
                assertThat(scope.has("clientMappings")).as(client).isFalse();
            } else {
                assertThat(scope.has("realmMappings")).as(client).isFalse();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"mainstay", CHART})
    void shouldRotateRefreshTokensAndSlowDownGuessing(String realm) throws Exception {
        JsonNode settings = JSON.readTree(get("/admin/realms/" + realm, master).body());

        assertThat(settings.get("revokeRefreshToken").asBoolean()).isTrue();
        assertThat(settings.get("refreshTokenMaxReuse").asInt()).isZero();
        assertThat(settings.get("bruteForceProtected").asBoolean()).isTrue();
        assertThat(settings.get("failureFactor").asInt()).isLessThanOrEqualTo(10);
    }

    @Test
    void shouldHaveAdministratorsOfTheChartsRealmSetUpASecondFactorAndAskForItFromThenOn() throws Exception {
        createPerson("second-administrator", "administrator");
        Browser first = new Browser();

        HttpResponse<String> setUp = first.login("second-administrator");
        assertThat(setUp.body()).contains("kc-totp-settings-form");
        String secret = found(TOTP_SECRET, setUp.body());
        HttpResponse<String> wrong =
                first.submit(setUp, Map.of("totp", "000000", "totpSecret", secret, "userLabel", ""));
        assertThat(wrong.body()).contains("kc-totp-settings-form");
        assertThat(first.settle(first.submit(
                                wrong, Map.of("totp", oneTimeCode(secret), "totpSecret", secret, "userLabel", "")))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).startsWith(CHART_URL + "/graphiql/?"));

        HttpResponse<String> next = new Browser().login("second-administrator");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).contains("kc-otp-login-form");
    }

    @Test
    void shouldLetOthersInWithTheirPassword() throws Exception {
        createPerson("an-agent", "agent");

        HttpResponse<String> answer = new Browser().login("an-agent");

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location)
                        .startsWith(CHART_URL + "/graphiql/?")
                        .contains("code="));
        assertThat(of(CHART, CHART_URL + "/graphiql/", answer).path("aud").toString())
                .contains("mainstay-api");
        assertThat(JSON.readTree(get("/admin/realms/" + CHART + "/events?type=LOGIN", master)
                                .body())
                        .findValuesAsString("username"))
                .as("kept for those who look into logins")
                .contains("an-agent");
    }

    @Test
    void shouldHaveTheFirstAdministratorReplaceThePasswordToo() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> setUp = browser.login("administrator");
        String secret = found(TOTP_SECRET, setUp.body());

        HttpResponse<String> next = browser.settle(
                browser.submit(setUp, Map.of("totp", oneTimeCode(secret), "totpSecret", secret, "userLabel", "")));

        assertThat(next.body()).contains("kc-passwd-update-form");
    }

    @Test
    void shouldRefuseShortPasswordsInTheChartsRealm() throws Exception {
        createPerson("short-password", "agent");
        String id = find("/admin/realms/" + CHART + "/users?exact=true&username=short-password");

        HttpResponse<String> answer = send(
                "PUT",
                "/admin/realms/" + CHART + "/users/" + id + "/reset-password",
                "{\"type\": \"password\", \"value\": \"short\", \"temporary\": false}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalidPasswordMinLength");
    }

    private static void assertForMainstayAlone(JsonNode claims) {
        assertThat(claims.get("aud").isString()).as("one audience").isTrue();
        assertThat(claims.get("aud").asString()).isEqualTo("mainstay-api");
        assertThat(claims.has("resource_access")).as("roles of other clients").isFalse();
        assertThat(claims.at("/realm_access/roles").valueStream().map(JsonNode::asString))
                .hasSize(1)
                .allMatch(rolesOfMainstay()::contains);
    }

    private static List<String> rolesOfMainstay() {
        return JSON.readTree(RealmTemplate.shipped().text())
                .at("/roles/realm")
                .valueStream()
                .map(role -> role.get("name").asString())
                .toList();
    }

    private static Launcher up(int backendPort) {
        return Launcher.run(
                        DATA,
                        "up",
                        "--servers",
                        "keycloak",
                        "--free-ports",
                        "--backend-port",
                        Integer.toString(backendPort))
                .awaitReady();
    }

    /** As the chart's Keycloak imports it, but under a name of its own. */
    private static void importRealmOfChart() throws Exception {
        String text = Files.readString(OF_CHART)
                .replace("${MAINSTAY_URL}", CHART_URL)
                .replace("${MAINSTAY_ORGANISATION}", "Organisation")
                .replace("${MAINSTAY_ADMINISTRATOR_PASSWORD}", PASSWORD)
                .replace("${MAINSTAY_BACKEND_SECRET}", "backend-secret")
                .replace("${MAINSTAY_INTEGRATION_SECRET}", "integration-secret");
        ObjectNode realm = (ObjectNode) JSON.readTree(text);
        realm.put("realm", CHART);
        HttpResponse<String> answer = send("POST", "/admin/realms", JSON.writeValueAsString(realm));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static void createPerson(String username, String role) throws Exception {
        String users = "/admin/realms/" + CHART + "/users";
        assertThat(send("POST", users, """
                                {"username": "%s", "enabled": true, "email": "%s@mainstay.invalid", "firstName": "A",
                                 "lastName": "Person",
                                 "credentials": [{"type": "password", "value": "%s", "temporary": false}]}
                                """.formatted(username, username, PASSWORD))
                        .statusCode())
                .isEqualTo(201);
        String id = find(users + "?exact=true&username=" + username);
        JsonNode granted = JSON.readTree(
                get("/admin/realms/" + CHART + "/roles/" + role, master).body());
        assertThat(send("POST", users + "/" + id + "/role-mappings/realm", JSON.writeValueAsString(List.of(granted)))
                        .statusCode())
                .isEqualTo(204);
    }

    private static String find(String path) throws Exception {
        return JSON.readTree(get(path, master).body()).at("/0/id").asString();
    }

    private static String secret(String name) throws Exception {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(DATA.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        return secrets.getProperty(name);
    }

    private static JsonNode password(String client, String username) {
        return JSON.readTree(token(
                        "mainstay",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                client,
                                "username",
                                username,
                                "password",
                                RealmTemplate.DEMO_PASSWORD))
                .body());
    }

    private static JsonNode service(String client, String secret) {
        return JSON.readTree(token(
                        "mainstay",
                        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret))
                .body());
    }

    private static HttpResponse<String> refresh(String token) {
        return token(
                "mainstay", Map.of("grant_type", "refresh_token", "client_id", "mainstay-cli", "refresh_token", token));
    }

    private static HttpResponse<String> token(String realm, Map<String, String> form) {
        return exchange(
                HttpRequest.newBuilder(URI.create(addressOf() + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                        .build());
    }

    private static String addressOf() {
        return stack.addresses().getProperty("MAINSTAY_KEYCLOAK_URL");
    }

    private static JsonNode claims(JsonNode answer) {
        String token = answer.get("access_token").asString();
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static HttpResponse<String> get(String path, String token) {
        return exchange(HttpRequest.newBuilder(URI.create(keycloak + path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(keycloak + path))
                .header("Authorization", "Bearer " + master)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** RFC 6238, as authenticators make it: SHA-1, six digits, half a minute. */
    private static String oneTimeCode(String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                .putLong(Instant.now().getEpochSecond() / 30)
                .array()));
        int offset = hash.get(hash.capacity() - 1) & 0xf;
        return "%06d".formatted((hash.getInt(offset) & Integer.MAX_VALUE) % 1_000_000);
    }

    /** Keeps the cookies of one login, also those for HTTPS alone, and follows no redirect by itself. */
    private static final class Browser {

        private final Map<String, String> cookies = new TreeMap<>();

        HttpResponse<String> authorize(String realm, String redirect) {
            return get(keycloak + "/realms/" + realm
                    + "/protocol/openid-connect/auth?client_id=mainstay-console&response_type=code&scope=openid"
                    + "&redirect_uri=" + URLEncoder.encode(redirect, StandardCharsets.UTF_8) + CHALLENGE);
        }

        HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
            return send(
                    HttpRequest.newBuilder(URI.create(found(FORM, page.body()).replace("&amp;", "&")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
        }

        /** What the chart's realm shows, or where it leads to, once the password was right. */
        HttpResponse<String> login(String username) {
            return settle(submit(
                    authorize(CHART, CHART_URL + "/graphiql/"), Map.of("username", username, "password", PASSWORD)));
        }

        /** Goes where Keycloak sends within itself. */
        HttpResponse<String> settle(HttpResponse<String> answer) {
            String location = answer.headers().firstValue("Location").orElse("");
            return location.startsWith(keycloak) ? settle(get(location)) : answer;
        }

        HttpResponse<String> get(String address) {
            return send(HttpRequest.newBuilder(URI.create(address)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            if (!cookies.isEmpty()) {
                request.header("Cookie", String.join("; ", cookies.values()));
            }
            HttpResponse<String> answer = exchange(request.build());
            answer.headers().allValues("Set-Cookie").forEach(cookie -> {
                String pair = cookie.split(";", 2)[0];
                cookies.put(pair.split("=", 2)[0], pair);
            });
            return answer;
        }
    }
}
