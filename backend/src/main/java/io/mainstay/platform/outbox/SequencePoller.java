// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.util.Optional;

/**
 * Polls for events that another replica has numbered, once for all consumers of this one. Of those that this replica
 * numbers the consumers were signalled already.
 */
final class SequencePoller implements Worker.Round {

    private static final Duration POLL = Duration.ofMillis(250);

    private final EventLog log;
    private final OutboxSignal signal;
    private Optional<OutboxProgress.Place> seen = Optional.empty();

    SequencePoller(EventLog log, OutboxSignal signal) {
        this.log = log;
        this.signal = signal;
    }

    @Override
    public Duration run() {
        Optional<OutboxProgress.Place> place =
                log.state().map(state -> new OutboxProgress.Place(state.epoch(), state.last()));
        if (!place.equals(seen)) {
            seen = place;
            place.filter(reached -> !signal.hasSignalled(reached)).ifPresent(signal::sequenced);
        }
        return POLL;
    }
}
