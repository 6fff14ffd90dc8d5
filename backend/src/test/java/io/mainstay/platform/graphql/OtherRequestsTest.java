// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.time.MachineClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OtherRequestsTest {

    private final GraphQlLimits limits = new Binder(new MapConfigurationPropertySource(Map.of(
                    "mainstay.graphql.requests-at-once", "1",
                    "mainstay.graphql.requests-per-minute", "60",
                    "mainstay.graphql.burst", "2")))
            .bindOrCreate("mainstay.graphql", GraphQlLimits.class);
    private final MachineClock clock = new MachineClock();
    private final OtherRequests requests = new OtherRequests(
            limits,
            new RequestBuckets(limits, clock),
            new ConcurrentRequestLimit(limits, new SimpleMeterRegistry()),
            clock);

    @Test
    void shouldTakeFromThePersonsRequests() {
        Principal one = person("one");

        assertThat(requests.pause(one)).isEmpty();
        assertThat(requests.pause(one)).isEmpty();
        assertThat(requests.pause(one))
                .hasValueSatisfying(pause -> assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(requests.pause(person("other"))).isEmpty();
    }

    @Test
    void shouldAnswerOnlySoManyAtOnceAndGoOnWhenOneHasEnded() {
        Principal one = person("one");

        assertThat(requests.answer(one, () -> {
                    assertThat(requests.answer(one, () -> "more")).isEmpty();
                    assertThat(requests.answer(person("other"), () -> "another"))
                            .hasValue("another");
                    return "first";
                }))
                .hasValue("first");
        assertThatThrownBy(() -> requests.answer(one, OtherRequestsTest::fail)).hasMessage("broken");
        assertThat(requests.answer(one, () -> "next")).isEqualTo(Optional.of("next"));
    }

    private static String fail() {
        throw new IllegalStateException("broken");
    }

    private static Principal person(String id) {
        return new Principal(id, id, "", Set.of(), Set.of(Role.AGENT), Set.of(), Visibility.everything(id));
    }
}
