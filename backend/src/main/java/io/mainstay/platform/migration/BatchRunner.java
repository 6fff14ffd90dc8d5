// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a migration in batches. The position is kept on the migration's node and moves in the transaction of its batch, so
 * that whoever goes on, after a crash or a failure, takes each row once.
 */
final class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    /** How much earlier than it is committed, by another machine's clock, the id of a row may have been drawn. */
    private static final Duration LATE = Duration.ofHours(1);

    // A batch that takes longer is cut too large, and keeps locks for too long; the database ends it and says so.
    private static final TransactionConfig LIMITED =
            TransactionConfig.builder().withTimeout(MigrationLease.LENGTH).build();

    private final SystemClock clock;

    BatchRunner(SystemClock clock) {
        this.clock = clock;
    }

    /** @param last the key of the last row; empty if there was none */
    private record Taken(long rows, String last) {}

    private record Position(String after, long done, boolean finished) {}

    /** Applies the migration from the position where it stands. */
    void apply(Session session, Migration migration, Batches batches, MigrationLease lease) {
        long total = session.executeRead(transaction ->
                transaction.run(batches.count()).single().get("total").asLong());
        Position position = begin(session, migration, total);
        LOG.info("{} begins with {} of about {} rows done", migration, position.done(), total);
        long reported = clock.nanoTime();
        while (!position.finished()) {
            try {
                position = session.executeWrite(transaction -> next(transaction, migration, batches, lease), LIMITED);
            } catch (RuntimeException failure) {
                throw new MigrationException(
                        "%s failed after %d of about %d rows, in the batch behind '%s'; the next start goes on there: %s"
                                .formatted(migration, position.done(), total, position.after(), failure.getMessage()),
                        failure);
            }
            if (clock.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
                LOG.info("{} has done {} of about {} rows", migration, position.done(), total);
                reported = clock.nanoTime();
            }
        }
    }

    private static Position begin(Session session, Migration migration, long total) {
        return session.executeWrite(transaction -> position(transaction
                .run(
                        """
                        MERGE (m:Migration {version: $version})
                        ON CREATE SET m.name = $name, m.kind = $kind, m.needs = $needs, m.checksum = $checksum,
                          m.startedAt = datetime.realtime(), m.position = '', m.done = 0
                        SET m.total = $total
                        RETURN m.position AS position, m.done AS done, m.appliedAt IS NOT NULL AS finished""",
                        Map.of(
                                "version", migration.version(),
                                "name", migration.name(),
                                "kind", migration.kind().name(),
                                "needs", migration.needs(),
                                "checksum", migration.checksum(),
                                "total", total))
                .single()));
    }

    /** The position is read under its lock: a process that has just lost the lease may be about to move it. */
    private static Position next(
            TransactionContext transaction, Migration migration, Batches batches, MigrationLease lease) {
        Position position = position(transaction
                .run("""
                        MATCH (m:Migration {version: $version})
                        SET m.lockedBy = $owner
                        RETURN m.position AS position, m.done AS done, m.appliedAt IS NOT NULL AS finished""", Map.of("version", migration.version(), "owner", lease.owner()))
                .single());
        if (position.finished()) {
            return position;
        }
        Taken taken = take(transaction, batches, position.after());
        Position moved = taken.rows() == 0
                ? new Position(position.after(), position.done(), true)
                : new Position(taken.last(), position.done() + taken.rows(), false);
        transaction
                .run(
                        """
                        MATCH (m:Migration {version: $version})
                        SET m.position = $position, m.done = $done, m.movedAt = datetime.realtime()
                        WITH m WHERE $finished
                        SET m.appliedAt = datetime.realtime(), m.coveredTo = m.startedAt,
                          m.durationMillis = duration.inSeconds(m.startedAt, datetime.realtime()).milliseconds""",
                        Map.of(
                                "version", migration.version(),
                                "position", moved.after(),
                                "done", moved.done(),
                                "finished", moved.finished()))
                .consume();
        lease.renew(transaction);
        return moved;
    }

    private static Position position(Record row) {
        return new Position(
                row.get("position").asString(),
                row.get("done").asLong(),
                row.get("finished").asBoolean());
    }

    /** Takes the rows that came since the migration, or the last time, began. A failure leaves them to the next time. */
    long again(Session session, Migration migration, Batches batches) {
        List<Record> applied = session.executeRead(transaction ->
                transaction.run("""
                        MATCH (m:Migration {version: $version})
                        WHERE m.appliedAt IS NOT NULL
                        RETURN m.coveredTo AS coveredTo, datetime.realtime() AS now""", Map.of("version", migration.version())).list());
        if (applied.isEmpty()) {
            return 0;
        }
        Instant coveredTo =
                applied.getFirst().get("coveredTo").asZonedDateTime().toInstant();
        Taken taken = new Taken(0, Ids.lowestAt(coveredTo.minus(LATE)));
        long rows = 0;
        do {
            String after = taken.last();
            taken = session.executeWrite(transaction -> take(transaction, batches, after), LIMITED);
            rows += taken.rows();
        } while (taken.rows() > 0);
        session.executeWriteWithoutResult(transaction -> transaction
                .run(
                        "MATCH (m:Migration {version: $version}) SET m.coveredTo = $now",
                        Map.of(
                                "version",
                                migration.version(),
                                "now",
                                applied.getFirst().get("now")))
                .consume());
        return rows;
    }

    private static Taken take(TransactionContext transaction, Batches batches, String after) {
        Record row = transaction
                .run(batches.statement(), Map.of("after", after, "limit", batches.size()))
                .single();
        Taken taken = new Taken(row.get("rows").asLong(), row.get("last").asString(""));
        if (taken.rows() > batches.size() || (taken.rows() > 0 && taken.last().compareTo(after) <= 0)) {
            throw new MigrationException("The statement took %d rows up to '%s', asked for %d behind '%s'"
                    .formatted(taken.rows(), taken.last(), batches.size(), after));
        }
        return taken;
    }
}
