// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import io.mainstay.kernel.SystemClock;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database work of one request: whose it is, until when it may go on, and which threads are at it. It goes with the
 * request to the threads that work for it, by the key {@link #KEY} in the contexts of Reactor and of the GraphQL engine.
 * Once {@linkplain #cut() cut}, what runs in the database is ended there and nothing more begins.
 */
public final class RequestWork {

    /** By which contexts hold it. */
    public static final String KEY = "mainstay.requestWork";

    private static final ThreadLocal<@Nullable RequestWork> CURRENT = new ThreadLocal<>();

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Accessor());
    }

    private final String personId;
    private final Duration limit;
    private final SystemClock clock;
    private final long deadline;
    private final Set<DatabaseCall> calls = new HashSet<>();
    private boolean lasting;
    private boolean cut;

    private RequestWork(String personId, Duration limit, SystemClock clock) {
        this.personId = personId;
        this.limit = limit;
        this.clock = clock;
        this.deadline = clock.nanoTime() + limit.toNanos();
    }

    /**
     * @param personId whose share of the connections it uses
     * @param limit how long it may take as a whole
     */
    public static RequestWork begin(String personId, Duration limit, SystemClock clock) {
        return new RequestWork(personId, limit, clock);
    }

    /** What this thread works for; null if for no request. */
    static @Nullable RequestWork current() {
        return CURRENT.get();
    }

    /** Whether what this thread works for may go on for so long; always if it is for no request. */
    public static boolean hasTimeFor(Duration next) {
        RequestWork work = CURRENT.get();
        return work == null || work.has(next);
    }

    private synchronized boolean has(Duration next) {
        return !cut && (lasting || deadline - clock.nanoTime() >= next.toNanos());
    }

    /** Runs something on this thread as a part of this work. */
    public <T> T run(Supplier<T> part) {
        RequestWork before = CURRENT.get();
        CURRENT.set(this);
        try {
            return part.get();
        } finally {
            restore(before);
        }
    }

    /** Makes a part of the work that this thread does of what another thread will run. */
    public static <T> Supplier<T> carry(Supplier<T> part) {
        RequestWork work = CURRENT.get();
        return work == null ? part : () -> work.run(part);
    }

    /** As {@link #carry(Supplier)}. */
    public static <A, T> Function<A, T> carry(Function<A, T> part) {
        RequestWork work = CURRENT.get();
        return work == null ? part : argument -> work.run(() -> part.apply(argument));
    }

    /** From now on the limit counts for each call of the database, not for all: a subscription goes on until it is cut. */
    public synchronized void last() {
        lasting = true;
    }

    /** Ends what runs in the database for it, and lets nothing more begin. */
    public synchronized void cut() {
        cut = true;
        calls.forEach(DatabaseCall::interrupt);
    }

    String personId() {
        return personId;
    }

    /**
     * How long a call that begins now may take.
     *
     * @throws DatabaseCutException if it may not begin
     */
    synchronized Duration left() {
        if (cut) {
            throw new DatabaseCutException("The request was given up.");
        }
        if (lasting) {
            return limit;
        }
        long left = deadline - clock.nanoTime();
        if (left <= 0) {
            throw new DatabaseCutException("The request's time is over.");
        }
        return Duration.ofNanos(left);
    }

    synchronized void began(DatabaseCall call) {
        calls.add(call);
        if (cut) {
            call.interrupt();
        }
    }

    synchronized void ended(DatabaseCall call) {
        calls.remove(call);
    }

    private static void restore(@Nullable RequestWork before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    private static final class Accessor implements ThreadLocalAccessor<RequestWork> {

        @Override
        public Object key() {
            return KEY;
        }

        @Override
        public @Nullable RequestWork getValue() {
            return CURRENT.get();
        }

        @Override
        public void setValue(RequestWork work) {
            CURRENT.set(work);
        }

        @Override
        public void setValue() {
            CURRENT.remove();
        }
    }
}
