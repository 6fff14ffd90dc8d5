// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Submits, shows and cancels background jobs. Who may is for the caller's use case to decide. */
@Component
public final class Jobs {

    /** The scope of cursors of {@link #list}. */
    public static final String SCOPE = "jobs";

    private static final String AFTER_EVERY_ID = "g";

    private final UnitOfWork work;
    private final Cypher cypher;
    private final SystemClock clock;

    Jobs(UnitOfWork work, Cypher cypher, SystemClock clock) {
        this.work = work;
        this.cypher = cypher;
        this.clock = clock;
    }

    /**
     * Queues a job, in the unit of work that is open if there is one.
     *
     * @return its id, or that of the job that is active under the same key
     */
    public String submit(NewJob job) {
        String id = Ids.next();
        Instant now = clock.now();
        String activeKey = job.activeKey();
        return work.writeRepeatably(() -> cypher.statement("platform/jobs/submit")
                        .with("id", id)
                        .with("kind", job.kind())
                        .with("activeKey", activeKey == null ? id : activeKey(job.kind(), activeKey))
                        .with("parameters", JobParameters.write(job.parameters()))
                        .with("requestedBy", job.requestedBy())
                        .with("now", now)
                        .one(row -> row.string("id")))
                .orElseThrow();
    }

    public Optional<Job> find(String id) {
        return work.read(
                () -> cypher.statement("platform/jobs/find").with("id", id).one(row -> Job.of(row.row("job"))));
    }

    /** Whether a job of this kind and {@link NewJob#activeKey()} was submitted and has not ended. */
    public boolean isActive(String kind, String activeKey) {
        return work.read(() -> cypher.statement("platform/jobs/active")
                .with("activeKey", activeKey(kind, activeKey))
                .exists());
    }

    /** The newest first. */
    public Page<Job> list(PageRequest request) {
        Cursor after = request.after();
        List<Job> rows = work.read(() -> cypher.statement("platform/jobs/list")
                .with("beforeId", after == null ? AFTER_EVERY_ID : after.onlyId())
                .with("limit", request.first() + 1)
                .list(row -> Job.of(row.row("job"))));
        return Page.ofRows(rows, request, job -> Cursor.of(List.of(), job.id(), SCOPE));
    }

    /**
     * Asks a job to end after the chunk that it is at.
     *
     * @return the job; empty if it has ended or does not exist
     */
    public Optional<Job> cancel(String id) {
        String lock = Ids.next();
        return work.writeRepeatably(() -> cypher.statement("platform/jobs/cancel")
                .with("id", id)
                .with("lock", lock)
                .one(row -> Job.of(row.row("job"))));
    }

    private static String activeKey(String kind, String key) {
        return kind + ':' + key;
    }
}
