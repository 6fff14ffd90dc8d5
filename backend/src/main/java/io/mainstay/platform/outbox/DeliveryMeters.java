// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what is delivered and what fails, by consumer. */
@Component
final class DeliveryMeters {

    private static final String CONSUMER = "consumer";

    private final MeterRegistry meters;

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void delivered(String consumer, int events) {
        meters.counter("mainstay.outbox.delivered", CONSUMER, consumer).increment(events);
    }

    void failed(String consumer) {
        meters.counter("mainstay.outbox.failures", CONSUMER, consumer).increment();
    }
}
