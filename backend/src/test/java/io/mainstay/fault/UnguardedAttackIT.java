// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the attacks of {@link AttackIT} are ones: without its safeguard each ends the backend or slows everybody. */
@Order(FaultStack.LAST)
@Tag("full")
class UnguardedAttackIT {

    private static final double HARM = 3;

    private static FaultStack stack;

    @BeforeAll
    static void prepare() {
        stack = FaultStack.prepare();
        try (AttackRange range = new AttackRange("before-attacks", stack, Map.of())) {
            range.fill();
        }
    }

    static List<Attack> attacks() {
        return Attacks.all().stream()
                .filter(attack -> !attack.withoutSafeguard().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldDoHarmWithoutTheSafeguard(Attack attack) throws Exception {
        try (AttackRange range = new AttackRange("unguarded", stack, attack.withoutSafeguard())) {
            AttackRange.Outcome outcome = range.stand(attack);
            System.out.printf(
                    "%s, unguarded: the backend %s; the innocent client's p95 %d ms, quiet %d ms, %d failures; the attacker met %s%n",
                    attack.name(),
                    outcome.alive() ? "lives" : "ended",
                    outcome.attacked().p95().toMillis(),
                    outcome.quiet().p95().toMillis(),
                    outcome.attacked().failures().size(),
                    outcome.report());
            assertThat(!outcome.alive() || !outcome.attacked().failures().isEmpty() || outcome.ratio() > HARM)
                    .as("harm: %s", outcome)
                    .isTrue();
        }
    }
}
