// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the migrations that the graph lacks, in the order of their numbers.
 *
 * <p>What has been applied is kept as {@code (:Migration)} nodes with checksums: a file that was edited or removed after it
 * was applied is refused. A {@linkplain MigrationLease lease} keeps two processes apart. A version newer than
 * any file is accepted if it says that this release goes on working, because during a rolling upgrade the previous release
 * runs on the next one's schema.
 */
public final class MigrationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationRunner.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Driver driver;
    private final SystemClock clock;
    private final TreeSet<Migration> migrations;
    private final MigrationLease lease;
    private final BatchRunner batches;

    public MigrationRunner(Driver driver, SystemClock clock) {
        this(driver, clock, MigrationFiles.read());
    }

    MigrationRunner(Driver driver, SystemClock clock, List<Migration> migrations) {
        this(driver, clock, migrations, MigrationLease.LENGTH);
    }

    MigrationRunner(Driver driver, SystemClock clock, List<Migration> migrations, Duration lease) {
        this.driver = driver;
        this.lease = new MigrationLease(lease);
        this.clock = clock;
        this.batches = new BatchRunner(clock);
        this.migrations = new TreeSet<>(migrations);
        if (this.migrations.size() != migrations.size()) {
            throw new MigrationException("Two migrations have the same number");
        }
    }

    /**
     * Brings the graph to the newest version.
     *
     * @return how many migrations were applied
     * @throws MigrationException if a file does not match what was applied, or another process holds the lease too long
     */
    public int migrate() {
        awaitDatabase();
        try (Session session = driver.session()) {
            prepare(session);
            acquireLease(session);
            Worker keeper = lease.keep(driver, clock);
            keeper.start();
            int applied;
            try {
                applied = apply(session);
            } catch (RuntimeException failure) {
                keeper.stop();
                releaseAfter(failure, session);
                throw failure;
            }
            keeper.stop();
            lease.release(session);
            return applied;
        }
    }

    /** What made it fail is what its caller is told; that the connection is gone too is no news. */
    private void releaseAfter(RuntimeException failure, Session session) {
        try {
            lease.release(session);
        } catch (RuntimeException gone) {
            failure.addSuppressed(gone);
        }
    }

    /** Takes what came since to the migrations that are to run again; harmless to repeat. */
    void migrateAgain() {
        try (Session session = driver.session()) {
            for (Migration migration : migrations) {
                Batches cut = migration.batches();
                if (cut != null && cut.again()) {
                    long rows = batches.again(session, migration, cut);
                    LOG.debug("{} looked again at {} rows", migration, rows);
                }
            }
        }
    }

    /**
     * Waits until another process has brought the graph to the newest version, without writing to it.
     *
     * @param patience how long to wait while nothing is done
     * @throws MigrationException if a file does not match what was applied, or the graph is still behind
     */
    public void awaitMigrated(Duration patience) {
        awaitDatabase();
        try (Session session = driver.session()) {
            Waiting waiting = new Waiting(patience);
            List<Integer> missing = missing(session);
            while (!missing.isEmpty()) {
                String behind = "The graph lacks the migrations " + missing + " of this release";
                String underWay = underWay(session);
                if (waiting.isOver(missing + underWay)) {
                    // What to do comes first: messages are cut in the log, and there are more migrations with each
                    // release.
                    throw new MigrationException("This process does not migrate at start: run it once with the argument"
                            + " migrate, or set MAINSTAY_MIGRATION_ATSTART=true. " + behind + underWay);
                }
                LOG.info("{}; waiting for another process to apply them{}", behind, underWay);
                LockSupport.parkNanos(
                        Math.min(patience.toNanos(), Duration.ofSeconds(1).toNanos()));
                missing = missing(session);
            }
        }
    }

    /** Waiting for another process, which is given up when it does not get on. */
    private final class Waiting {

        private final Duration patience;
        private long since = clock.nanoTime();
        private String seen = "";

        Waiting(Duration patience) {
            this.patience = patience;
        }

        boolean isOver(String progress) {
            if (!progress.equals(seen)) {
                seen = progress;
                since = clock.nanoTime();
            }
            return clock.nanoTime() - since > patience.toNanos();
        }
    }

    /** How far migrations in batches are that are not at their end; empty if there is none. */
    private static String underWay(Session session) {
        return session.executeRead(transaction -> transaction.run("""
                                MATCH (m:Migration)
                                WHERE m.startedAt IS NOT NULL AND m.appliedAt IS NULL
                                RETURN m.version AS version, m.done AS done, m.total AS total""").list()).stream()
                .map(row -> ": migration %d has done %d of about %d rows"
                        .formatted(
                                row.get("version").asInt(),
                                row.get("done").asLong(),
                                row.get("total").asLong()))
                .collect(Collectors.joining());
    }

    private List<Integer> missing(Session session) {
        Map<Integer, Applied> applied = applied(session);
        verify(applied);
        return migrations.stream()
                .map(Migration::version)
                .filter(version -> !isFinished(applied.get(version)))
                .toList();
    }

    private int apply(Session session) {
        Map<Integer, Applied> applied = applied(session);
        verify(applied);
        int count = 0;
        for (Migration migration : migrations) {
            if (!isFinished(applied.get(migration.version()))) {
                apply(session, migration);
                count++;
            }
        }
        session.run("CALL db.awaitIndexes(300)").consume();
        return count;
    }

    private static boolean isFinished(@Nullable Applied applied) {
        return applied != null && applied.finished();
    }

    /**
     * @param needs as {@link Migration#needs()}; null if the release that applied it did not say
     * @param finished whether all batches are done; a migration that runs at once is kept when it is
     */
    private record Applied(
            int version,
            String name,
            String checksum,
            @Nullable Integer needs,
            boolean finished) {

        @Override
        public String toString() {
            return "Migration " + version + " (" + name + ")";
        }
    }

    private void verify(Map<Integer, Applied> applied) {
        int newest = migrations.isEmpty() ? 0 : migrations.last().version();
        Map<Integer, Migration> byVersion = new HashMap<>();
        migrations.forEach(migration -> byVersion.put(migration.version(), migration));
        applied.forEach((version, before) -> {
            Migration migration = byVersion.get(version);
            if (migration == null && version > newest) {
                requireCompatible(before, newest);
                return;
            }
            if (migration == null) {
                throw new MigrationException(before + " was applied, but its file is gone");
            }
            if (!migration.checksum().equals(before.checksum())) {
                if (!before.finished()) {
                    throw new MigrationException(
                            ("%s was edited when a part of its rows had been taken. Put the file back; or, "
                                            + "if its statement may take rows twice, let it begin anew: "
                                            + "MATCH (m:Migration {version: %d}) DELETE m")
                                    .formatted(before, version));
                }
                throw new MigrationException(before + " was edited after it was applied; add a new migration instead");
            }
        });
    }

    /** A later release has applied it, and alone knows what remains for this one. */
    private static void requireCompatible(Applied later, int newest) {
        Integer needs = later.needs();
        if (needs == null) {
            throw new MigrationException(
                    "%s is newer than this release, which knows migrations up to %d, and does not say "
                                    .formatted(later, newest)
                            + "whether earlier releases go on working. Start the release that applied it, or a later"
                            + " one");
        }
        if (needs > newest) {
            throw new MigrationException(
                    "%s took away what releases need that do not know migration %d; this one knows "
                                    .formatted(later, needs)
                            + "migrations up to %d. Start a later release, or restore the backup from before that migration"
                                    .formatted(newest));
        }
        LOG.info("{} is newer than this release, which goes on working", later);
    }

    private void apply(Session session, Migration migration) {
        long start = clock.nanoTime();
        switch (migration.kind()) {
            case SCHEMA -> {
                migration.statements().forEach(statement -> change(session, statement));
                session.executeWriteWithoutResult(transaction -> record(transaction, migration, start));
            }
            case DATA -> {
                Batches cut = migration.batches();
                if (cut != null) {
                    batches.apply(session, migration, cut, lease);
                } else {
                    session.executeWriteWithoutResult(transaction -> {
                        migration
                                .statements()
                                .forEach(statement -> transaction.run(statement).consume());
                        record(transaction, migration, start);
                    });
                }
            }
        }
        LOG.info("Applied migration {} ({})", migration.version(), migration.name());
    }

    private void record(TransactionContext transaction, Migration migration, long start) {
        transaction
                .run(
                        """
                        CREATE (:Migration {version: $version, name: $name, kind: $kind, needs: $needs, checksum: $checksum,
                                            appliedAt: datetime(), durationMillis: $durationMillis})""",
                        Map.of(
                                "version", migration.version(),
                                "name", migration.name(),
                                "kind", migration.kind().name(),
                                "needs", migration.needs(),
                                "checksum", migration.checksum(),
                                "durationMillis",
                                        Duration.ofNanos(clock.nanoTime() - start)
                                                .toMillis()))
                .consume();
        lease.renew(transaction);
    }

    private static Map<Integer, Applied> applied(Session session) {
        Map<Integer, Applied> applied = new HashMap<>();
        session.executeRead(transaction -> transaction
                        .run("""
                                MATCH (m:Migration)
                                RETURN m.version AS version, m.name AS name, m.checksum AS checksum, m.needs AS needs,
                                  m.startedAt IS NULL OR m.appliedAt IS NOT NULL AS finished""")
                        .list(row -> new Applied(
                                row.get("version").asInt(),
                                row.get("name").asString(""),
                                row.get("checksum").asString(),
                                row.get("needs").isNull()
                                        ? null
                                        : row.get("needs").asInt(),
                                row.get("finished").asBoolean())))
                .forEach(migration -> applied.put(migration.version(), migration));
        return applied;
    }

    private static void prepare(Session session) {
        change(
                session,
                "CREATE CONSTRAINT migration_version IF NOT EXISTS FOR (m:Migration) REQUIRE m.version IS UNIQUE");
        change(
                session,
                "CREATE CONSTRAINT migration_lease IF NOT EXISTS FOR (l:MigrationLease) REQUIRE l.name IS UNIQUE");
    }

    /** Tried again when it meets what another process that starts, or a release that serves, is just writing. */
    private static void change(Session session, String statement) {
        session.executeWriteWithoutResult(
                transaction -> transaction.run(statement).consume());
    }

    private void acquireLease(Session session) {
        Waiting waiting = new Waiting(PATIENCE);
        long reported = clock.nanoTime();
        while (!lease.tryAcquire(session)) {
            String underWay = underWay(session);
            if (waiting.isOver(underWay)) {
                throw new MigrationException("Another process holds the migration lease and has not got on for "
                        + PATIENCE.toMinutes() + " minutes; look at its log, or wait until its lease expires");
            }
            if (clock.nanoTime() - reported > BatchRunner.BETWEEN_REPORTS.toNanos()) {
                reported = clock.nanoTime();
                LOG.info("Waiting for another process that migrates{}", underWay);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void awaitDatabase() {
        long start = clock.nanoTime();
        while (true) {
            try {
                driver.verifyConnectivity();
                return;
            } catch (ServiceUnavailableException unavailable) {
                if (clock.nanoTime() - start > PATIENCE.toNanos()) {
                    throw unavailable;
                }
                LOG.info("Waiting for Neo4j: {}", unavailable.getMessage());
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }
}
