// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.platform.work.UnitOfWork;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks after consumers and dead letters. Who may is for the caller's use case to decide. */
@Component
public final class OutboxOperations {

    private final UnitOfWork work;
    private final Cypher cypher;
    private final ConsumerCursors cursors;
    private final Jobs jobs;

    OutboxOperations(UnitOfWork work, Cypher cypher, ConsumerCursors cursors, Jobs jobs) {
        this.work = work;
        this.cypher = cypher;
        this.cursors = cursors;
        this.jobs = jobs;
    }

    /** How far exclusive consumers have got, by name. */
    public List<ConsumerState> consumers() {
        return work.read(cursors::all);
    }

    /** What is put aside, for one consumer or all, in the order of the events. */
    public Page<DeadLetter> deadLetters(@Nullable String consumer, PageRequest request) {
        Cursor after = request.after();
        List<DeadLetter> rows = work.read(() -> cypher.statement("platform/outbox/dead-letters")
                .with("consumer", consumer)
                .with("afterSeq", after == null ? 0 : after.values(1).longValue(0))
                .with("afterId", after == null ? "" : after.id())
                .with("limit", request.first() + 1)
                .list(row -> DeadLetter.of(row.row("letter"))));
        return Page.ofRows(
                rows,
                request,
                letter -> Cursor.of(List.of(String.valueOf(letter.seq())), letter.id(), scope(consumer)));
    }

    /** The scope of cursors of {@link #deadLetters}. */
    public static String scope(@Nullable String consumer) {
        return "deadLetters " + consumer;
    }

    /**
     * Has everything that is put aside of the letter's record delivered again, in order.
     *
     * @return the letter; empty if there is none
     */
    public Optional<DeadLetter> replay(String id) {
        return work.writeRepeatably(() -> locked(id).map(letter -> {
            requestReplay(letter);
            return find(id).orElse(letter);
        }));
    }

    /**
     * Drops a letter for good and has what waits behind it delivered.
     *
     * @return the letter as it was; empty if there is none
     */
    public Optional<DeadLetter> discard(String id) {
        return work.writeRepeatably(() -> locked(id).map(letter -> {
            cypher.statement("platform/outbox/remove-dead-letter")
                    .with("key", letter.consumer() + ':' + letter.eventId())
                    .run();
            requestReplay(letter);
            return letter;
        }));
    }

    /**
     * Has many dead letters delivered again by a background job.
     *
     * @return the job's id; empty if there is no such consumer
     */
    public Optional<String> replayAll(LetterSelection selection, String personId) {
        return work.writeRepeatably(() -> cursors.lock(selection.consumer())
                ? Optional.of(jobs.submit(new NewJob(ReplayJob.KIND, null, selection.write(), personId)))
                : Optional.empty());
    }

    /** @return whether the consumer was paused; it goes on now */
    public boolean resume(String consumer) {
        return work.writeRepeatably(() -> cursors.resume(consumer));
    }

    // Reads again under the lock of the consumer's cursor, which its delivery holds while it writes.
    private Optional<DeadLetter> locked(String id) {
        return find(id).filter(letter -> cursors.lock(letter.consumer())).flatMap(_ -> find(id));
    }

    private Optional<DeadLetter> find(String id) {
        return cypher.statement("platform/outbox/dead-letter")
                .with("id", id)
                .one(row -> DeadLetter.of(row.row("letter")));
    }

    private void requestReplay(DeadLetter letter) {
        cypher.statement("platform/outbox/request-replay")
                .with("consumer", letter.consumer())
                .with("aggregateId", letter.aggregateId())
                .run();
    }
}
