// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule can fail: it objects to a fault that is made on purpose, and others do not. */
class MutationTest {

    @BeforeEach
    void requireHooks() {
        KubernetesTools.require();
    }

    static List<Mutation> faults() {
        return Mutation.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldObjectToTheFault(Mutation mutation) {
        Manifests manifests = mutation.apply();

        Set<Class<? extends Rule>> objecting = new HashSet<>();
        for (Rule rule : Rule.all()) {
            if (!rule.check(manifests).isEmpty()) {
                objecting.add(rule.getClass());
            }
        }

        assertThat(objecting).as(mutation.toString()).isEqualTo(mutation.objecting());
    }

    @Test
    void shouldTryEachRule() {
        List<String> rules = names(Arrays.stream(Rule.class.getPermittedSubclasses()));

        assertThat(names(Rule.all().stream().map(Rule::getClass))).isEqualTo(rules);
        assertThat(names(
                        Mutation.all().stream().map(mutation -> mutation.rules().getFirst())))
                .isEqualTo(rules);
    }

    private static List<String> names(Stream<? extends Class<?>> classes) {
        return classes.map(Class::getSimpleName).distinct().sorted().toList();
    }
}
