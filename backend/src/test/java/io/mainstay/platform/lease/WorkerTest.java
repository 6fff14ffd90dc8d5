// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import static org.awaitility.Awaitility.await;

import io.mainstay.platform.time.MachineClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void shouldGoOnAfterAnError() {
        Worker worker = new Worker("test", new MachineClock(), () -> {
            if (rounds.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("io/mainstay/Missing");
            }
            return Duration.ofMillis(1);
        });

        worker.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() > 2);
        worker.stop();
    }

    @Test
    void shouldGoOnAfterAnInterruptThatCameTooLate() {
        Worker worker = new Worker("test", new MachineClock(), () -> {
            if (rounds.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
            }
            return Duration.ofMillis(1);
        });

        worker.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() > 2);
        worker.stop();
    }
}
