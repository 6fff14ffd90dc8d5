// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestDirectory;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** Each refused token leaves a count and a line that says why and, when it was really of the issuer, whose it was. */
@WebTest
@TestPropertySource(properties = "mainstay.security.refused-token-lines=100000")
@ExtendWith(OutputCaptureExtension.class)
class TokenTraceTest {

    private static final String QUERY = "{ viewer { id } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private MeterRegistry meters;

    /** A token that is refused, why, and whether its subject may be believed. */
    record Refused(String reason, TestTokens person, String token, boolean known) {

        @Override
        public String toString() {
            return reason;
        }
    }

    static List<Refused> refused() {
        return List.of(
                // a token that ended before it was made would be none at all
                claims(
                        "EXPIRED",
                        set -> set.issueTime(Date.from(Instant.now().minusSeconds(120)))
                                .expirationTime(Date.from(Instant.now().minusSeconds(60)))),
                claims(
                        "NOT_YET_VALID",
                        set -> set.notBeforeTime(Date.from(Instant.now().plusSeconds(300)))),
                claims("WRONG_ISSUER", set -> set.issuer("https://elsewhere.example/realms/mainstay")),
                claims("WRONG_AUDIENCE", set -> set.audience("account")),
                claims("INCOMPLETE", set -> set.expirationTime(null)),
                foreignKey(),
                altered(),
                unsigned(),
                new Refused("MALFORMED", TestTokens.as(Role.AGENT), "nonsense", false),
                deactivated());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldBeLeftOverHttp(Refused refused, CapturedOutput output) {
        double before = count(refused.reason());

        assertThat(client.execute(refused.token(), QUERY).status()).isEqualTo(401);

        assertTraced(refused, before, output);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldBeLeftOverAWebSocket(Refused refused, CapturedOutput output) {
        double before = count(refused.reason());

        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(refused.token())) {
            assertThat(socket.closeCode()).isEqualTo(refused.reason().equals("DEACTIVATED") ? 4403 : 4401);
        }

        assertTraced(refused, before, output);
    }

    /** What cannot even be a token is refused before it is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret with spaces", "Bearer ", "Basic s3cret", "s3cret"})
    void shouldBeLeftByWhatIsNoToken(String authorization, CapturedOutput output) {
        double before = count("MALFORMED");

        assertThat(client.exchange(client.request("/graphql")
                                .header("Authorization", authorization)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(401);

        assertThat(count("MALFORMED")).isEqualTo(before + 1);
        assertThat(output).contains("A token is refused: MALFORMED").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Bearer s3cret with spaces\"",
                "\"Bearer \"",
                "\"Basic s3cret\"",
                "\"s3cret\"",
                "\"\"",
                "1",
                "[\"Bearer s3cret\"]"
            })
    void shouldBeLeftByWhatIsNoTokenOverAWebSocket(String authorization, CapturedOutput output) {
        double before = count("MALFORMED");

        init("{\"authorization\": " + authorization + "}");

        assertThat(count("MALFORMED")).isEqualTo(before + 1);
        assertThat(output).contains("A token is refused: MALFORMED").doesNotContain("s3cret");
    }

    @Test
    void shouldNotBeLeftByARequestWithoutToken() {
        double before = count();

        client.exchange(client.request("/graphql").GET().build());
        init("{}");
        init("{\"Authorization\": null}");

        assertThat(count()).isEqualTo(before);
    }

    private void init(String payload) {
        try (GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws"))) {
            socket.sendText("{\"type\": \"connection_init\", \"payload\": " + payload + "}");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    private double count() {
        return meters.get("mainstay.security.refused.tokens").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void assertTraced(Refused refused, double before, CapturedOutput output) {
        assertThat(count(refused.reason())).isEqualTo(before + 1);
        String line = "A token is refused: " + refused.reason();
        String person = refused.person().personId();
        assertThat(output.getOut().lines().filter(each -> each.contains(line)))
                .singleElement()
                .satisfies(each -> assertThat(each.endsWith(", of " + person)).isEqualTo(refused.known()));
        assertThat(output.getOut()).doesNotContain(refused.token());
        if (!refused.known()) {
            assertThat(output.getOut()).doesNotContain(person);
        }
    }

    private double count(String reason) {
        return meters.get("mainstay.security.refused.tokens")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static Refused claims(String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
        TestTokens person = TestTokens.as(Role.AGENT);
        return new Refused(reason, person, person.token(TestIssuer.shared(), change), true);
    }

    private static Refused foreignKey() {
        TestTokens person = TestTokens.as(Role.AGENT);
        try (TestIssuer foreign = new TestIssuer()) {
            String token =
                    person.token(foreign, set -> set.issuer(TestIssuer.shared().issuer()));
            return new Refused("UNKNOWN_KEY", person, token, false);
        }
    }

    private static Refused altered() {
        TestTokens person = TestTokens.as(Role.AGENT);
        String[] parts = person.token().split("\\.");
        String[] other = TestTokens.as(Role.ADMINISTRATOR).token().split("\\.");
        return new Refused("BAD_SIGNATURE", person, parts[0] + "." + other[1] + "." + parts[2], false);
    }

    private static Refused unsigned() {
        TestTokens person = TestTokens.as(Role.AGENT);
        return new Refused(
                "BAD_SIGNATURE", person, "eyJhbGciOiJub25lIn0." + person.token().split("\\.")[1] + ".", false);
    }

    private static Refused deactivated() {
        TestTokens person = TestTokens.as(Role.AGENT);
        String token = person.token();
        TestDirectory.deactivate(person.personId());
        return new Refused("DEACTIVATED", person, token, true);
    }
}
