// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to one broadcast consumer of this replica, from the newest at its start on. */
final class BroadcastDelivery implements Worker.Round {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastDelivery.class);
    private static final int BATCH = 200;
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration NOT_VISIBLE_YET = Duration.ofMillis(20);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final BroadcastEventConsumer consumer;
    private final EventLog log;
    private final DeliveryMeters meters;
    private String epoch = "";
    private long position;
    private boolean fresh = true;

    BroadcastDelivery(BroadcastEventConsumer consumer, EventLog log, DeliveryMeters meters) {
        this.consumer = consumer;
        this.log = log;
        this.meters = meters;
    }

    /** Sets where delivery begins: whatever is read from the graph after this has returned misses no event. */
    void begin() {
        log.state().ifPresent(state -> {
            epoch = state.epoch();
            position = state.last();
        });
    }

    @Override
    public Duration run() {
        EventLog.State state = log.state().orElse(null);
        if (state == null) {
            return IDLE;
        }
        place(state);
        if (fresh) {
            consumer.restart(epoch, position);
            fresh = false;
        }
        if (state.last() <= position) {
            consumer.reached(position, state.last());
            return IDLE;
        }
        List<OutboxEvent> events = log.after(state, position, BATCH);
        if (events.isEmpty()) {
            return NOT_VISIBLE_YET;
        }
        for (OutboxEvent event : events) {
            if (consumer.isInterestedIn(event.type())) {
                deliver(event);
            }
            position = event.seq();
        }
        consumer.reached(position, state.last());
        return position < state.last() || consumer.wantsRestart() ? Duration.ZERO : IDLE;
    }

    /** Sets where to go on, and whether the consumer has to begin anew there. */
    private void place(EventLog.State state) {
        if (!state.epoch().equals(epoch)) {
            epoch = state.epoch();
            position = 0;
            fresh = true;
        }
        if (position < state.purgedThrough()) {
            position = state.purgedThrough();
            fresh = true;
        }
        if (consumer.wantsRestart()) {
            position = state.last();
            fresh = true;
        }
    }

    private void deliver(OutboxEvent event) {
        for (int attempt = 1; ; attempt++) {
            try {
                Faults.run(() -> consumer.handle(event));
                meters.delivered(consumer.name(), 1);
                return;
            } catch (RuntimeException failure) {
                meters.failed(consumer.name());
                if (attempt == ATTEMPTS) {
                    LOG.error("{} misses event {} ({})", consumer.name(), event.id(), event.type(), failure);
                    consumer.missed(event);
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
