package io.mainstay.platform.migration;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
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
 * was applied is refused. A lease keeps two processes apart; a process that dies leaves it to expire. A version newer than
 * any file is accepted if it says that this release goes on working, because during a rolling upgrade the previous release
 * runs on the next one's schema.
 */
public final class MigrationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationRunner.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Driver driver;
    private final SystemClock clock;
    private final TreeSet<Migration> migrations;
    private final String owner = Ids.next();

    public MigrationRunner(Driver driver, SystemClock clock) {
        this(driver, clock, MigrationFiles.read());
    }

    MigrationRunner(Driver driver, SystemClock clock, List<Migration> migrations) {
        this.driver = driver;
        this.clock = clock;
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
            try {
                return apply(session);
            } finally {
                releaseLease(session);
            }
        }
    }

    /**
     * Waits until another process has brought the graph to the newest version, without writing to it.
     *
     * @param patience how long to wait
     * @throws MigrationException if a file does not match what was applied, or the graph is still behind
     */
    public void awaitMigrated(Duration patience) {
        awaitDatabase();
        long start = clock.nanoTime();
        try (Session session = driver.session()) {
            List<Integer> missing = missing(session);
            while (!missing.isEmpty()) {
                String behind = "The graph lacks the migrations " + missing + " of this release";
                if (clock.nanoTime() - start > patience.toNanos()) {
                    throw new MigrationException(behind
                            + " and this process does not migrate at start: run it once with the argument migrate, or set "
                            + "MAINSTAY_MIGRATION_ATSTART=true");
                }
                LOG.info("{}; waiting for another process to apply them", behind);
                LockSupport.parkNanos(
                        Math.min(patience.toNanos(), Duration.ofSeconds(1).toNanos()));
                missing = missing(session);
            }
        }
    }

    private List<Integer> missing(Session session) {
        Map<Integer, Applied> applied = applied(session);
        verify(applied);
        return migrations.stream()
                .map(Migration::version)
                .filter(version -> !applied.containsKey(version))
                .toList();
    }

    private int apply(Session session) {
        Map<Integer, Applied> applied = applied(session);
        verify(applied);
        int count = 0;
        for (Migration migration : migrations) {
            if (!applied.containsKey(migration.version())) {
                renewLease(session);
                apply(session, migration);
                count++;
            }
        }
        session.run("CALL db.awaitIndexes(300)").consume();
        return count;
    }

    /** @param needs as {@link Migration#needs()}; null if the release that applied it did not say */
    private record Applied(
            int version,
            String name,
            String checksum,
            @Nullable Integer needs) {

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
                            + "whether earlier releases go on working. Start the release that applied it, or a later one");
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
            case DATA ->
                session.executeWriteWithoutResult(transaction -> {
                    migration
                            .statements()
                            .forEach(statement -> transaction.run(statement).consume());
                    record(transaction, migration, start);
                });
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
    }

    private static Map<Integer, Applied> applied(Session session) {
        Map<Integer, Applied> applied = new HashMap<>();
        session.executeRead(transaction -> transaction
                        .run("""
                                MATCH (m:Migration)
                                RETURN m.version AS version, m.name AS name, m.checksum AS checksum, m.needs AS needs""")
                        .list(row -> new Applied(
                                row.get("version").asInt(),
                                row.get("name").asString(""),
                                row.get("checksum").asString(),
                                row.get("needs").isNull()
                                        ? null
                                        : row.get("needs").asInt())))
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
        long start = clock.nanoTime();
        while (!tryLease(session)) {
            if (clock.nanoTime() - start > PATIENCE.toNanos()) {
                throw new MigrationException("Another process has been migrating for " + PATIENCE.toMinutes()
                        + " minutes; look at its log, or wait until its lease expires");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void renewLease(Session session) {
        if (!tryLease(session)) {
            throw new MigrationException("The migration lease was lost to another process");
        }
    }

    private boolean tryLease(Session session) {
        return session.executeWrite(transaction -> transaction
                .run("""
                        MERGE (l:MigrationLease {name: 'migration'})
                        SET l.touchedBy = $owner
                        WITH l WHERE l.owner IS NULL OR l.owner = $owner OR l.until < datetime()
                        SET l.owner = $owner, l.until = datetime() + duration({seconds: $seconds})
                        RETURN l.owner AS owner""", Map.of("owner", owner, "seconds", LEASE.toSeconds()))
                .hasNext());
    }

    private void releaseLease(Session session) {
        session.executeWriteWithoutResult(transaction -> transaction
                .run(
                        "MATCH (l:MigrationLease {name: 'migration', owner: $owner}) REMOVE l.owner, l.until",
                        Map.of("owner", owner))
                .consume());
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
