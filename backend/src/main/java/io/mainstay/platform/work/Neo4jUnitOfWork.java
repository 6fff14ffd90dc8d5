package io.mainstay.platform.work;

import io.mainstay.platform.cypher.Cypher;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.neo4j.core.support.RetryExceptionPredicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class Neo4jUnitOfWork implements UnitOfWork {

    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    // A backend that freezes, or vanishes without closing its connections, leaves its transactions to the server, with
    // the
    // locks that they hold. This is when the server ends them.
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final TransactionTemplate writing;
    private final TransactionTemplate reading;
    private final Cypher cypher;
    private final Predicate<Throwable> retryable = new RetryExceptionPredicate();

    Neo4jUnitOfWork(PlatformTransactionManager transactions, Cypher cypher) {
        this.writing = limited(transactions);
        this.reading = limited(transactions);
        this.reading.setReadOnly(true);
        this.cypher = cypher;
    }

    private static TransactionTemplate limited(PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setTimeout(Math.toIntExact(LIMIT.toSeconds()));
        return template;
    }

    @Override
    public <T> T write(String createdId, Supplier<T> work) {
        return run(writing, createdId, work);
    }

    @Override
    public <T> T writeRepeatably(Supplier<T> work) {
        return run(writing, null, work);
    }

    @Override
    public <T> T read(Supplier<T> work) {
        return run(reading, null, work);
    }

    private <T> T run(TransactionTemplate template, @Nullable String createdId, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        Attempt<T> attempt = new Attempt<>(work);
        for (int number = 1; ; number++) {
            try {
                return execute(template, attempt);
            } catch (RuntimeException failure) {
                if (number == ATTEMPTS || !isRetryable(failure)) {
                    throw failure;
                }
                pause(number);
                T committed = attempt.result();
                if (committed != null && createdId != null && exists(createdId)) {
                    return committed;
                }
            }
        }
    }

    @SuppressWarnings("NullAway") // the template returns what the work returned, which is never null
    private static <T> T execute(TransactionTemplate template, Attempt<T> attempt) {
        return template.execute(_ -> attempt.run());
    }

    private boolean exists(String createdId) {
        return read(
                () -> cypher.statement("platform/exists").with("id", createdId).exists());
    }

    private boolean isRetryable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (retryable.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        long base = FIRST_PAUSE.toNanos() << (attempt - 1);
        LockSupport.parkNanos(base + ThreadLocalRandom.current().nextLong(base));
    }

    /** Remembers what the work returned when its transaction did not say whether it was committed. */
    private static final class Attempt<T> {

        private final Supplier<T> work;
        private @Nullable T result;

        Attempt(Supplier<T> work) {
            this.work = work;
        }

        T run() {
            result = null;
            T value = work.get();
            result = value;
            return value;
        }

        @Nullable
        T result() {
            return result;
        }
    }
}
