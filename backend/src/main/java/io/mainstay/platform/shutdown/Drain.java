// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.shutdown;

import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Holds up the end of the application. Readiness refuses already when it is called, everything else goes on: whoever spreads
 * requests over replicas has time to notice, and until then is served. Afterwards the web server finishes the requests that
 * are under way, and then the workers give their leases back.
 *
 * <p>Comes before every other listener, because executors take no more work as soon as they hear of the end.
 */
@Component
@EnableConfigurationProperties(ShutdownProperties.class)
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final ApplicationContext application;
    private final ShutdownProperties properties;
    private final SystemClock clock;

    Drain(ApplicationContext application, ShutdownProperties properties, SystemClock clock) {
        this.application = application;
        this.properties = properties;
        this.clock = clock;
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void await(ContextClosedEvent closing) {
        Duration drain = properties.drain();
        if (closing.getApplicationContext() != application || drain.isZero()) {
            return;
        }
        LOG.info("Taking no more traffic; serving what still comes for {} s", drain.toSeconds());
        long end = clock.nanoTime() + drain.toNanos();
        while (clock.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - clock.nanoTime());
        }
    }
}
