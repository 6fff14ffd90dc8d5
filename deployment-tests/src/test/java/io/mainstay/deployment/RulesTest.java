// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds in every rendering. */
class RulesTest {

    static Stream<Arguments> renderings() {
        List<Rule> rules = Rule.all();
        return Variant.all().stream()
                .flatMap(variant -> Chart.KUBERNETES.stream()
                        .flatMap(kubernetes -> rules.stream().map(rule -> Arguments.of(rule, variant, kubernetes))));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void shouldHold(Rule rule, Variant variant, String kubernetes) {
        assertThat(rule.check(Chart.render(variant, kubernetes)))
                .as("%s of %s on %s", rule.getClass().getSimpleName(), variant, kubernetes)
                .isEmpty();
    }
}
