package io.mainstay.platform.outbox;

import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.util.Optional;

/** Notices events that another replica has numbered, once for all consumers of this one. */
final class SequenceWatch implements Worker.Round {

    private static final Duration POLL = Duration.ofMillis(250);

    private final EventLog log;
    private final OutboxSignal signal;
    private Optional<EventLog.State> seen = Optional.empty();

    SequenceWatch(EventLog log, OutboxSignal signal) {
        this.log = log;
        this.signal = signal;
    }

    @Override
    public Duration run() {
        Optional<EventLog.State> state = log.state();
        if (!state.equals(seen)) {
            seen = state;
            signal.sequenced();
        }
        return POLL;
    }
}
