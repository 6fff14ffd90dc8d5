// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ClockConfigurationTest {

    private final AtomicInteger ticks = new AtomicInteger();

    @Test
    void shouldWakePeriodicJobsAtTheInstantsOfTheirCronExpressions() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(QuartzAutoConfiguration.class, ClockConfiguration.class);
            context.registerBean(Ticking.class, this::sweepEachHour);
            context.registerBean(PeriodicJob.class, ClockConfigurationTest::eachSecond);
            context.refresh();

            await().atMost(Duration.ofSeconds(20)).until(() -> ticks.get() >= 3);
        }
    }

    private Ticking sweepEachHour() {
        return new Ticking() {
            @Override
            public String name() {
                return PeriodicJobs.NAME;
            }

            @Override
            public Duration every() {
                return Duration.ofHours(1);
            }

            @Override
            public void tick() {
                ticks.incrementAndGet();
            }
        };
    }

    private static PeriodicJob eachSecond() {
        return new PeriodicJob() {
            @Override
            public String name() {
                return "test.each-second";
            }

            @Override
            public Cadence cadence() {
                return new Cadence.Cron("* * * * * ?", ZoneOffset.UTC);
            }

            @Override
            public void run() {
                throw new IllegalStateException("whoever is woken decides what runs");
            }
        };
    }
}
