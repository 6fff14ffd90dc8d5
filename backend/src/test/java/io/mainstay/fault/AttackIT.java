// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks a backend as {@code ./mainstay up} runs it, with all settings as they come: it stands, its workers work on, and an
 * innocent client is answered meanwhile. {@link UnguardedAttackIT} shows that each attack does harm without its safeguard.
 */
@Order(FaultStack.LAST)
class AttackIT {

    private static AttackRange range;

    @BeforeAll
    static void prepare() {
        range = new AttackRange("attacked", FaultStack.prepare(), Map.of());
        range.fill();
    }

    @AfterAll
    static void end() {
        range.close();
    }

    static List<Attack> attacks() {
        return Attacks.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldStand(Attack attack) throws Exception {
        long failedWorkers = range.logged("failed and will be tried again");

        AttackRange.Outcome outcome = range.stand(attack);

        System.out.printf(
                "%s: the innocent client's p95 %d ms, quiet %d ms, ratio %.1f; %d answers; the attacker met %s%n",
                attack.name(),
                outcome.attacked().p95().toMillis(),
                outcome.quiet().p95().toMillis(),
                outcome.ratio(),
                outcome.attacked().answered(),
                outcome.report());
        assertThat(outcome.alive()).as("the backend lives").isTrue();
        range.awaitReady();
        assertThat(outcome.attacked().failures()).as("of the innocent client").isEmpty();
        assertThat(range.logged("failed and will be tried again"))
                .as("rounds of workers that failed")
                .isEqualTo(failedWorkers);
    }
}
