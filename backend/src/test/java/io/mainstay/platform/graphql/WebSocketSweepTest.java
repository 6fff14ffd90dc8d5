// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mainstay.kernel.SystemClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebSocketSweepTest {

    private static final WebSocketLimits LIMITS = new Binder(
                    new MapConfigurationPropertySource(Map.of("mainstay.websocket.init-timeout", "1s")))
            .bindOrCreate("mainstay.websocket", WebSocketLimits.class);

    private final FaultyClock clock = new FaultyClock();
    private final WebSocketConnections connections = new WebSocketConnections(LIMITS, clock, new SimpleMeterRegistry());
    private final WebSocketSweep sweep = new WebSocketSweep(connections, LIMITS, _ -> Set.of(), clock);

    @AfterEach
    void stop() {
        sweep.stop();
    }

    @Test
    void shouldLookAfterOthersWhenItFailsWithOne() {
        admitted();
        admitted();
        admitted();
        clock.now += Duration.ofSeconds(2).toNanos();
        clock.faults = 1;

        sweep.sweepAll();

        Awaitility.await("two to be closed").until(() -> closing() == 2);
        sweep.sweepAll();
        Awaitility.await("the third to be closed").until(() -> closing() == 3);
    }

    @Test
    void shouldGoOnAfterAnError() {
        WebSocketConnection connection = admitted();
        clock.now += Duration.ofSeconds(2).toNanos();
        clock.faults = 1;

        sweep.start();

        Awaitility.await("the second round").until(connection::isClosing);
        assertThat(clock.faults).isZero();
    }

    @Test
    void shouldBeStoppedByNothing() {
        AtomicInteger runs = new AtomicInteger();

        assertThatCode(() -> WebSocketSweep.guarded(() -> {
                    runs.incrementAndGet();
                    throw new LinkageError("a class that cannot be loaded");
                }))
                .doesNotThrowAnyException();
        assertThat(runs.get()).isEqualTo(1);
    }

    @Test
    void shouldLetNobodyInWhenItLeaves() {
        sweep.start();
        WebSocketConnection before = admitted();

        sweep.stop();

        assertThat(before.isClosing()).isTrue();
        WebSocketConnections.Admission after = connections.admit("address");
        assertThat(after.connection()).isNull();
        assertThat(after.refusal()).isEqualTo(WebSocketRefusal.LEAVING);

        sweep.start();
        assertThat(admitted().isClosing()).isFalse();
    }

    private WebSocketConnection admitted() {
        return Objects.requireNonNull(connections.admit("address").connection());
    }

    private long closing() {
        return connections.all().stream().filter(WebSocketConnection::isClosing).count();
    }

    private static final class FaultyClock implements SystemClock {

        private volatile long now = 1;
        private volatile int faults;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(now);
        }

        @Override
        public synchronized long nanoTime() {
            if (faults > 0) {
                faults--;
                throw new StackOverflowError("as deep as can be");
            }
            return now;
        }
    }
}
