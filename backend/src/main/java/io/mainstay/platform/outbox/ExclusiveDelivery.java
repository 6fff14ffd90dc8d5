// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Faults;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeaseLostException;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.outbox.DeadLetterStore.Aside;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to one exclusive consumer, on the replica that holds the consumer's lease. The cursor moves in a
 * transaction that checks the lease; what a transactional consumer writes is in the same one. Past events that the consumer
 * does not want the cursor moves once there is nothing else to do, and else every few seconds: to read them again after a
 * crash does no harm.
 *
 * <p>An event that fails becomes a dead letter. When one after the other does, they are not at fault: the consumer is paused
 * before the next one, which is then tried now and then. The first that succeeds, or an operator, lets it go on.
 */
final class ExclusiveDelivery implements LeasedWorker.Work {

    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveDelivery.class);
    private static final int TRANSACTIONAL_BATCH = 200;
    private static final long MOST_UNSAVED = 200;
    private static final Duration LONGEST_UNSAVED = Duration.ofSeconds(5);

    // New events wake the worker; this is for replays that were asked for on another replica.
    private static final Duration IDLE = Duration.ofSeconds(2);

    // The transaction that numbers the next events is being committed.
    private static final Duration NOT_VISIBLE_YET = Duration.ofMillis(20);

    private final ExclusiveEventConsumer consumer;
    private final String name;
    private final DeliveryTools tools;
    /** The last event that was dealt with. */
    private long position;

    /** How far the cursor in the database is at least. */
    private long saved;

    /** When it was, by {@link SystemClock#nanoTime()}. */
    private long savedAt;

    /** How many events in a row have failed. */
    private int failed;

    /** Whether the consumer is paused, by whichever replica, as far as is known. */
    private boolean paused;

    /** Before when nothing is tried, by {@link SystemClock#nanoTime()}. */
    private long notBefore;

    ExclusiveDelivery(ExclusiveEventConsumer consumer, DeliveryTools tools) {
        this.consumer = consumer;
        this.name = consumer.name();
        this.tools = tools;
        this.notBefore = tools.clock().nanoTime();
    }

    /** Ends a round whose consumer is paused. */
    private static final class PausedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** What every delivery works with. */
    record DeliveryTools(
            UnitOfWork work,
            SystemClock clock,
            Leases leases,
            EventLog log,
            ConsumerCursors cursors,
            DeadLetterStore letters,
            DeliveryMeters meters,
            OutboxSettings settings) {}

    static String leaseName(String consumer) {
        return "outbox.consumer." + consumer;
    }

    /** Called before this replica does anything, so that a consumer that begins now misses nothing of what that causes. */
    void register() {
        if (!consumer.startsWithOldEvents()) {
            ensureCursor(() -> {});
        }
    }

    @Override
    public void begin(Lease lease) {
        position = ensureCursor(() -> tools.leases().requireHeld(lease));
        hasSaved(position);
    }

    private long ensureCursor(Runnable check) {
        long start = tools.log()
                .state()
                .map(state -> consumer.startsWithOldEvents() ? state.purgedThrough() : state.last())
                .orElse(0L);
        return tools.work().writeRepeatably(() -> {
            check.run();
            return tools.cursors().ensure(name, start, consumer.interests());
        });
    }

    @Override
    public Duration round(Lease lease) {
        EventLog.State state = tools.log().state().orElse(null);
        boolean wasPaused = paused;
        paused = state != null && state.paused().contains(name);
        if (wasPaused && !paused) {
            failed = 0;
            notBefore = tools.clock().nanoTime();
        }
        Duration wait = Duration.ofNanos(notBefore - tools.clock().nanoTime());
        if (wait.isPositive()) {
            // Not longer, because an operator may let it go on.
            return wait.compareTo(IDLE) < 0 ? wait : IDLE;
        }
        try {
            return deliverNext(lease, state);
        } catch (PausedException _) {
            return pauseFor(tools.settings().probe());
        } catch (ConsumerUnavailableException away) {
            Duration retryAfter = away.retryAfter();
            if (retryAfter == null) {
                throw away;
            }
            LOG.info("{} waits for {} s: {}", name, retryAfter.toSeconds(), away.getMessage());
            return pauseFor(retryAfter);
        }
    }

    private Duration pauseFor(Duration duration) {
        notBefore = tools.clock().nanoTime() + duration.toNanos();
        return IDLE;
    }

    private Duration deliverNext(Lease lease, EventLog.@Nullable State state) {
        Set<String> aside =
                state != null && state.withLetters().contains(name) ? replayWhatIsAskedFor(lease) : new HashSet<>();
        long last = state == null ? 0 : state.last();
        if (last < position) {
            // The database was emptied or restored: the cursor in it counts, not the one in memory.
            begin(lease);
        }
        if (state == null || last <= position) {
            saveCursor(lease);
            return IDLE;
        }
        skipWhatWasPurged(state);
        List<OutboxEvent> events = tools.log().after(state, position, batchSize());
        if (events.isEmpty()) {
            return NOT_VISIBLE_YET;
        }
        switch (consumer) {
            case TransactionalEventConsumer transactional -> deliver(lease, transactional, events, aside);
            case ExternalEventConsumer external -> deliver(lease, external, events, aside);
        }
        return position < last ? Duration.ZERO : IDLE;
    }

    private int batchSize() {
        return switch (consumer) {
            case TransactionalEventConsumer _ -> TRANSACTIONAL_BATCH;
            case ExternalEventConsumer external -> external.batchSize();
        };
    }

    private void skipWhatWasPurged(EventLog.State state) {
        if (position < state.purgedThrough()) {
            LOG.warn(
                    "{} was away for so long that events {} to {} have been purged",
                    name,
                    position + 1,
                    state.purgedThrough());
            position = state.purgedThrough();
        }
    }

    private void deliver(
            Lease lease, TransactionalEventConsumer transactional, List<OutboxEvent> events, Set<String> aside) {
        for (OutboxEvent event : events) {
            if (!consumer.isInterestedIn(event.type())) {
                continue;
            }
            deliverOne(
                    lease,
                    event,
                    aside,
                    () -> inTransaction(lease, () -> {
                        if (tools.cursors().advance(name, event.seq())) {
                            Faults.run(() -> transactional.handle(event));
                            forgetSuperseded(List.of(event), aside);
                        }
                    }));
        }
        moveTo(lease, events.getLast().seq());
    }

    private void deliver(Lease lease, ExternalEventConsumer external, List<OutboxEvent> events, Set<String> aside) {
        List<OutboxEvent> wanted = events.stream()
                .filter(event -> consumer.isInterestedIn(event.type()))
                .toList();
        List<OutboxEvent> parked =
                wanted.stream().filter(event -> isParked(event, aside)).toList();
        List<OutboxEvent> deliverable = new ArrayList<>(wanted);
        deliverable.removeAll(parked);
        boolean oneByOne = external.oneByOne() || paused;
        if (!deliverable.isEmpty() && (oneByOne || !handled(external, deliverable))) {
            deliverOneByOne(lease, external, wanted, aside);
            moveTo(lease, events.getLast().seq());
            return;
        }
        long last = events.getLast().seq();
        if (wanted.isEmpty()) {
            moveTo(lease, last);
            return;
        }
        inTransaction(lease, () -> {
            if (tools.cursors().advance(name, last)) {
                parked.forEach(event -> tools.letters().park(name, event));
                forgetSuperseded(deliverable, aside);
            }
        });
        tools.meters().delivered(name, deliverable.size());
        failed = 0;
        position = last;
        hasSaved(last);
    }

    private boolean handled(ExternalEventConsumer external, List<OutboxEvent> events) {
        try {
            Faults.run(() -> external.handle(events));
            return true;
        } catch (RuntimeException failure) {
            if (TransientFailures.isTransient(failure)) {
                throw failure;
            }
            LOG.warn("{} failed at a batch of {} events, which are delivered one by one", name, events.size(), failure);
            return false;
        }
    }

    private void deliverOneByOne(
            Lease lease, ExternalEventConsumer external, List<OutboxEvent> events, Set<String> aside) {
        for (OutboxEvent event : events) {
            deliverOne(lease, event, aside, () -> {
                Faults.run(() -> external.handle(List.of(event)));
                inTransaction(lease, () -> {
                    tools.cursors().advance(name, event.seq());
                    forgetSuperseded(List.of(event), aside);
                });
            });
        }
    }

    private void deliverOne(Lease lease, OutboxEvent event, Set<String> aside, Runnable delivery) {
        if (isParked(event, aside)) {
            inTransaction(lease, () -> {
                if (tools.cursors().advance(name, event.seq())) {
                    tools.letters().park(name, event);
                }
            });
        } else {
            attempt(lease, event, aside, delivery);
        }
        position = event.seq();
        hasSaved(position);
    }

    private void attempt(Lease lease, OutboxEvent event, Set<String> aside, Runnable delivery) {
        for (int attempt = 1; ; attempt++) {
            try {
                delivery.run();
                succeeded(lease);
                return;
            } catch (RuntimeException failure) {
                rethrowWhatIsNotTheEventsFault(failure);
                tools.meters().failed(name);
                if (paused || attempt >= tools.settings().attempts()) {
                    pauseIfAllFail(lease, failure);
                    bury(lease, event, failure, attempt);
                    aside.add(event.aggregateId());
                    return;
                }
                LOG.warn("{} failed at event {} ({}), attempt {}", name, event.id(), event.type(), attempt, failure);
                LockSupport.parkNanos(tools.settings().pauseAfter(attempt).toNanos());
            }
        }
    }

    private void succeeded(Lease lease) {
        tools.meters().delivered(name, 1);
        failed = 0;
        if (paused) {
            LOG.info("{} is paused no more", name);
            inTransaction(lease, () -> tools.cursors().resume(name));
            paused = false;
        }
    }

    /** @throws PausedException if the event that has failed is one of many in a row, and so is not at fault itself */
    private void pauseIfAllFail(Lease lease, RuntimeException failure) {
        failed++;
        if (!paused && failed < tools.settings().pauseAfter()) {
            return;
        }
        if (!paused) {
            LOG.error("{} is paused, because {} events in a row have failed", name, failed, failure);
        }
        inTransaction(lease, () -> tools.cursors().pause(name, failure));
        paused = true;
        throw new PausedException();
    }

    private void bury(Lease lease, OutboxEvent event, RuntimeException failure, int attempts) {
        LOG.error(
                "{} cannot handle event {} ({} of {}), which becomes a dead letter",
                name,
                event.id(),
                event.type(),
                event.aggregateId(),
                failure);
        inTransaction(lease, () -> {
            if (tools.cursors().advance(name, event.seq())) {
                tools.letters().addDead(name, event, failure, attempts);
            }
        });
    }

    private boolean isParked(OutboxEvent event, Set<String> aside) {
        return consumer.parksAggregates() && aside.contains(event.aggregateId());
    }

    private void forgetSuperseded(List<OutboxEvent> events, Set<String> aside) {
        if (consumer.parksAggregates() || aside.isEmpty()) {
            return;
        }
        List<String> madeUpFor = events.stream()
                .map(OutboxEvent::aggregateId)
                .filter(aside::contains)
                .distinct()
                .toList();
        if (!madeUpFor.isEmpty()) {
            tools.letters().removeSuperseded(name, madeUpFor);
        }
    }

    /** Passes events that the consumer does not want. */
    private void moveTo(Lease lease, long seq) {
        position = Math.max(position, seq);
        if (position - saved >= MOST_UNSAVED || tools.clock().nanoTime() - savedAt >= LONGEST_UNSAVED.toNanos()) {
            saveCursor(lease);
        }
    }

    private void saveCursor(Lease lease) {
        long seq = position;
        if (seq > saved) {
            inTransaction(lease, () -> tools.cursors().advance(name, seq));
            hasSaved(seq);
        }
    }

    private void hasSaved(long seq) {
        saved = seq;
        savedAt = tools.clock().nanoTime();
    }

    /** @return the aggregates of which events are put aside after the replays */
    private Set<String> replayWhatIsAskedFor(Lease lease) {
        Set<String> aside = new HashSet<>();
        for (Aside aggregate : tools.work().read(() -> tools.letters().aside(name))) {
            if (!aggregate.replayRequested() || !replay(lease, aggregate.aggregateId())) {
                aside.add(aggregate.aggregateId());
            }
        }
        return aside;
    }

    /** @return whether nothing of the aggregate is put aside any more */
    private boolean replay(Lease lease, String aggregateId) {
        while (true) {
            List<OutboxEvent> letters = tools.work().read(() -> tools.letters().of(name, aggregateId));
            if (letters.isEmpty()) {
                return true;
            }
            for (OutboxEvent letter : letters) {
                if (!replayed(lease, letter)) {
                    return false;
                }
            }
        }
    }

    private boolean replayed(Lease lease, OutboxEvent letter) {
        try {
            switch (consumer) {
                case TransactionalEventConsumer transactional ->
                    underCursorLock(lease, () -> {
                        if (tools.letters().remove(name, letter)) {
                            Faults.run(() -> transactional.handle(letter));
                        }
                    });
                case ExternalEventConsumer external -> {
                    Faults.run(() -> external.handle(List.of(letter)));
                    underCursorLock(lease, () -> tools.letters().remove(name, letter));
                }
            }
            succeeded(lease);
            return true;
        } catch (RuntimeException failure) {
            rethrowWhatIsNotTheEventsFault(failure);
            tools.meters().failed(name);
            LOG.warn("{} failed again at event {} ({})", name, letter.id(), letter.type(), failure);
            underCursorLock(lease, () -> tools.letters().failReplay(name, letter, failure));
            pauseIfAllFail(lease, failure);
            return false;
        }
    }

    private void underCursorLock(Lease lease, Runnable writing) {
        inTransaction(lease, () -> {
            tools.cursors().lock(name);
            writing.run();
        });
    }

    private void inTransaction(Lease lease, Runnable writing) {
        tools.work().writeRepeatably(() -> {
            tools.leases().requireHeld(lease);
            writing.run();
        });
    }

    private static void rethrowWhatIsNotTheEventsFault(RuntimeException failure) {
        if (failure instanceof LeaseLostException || TransientFailures.isTransient(failure)) {
            throw failure;
        }
    }
}
