// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.SystemClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusedTokensTest {

    private static final int LINES = 3;

    private final HandClock clock = new HandClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final RefusedTokens refused =
            new RefusedTokens(meters, clock, SecurityPropertiesTest.with("http://localhost"), (pause, work) -> {
                pauses.add(pause);
                later.add(work);
            });

    @Test
    void shouldShowEachReasonFromTheBeginning() {
        for (TokenRefusal reason : TokenRefusal.values()) {
            assertThat(count(reason)).isZero();
        }
    }

    @Test
    void shouldCountAllAndLogAFewOfAFlood(CapturedOutput output) {
        for (int token = 0; token < 1_000; token++) {
            refused.refused(TokenRefusal.EXPIRED, "somebody");
        }

        assertThat(count(TokenRefusal.EXPIRED)).isEqualTo(1_000);
        assertThat(lines(output, "A token is refused: EXPIRED, of somebody")).isEqualTo(LINES);
        assertThat(pauses).containsExactly(Duration.ofMinutes(1));

        later.getFirst().run();

        assertThat(lines(output, "997 more tokens were refused")).isEqualTo(1);
        later.getFirst().run();
        assertThat(lines(output, "more tokens were refused")).as("told once").isEqualTo(1);
    }

    @Test
    void shouldLogAgainAMinuteLater(CapturedOutput output) {
        for (int token = 0; token <= LINES; token++) {
            refused.refused(TokenRefusal.BAD_SIGNATURE, null);
        }
        clock.advance(Duration.ofMinutes(1));
        refused.refused(TokenRefusal.BAD_SIGNATURE, null);

        assertThat(lines(output, "A token is refused: BAD_SIGNATURE")).isEqualTo(LINES + 1);
    }

    @Test
    void shouldSayWhatWasLeftOutBeforeItEnds(CapturedOutput output) {
        for (int token = 0; token <= LINES; token++) {
            refused.refused(TokenRefusal.MALFORMED, null);
        }

        refused.destroy();

        assertThat(lines(output, "1 more tokens were refused")).isEqualTo(1);
    }

    @Test
    void shouldLogOneTraceOfAnOutageAndCountNoneAsRefused(CapturedOutput output) {
        for (int token = 0; token < 1_000; token++) {
            refused.unverifiable(new IllegalStateException("Keycloak is away"));
        }
        refused.refused(TokenRefusal.EXPIRED, "somebody");

        assertThat(lines(output, "A token cannot be verified")).isEqualTo(1);
        assertThat(lines(output, "IllegalStateException: Keycloak is away")).isEqualTo(1);
        assertThat(lines(output, "A token is refused: EXPIRED"))
                .as("has a limit of its own")
                .isEqualTo(1);
        for (TokenRefusal reason : TokenRefusal.values()) {
            assertThat(count(reason)).isEqualTo(reason == TokenRefusal.EXPIRED ? 1 : 0);
        }

        refused.destroy();

        assertThat(lines(output, "999 more tokens could not be verified")).isEqualTo(1);
    }

    @Test
    void shouldPutNothingUnusualIntoALine(CapturedOutput output) {
        refused.refused(TokenRefusal.WRONG_AUDIENCE, "x\n2026-11-30 everything is fine");

        assertThat(output).contains("WRONG_AUDIENCE, of an unusual subject").doesNotContain("everything is fine");
    }

    private double count(TokenRefusal reason) {
        return meters.get(RefusedTokens.METER)
                .tag("reason", reason.name())
                .counter()
                .count();
    }

    private static long lines(CapturedOutput output, String text) {
        return output.getOut().lines().filter(line -> line.contains(text)).count();
    }

    private static final class HandClock implements SystemClock {

        private Instant now = Instant.parse("2026-11-02T08:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }
}
