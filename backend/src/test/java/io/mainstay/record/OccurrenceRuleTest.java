// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OccurrenceRuleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Principal AGENT = new Principal(
            "agent",
            "Agent",
            "org",
            Set.of(),
            Set.of(),
            Set.of(Permission.INCIDENT_WORK),
            Visibility.everything("agent"));

    private final OccurrenceRule rule = new OccurrenceRule(() -> NOW);

    @Test
    void shouldBeNowWhenNobodySaysOtherwise() {
        assertThat(rule.resolve(AGENT, null)).isEqualTo(new Occurrence(NOW, NOW, false));
    }

    @Test
    void shouldKeepBothInstantsOfABackdatedEvent() {
        Instant earlier = NOW.minusSeconds(60);

        assertThat(rule.resolve(Principal.SYSTEM, earlier)).isEqualTo(new Occurrence(earlier, NOW, true));
    }

    @Test
    void shouldForbidBackdatingWithoutPermission() {
        assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> rule.resolve(AGENT, NOW))
                .satisfies(refusal -> assertThat(refusal.permission()).isEqualTo(Permission.RECORD_BACKDATE));
    }

    @Test
    void shouldRefuseTheFuture() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> rule.resolve(Principal.SYSTEM, NOW.plusMillis(1)))
                .satisfies(OccurrenceRuleTest::isInvalidTime);
    }

    @Test
    void shouldRefuseAnInstantBeforeTheLastEvent() {
        Occurrence named = new Occurrence(NOW.minusSeconds(60), NOW, true);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> named.after(NOW.minusSeconds(59)))
                .satisfies(OccurrenceRuleTest::isInvalidTime);
        assertThat(named.after(NOW.minusSeconds(60))).isEqualTo(named);
    }

    @Test
    void shouldNotRefuseACallThatWaitedForTheLock() {
        Occurrence overtaken = new Occurrence(NOW, NOW, false);

        assertThat(overtaken.after(NOW.plusMillis(5)).occurredAt()).isEqualTo(NOW.plusMillis(5));
    }

    private static void isInvalidTime(RefusedException refusal) {
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo(UserErrorCode.INVALID_TIME));
    }
}
