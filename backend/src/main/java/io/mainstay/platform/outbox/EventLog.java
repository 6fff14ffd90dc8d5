// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads sequenced events. All consumers of a replica wake at the same time and want the same: one read for all of them says
 * how far the sequence has got and brings the newest events along, which are kept for those that come a little later.
 */
@Component
final class EventLog {

    private static final int KEPT = 500;

    /** How much the payloads of a batch may hold, and of what is kept. An event of a bulk operation lists a thousand ids. */
    private static final long MOST_CHARACTERS = 2_000_000;

    private final UnitOfWork work;
    private final Cypher cypher;
    private final SharedRead<Optional<State>> states = new SharedRead<>(this::read);

    // Read and written by one shared read after the other.
    private @Nullable State known;

    EventLog(UnitOfWork work, Cypher cypher) {
        this.work = work;
        this.cypher = cypher;
    }

    /**
     * How far the sequence has got.
     *
     * @param epoch changes when the database was emptied, so numbers from before mean nothing
     * @param newest the newest events that are visible, without a gap; the first reads bring none
     * @param through the number of the last of them
     * @param withLetters the exclusive consumers for which events are put aside
     * @param paused the exclusive consumers that are paused
     */
    record State(
            String epoch,
            long last,
            long purgedThrough,
            List<OutboxEvent> newest,
            long through,
            Set<String> withLetters,
            Set<String> paused) {

        /** @param known what the events of the row follow; null if it has none */
        static State of(Row row, @Nullable State known) {
            String epoch = row.string("epoch");
            long last = row.longValue("last");
            long purgedThrough = row.longValue("purgedThrough");
            Set<String> withLetters = row.stringSet("withLetters");
            Set<String> paused = row.stringSet("paused");
            if (known == null || !known.epoch.equals(epoch) || known.through > last) {
                return new State(epoch, last, purgedThrough, List.of(), last, withLetters, paused);
            }
            List<OutboxEvent> newest = known.followedBy(row.rows("events", OutboxEvent::of));
            long through = newest.isEmpty() ? known.through : newest.getLast().seq();
            return new State(epoch, last, purgedThrough, newest, through, withLetters, paused);
        }

        private List<OutboxEvent> followedBy(List<OutboxEvent> visible) {
            List<OutboxEvent> all = new ArrayList<>(newest);
            all.addAll(withoutGap(through, visible));
            return List.copyOf(all.subList(all.size() - fitting(all.reversed(), KEPT), all.size()));
        }

        /** The events after a number, as far as they are among the newest. */
        List<OutboxEvent> newestAfter(long seq, int limit) {
            long skipped = newest.isEmpty() ? -1 : seq + 1 - newest.getFirst().seq();
            if (skipped < 0 || skipped >= newest.size()) {
                return List.of();
            }
            int from = Math.toIntExact(skipped);
            return first(newest.subList(from, newest.size()), limit);
        }
    }

    /** Empty before the first event. */
    Optional<State> state() {
        return states.get();
    }

    private Optional<State> read() {
        State before = known;
        // A database that was away may come back as it was earlier.
        known = null;
        Optional<State> state = work.read(() -> cypher.statement("platform/outbox/tail")
                .with("after", before == null ? null : before.through())
                .with("limit", KEPT)
                .one(row -> State.of(row, before)));
        known = state.orElse(null);
        return state;
    }

    /**
     * The events that follow a number, without a gap. Fewer than there are while the transaction that numbers them is
     * being committed: an event that is not visible yet ends the list, so that none is ever passed over.
     */
    List<OutboxEvent> after(State state, long seq, int limit) {
        List<OutboxEvent> newest = state.newestAfter(seq, limit);
        if (!newest.isEmpty()) {
            return newest;
        }
        List<OutboxEvent> visible = work.read(() -> cypher.statement("platform/outbox/events-after")
                .with("after", seq)
                .with("through", seq + limit)
                .list(row -> OutboxEvent.of(row.row("event"))));
        return first(withoutGap(seq, visible), limit);
    }

    /** So many events from the first on, but no more than a batch may hold. */
    private static List<OutboxEvent> first(List<OutboxEvent> events, int limit) {
        return events.subList(0, fitting(events, limit));
    }

    /** How many events from the first on are within the bounds in number and size; always one, however large. */
    static int fitting(List<OutboxEvent> events, int limit) {
        int fitting = 0;
        long size = 0;
        for (OutboxEvent event : events) {
            size += event.json().length();
            if (fitting == limit || (fitting > 0 && size > MOST_CHARACTERS)) {
                break;
            }
            fitting++;
        }
        return fitting;
    }

    static List<OutboxEvent> withoutGap(long seq, List<OutboxEvent> visible) {
        List<OutboxEvent> following = new ArrayList<>(visible.size());
        long expected = seq + 1;
        for (OutboxEvent event : visible) {
            if (event.seq() != expected) {
                break;
            }
            following.add(event);
            expected++;
        }
        return following;
    }
}
