package io.mainstay.platform.outbox;

import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.util.Optional;

/**
 * Notices events that another replica has numbered, once for all consumers of this one. Of those that this replica numbers
 * the consumers have heard already.
 */
final class SequenceWatch implements Worker.Round {

    private static final Duration POLL = Duration.ofMillis(250);

    private final EventLog log;
    private final OutboxSignal signal;
    private Optional<OutboxProgress.Place> seen = Optional.empty();

    SequenceWatch(EventLog log, OutboxSignal signal) {
        this.log = log;
        this.signal = signal;
    }

    @Override
    public Duration run() {
        Optional<OutboxProgress.Place> place =
                log.state().map(state -> new OutboxProgress.Place(state.epoch(), state.last()));
        if (!place.equals(seen)) {
            seen = place;
            place.filter(reached -> !signal.hasTold(reached)).ifPresent(signal::sequenced);
        }
        return POLL;
    }
}
