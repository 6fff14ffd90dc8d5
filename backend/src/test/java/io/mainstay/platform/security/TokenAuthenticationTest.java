// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.platform.time.MachineClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

@ExtendWith(OutputCaptureExtension.class)
class TokenAuthenticationTest {

    private static final Jwt TOKEN = Jwt.withTokenValue("token")
            .header("alg", "RS256")
            .subject("somebody")
            .build();

    @Test
    void shouldLogOneTraceAMinuteWhileNoKeysCanBeRead(CapturedOutput output) {
        flood(_ -> {
            throw new JwtException("Keycloak is away");
        });

        assertThat(lines(output, "A token cannot be verified")).isEqualTo(1);
        assertThat(lines(output, "JwtException: Keycloak is away")).isEqualTo(1);
    }

    @Test
    void shouldLogOneTraceAMinuteWhileTheGraphIsAway(CapturedOutput output) {
        flood(_ -> TOKEN);

        assertThat(lines(output, "A token cannot be verified")).isEqualTo(1);
        assertThat(lines(output, "IllegalStateException: the graph is away")).isEqualTo(1);
    }

    private static void flood(JwtDecoder decoder) {
        TokenAuthentication tokens = new TokenAuthentication(
                decoder,
                new PrincipalFactory(
                        _ -> {
                            throw new IllegalStateException("the graph is away");
                        },
                        new MachineClock()),
                new RefusedTokens(
                        new SimpleMeterRegistry(),
                        new MachineClock(),
                        SecurityPropertiesTest.with("http://localhost"),
                        (_, _) -> {}));
        for (int request = 0; request < 100; request++) {
            assertThatThrownBy(() -> tokens.authenticate("token")).isInstanceOf(AuthenticationServiceException.class);
        }
    }

    private static long lines(CapturedOutput output, String text) {
        return output.getOut().lines().filter(line -> line.contains(text)).count();
    }
}
