// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestDirectory;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebTest
class AuthenticationTest {

    private static final String QUERY = "{ viewer { id } }";

    @Autowired
    private GraphQlClient client;

    private final TestTokens agent = TestTokens.as(Role.AGENT);

    @Test
    void shouldAcceptToken() {
        assertThat(client.execute(agent.token(), QUERY).status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseRequestWithoutToken() {
        HttpResponse<String> response = client.exchange(client.request("/graphql")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ viewer { id } }\"}"))
                .build());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        assertThat(response.body()).contains("\"errors\"").contains("UNAUTHENTICATED");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** RFC 9728. */
    @Test
    void shouldTellClientsWhereToGetTokens() {
        HttpResponse<String> response = client.exchange(
                client.request("/.well-known/oauth-protected-resource").GET().build());

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode metadata = JsonMapper.shared().readTree(response.body());
        assertThat(metadata.at("/authorization_servers/0").asString())
                .isEqualTo(TestIssuer.shared().issuer());
        assertThat(metadata.at("/bearer_methods_supported/0").asString()).isEqualTo("header");
        assertThat(metadata.at("/tls_client_certificate_bound_access_tokens").asBoolean())
                .isFalse();
    }

    static List<Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>>> badClaims() {
        return List.of(
                Map.entry(
                        "expired",
                        claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(120)))
                                .expirationTime(Date.from(Instant.now().minusSeconds(60)))),
                Map.entry(
                        "expired before it was made",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60)))),
                Map.entry("without expiry", claims -> claims.expirationTime(null)),
                Map.entry(
                        "not yet valid",
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(300)))),
                Map.entry("another issuer", claims -> claims.issuer("https://elsewhere.example/realms/mainstay")),
                Map.entry("another audience", claims -> claims.audience("account")),
                Map.entry("without audience", claims -> claims.audience(List.of())),
                Map.entry("without subject", claims -> claims.subject(null)));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void shouldRefuseTokenThatIs(Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>> bad) {
        refused(agent.token(TestIssuer.shared(), bad.getValue()));
    }

    @Test
    void shouldRefuseTokenOfForeignKey() {
        try (TestIssuer foreign = new TestIssuer()) {
            refused(agent.token(
                    foreign, claims -> claims.issuer(TestIssuer.shared().issuer())));
        }
    }

    @Test
    void shouldRefuseTamperedAndUnsignedTokens() {
        String[] parts = agent.token().split("\\.");
        String[] other = TestTokens.as(Role.ADMINISTRATOR).token().split("\\.");

        refused(parts[0] + "." + other[1] + "." + parts[2]);
        refused("eyJhbGciOiJub25lIn0." + parts[1] + ".");
        refused("nonsense");
    }

    @Test
    void shouldRefuseDeactivatedPersonAtOnce() {
        String token = agent.token();
        assertThat(client.execute(token, QUERY).status()).isEqualTo(200);

        TestDirectory.deactivate(agent.personId());

        GraphQlAnswer answer = client.execute(token, QUERY);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().toString()).contains("deactivated");
    }

    @Test
    void shouldWorkOnWhileIssuerIsAway() {
        String token = agent.token();
        client.execute(token, QUERY).withoutErrors();
        TestIssuer.shared().setAway(true);
        try {
            client.execute(token, QUERY).withoutErrors();
            client.execute(agent.token(), QUERY).withoutErrors();
        } finally {
            TestIssuer.shared().setAway(false);
        }
    }

    @Test
    void shouldShareNothingWithForeignOrigins() {
        HttpResponse<String> preflight = client.exchange(client.request("/graphql")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void shouldOpenProbesOnly() {
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);
        assertThat(status("/livez")).isEqualTo(200);
        assertThat(status("/readyz")).isEqualTo(200);
        assertThat(status("/actuator/health")).isEqualTo(401);
        assertThat(status("/actuator/health/diskSpace")).isEqualTo(401);
        assertThat(status("/actuator/prometheus")).isEqualTo(401);
        assertThat(status("/actuator/info")).isEqualTo(401);
        assertThat(status("/actuator/env")).isEqualTo(401);
        assertThat(status("/actuator")).isEqualTo(401);
        assertThat(status("/anything")).isEqualTo(401);
    }

    @Test
    void shouldTellNobodyWithoutTokenOfWhatReadinessConsists() {
        assertThat(client.exchange(client.request("/actuator/health/readiness").build())
                        .body())
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldShowMetersAndPartsToAdministratorsAndIntegrations(Role role) {
        String token = TestTokens.as(role).token();
        int expected = role == Role.ADMINISTRATOR || role == Role.INTEGRATION ? 200 : 403;

        assertThat(status("/actuator/prometheus", token)).isEqualTo(expected);
        assertThat(status("/actuator/health", token)).isEqualTo(expected);
        assertThat(status("/actuator/info", token)).isEqualTo(expected);
    }

    @Test
    void shouldSayInTheUsualFormWhoMaySeeMeters() {
        HttpResponse<String> answer = client.exchange(client.request("/actuator/prometheus")
                .header("Authorization", "Bearer " + agent.token())
                .build());

        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .at("/errors/0/extensions/code")
                        .asString())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void shouldReturnRequestId() {
        assertThat(requestId("abc-123")).isEqualTo("abc-123");
        assertThat(requestId("with space")).matches("[0-9a-f-]{36}");
        assertThat(requestId("x".repeat(65))).matches("[0-9a-f-]{36}");
    }

    private String requestId(String offered) {
        return client.exchange(client.request("/actuator/health/liveness")
                        .header("X-Request-Id", offered)
                        .build())
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    private int status(String path, String token) {
        return client.exchange(client.request(path)
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    private int status(String path) {
        return client.exchange(client.request(path).build()).statusCode();
    }

    private void refused(String token) {
        GraphQlAnswer answer = client.execute(token, QUERY);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCodes()).containsExactly("UNAUTHENTICATED");
    }
}
