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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OtherRequestsTest {

    private final MachineClock clock = new MachineClock();
    private final OtherRequests requests = requests(Map.of("mainstay.graphql.requests-at-once", "1"));

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

    @Test
    void shouldLetOnlySoManyRunAtOnce() {
        OtherRequests few =
                requests(Map.of("mainstay.graphql.running-of-person", "1", "mainstay.graphql.timeout", "50ms"));
        Principal one = person("one");

        assertThat(few.answer(one, () -> {
                    assertThat(few.answer(one, () -> "waits in vain")).isEmpty();
                    return few.answer(person("other"), () -> "another");
                }))
                .hasValue(Optional.of("another"));
        assertThat(few.answer(one, () -> "next")).hasValue("next");
    }

    @Test
    void shouldFillNoBucketAgainForWhoChangesBetweenRoles() {
        OtherRequests other = requests(Map.of("mainstay.graphql.requests-per-minute-of.integration", "120"));
        Principal agent = person("one");
        Principal program = person("one", Role.INTEGRATION);

        for (int i = 0; i < 2; i++) {
            assertThat(other.pause(agent)).isEmpty();
            assertThat(other.pause(program)).isEmpty();
        }
        assertThat(other.pause(agent)).isPresent();
        assertThat(other.pause(program)).as("has four at once").isEmpty();
        assertThat(other.pause(agent)).isPresent();
    }

    private OtherRequests requests(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("mainstay.graphql.requests-per-minute", "60", "mainstay.graphql.burst", "2"));
        settings.putAll(more);
        GraphQlLimits limits = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("mainstay.graphql", GraphQlLimits.class);
        return new OtherRequests(
                limits,
                new RequestBuckets(limits, clock),
                new ConcurrentRequestLimit(limits, new SimpleMeterRegistry()),
                new RunningRequests(limits),
                clock);
    }

    private static String fail() {
        throw new IllegalStateException("broken");
    }

    private static Principal person(String id) {
        return person(id, Role.AGENT);
    }

    private static Principal person(String id, Role role) {
        return new Principal(id, id, "", Set.of(), Set.of(role), Set.of(), Visibility.everything(id));
    }
}
