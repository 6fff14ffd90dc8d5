// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets clients repeat something side by side, each one thing after another, and says how long it took. */
public final class Meter {

    private Meter() {}

    /** What a client does once; throws if it was refused or failed. */
    @FunctionalInterface
    public interface Operation {
        void run(int client) throws Exception;
    }

    /**
     * What came of it.
     *
     * @param count how many succeeded
     * @param nanos how long each of these took, sorted; empty if only all together were measured
     * @param failure the message of one that failed; null if none did
     * @param processors what servers used meanwhile
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(
            Duration wall,
            int count,
            long[] nanos,
            int failed,
            @Nullable String failure,
            ProcessorTime processors) {

        /** Milliseconds of a server's processor for each that succeeded. */
        double millisOf(Duration processor) {
            return processor.toMillis() / (double) count;
        }

        public double perSecond() {
            return count / (wall.toNanos() / 1e9);
        }

        /** @param share between 0 and 1 */
        public double millis(double share) {
            if (nanos.length == 0) {
                return Double.NaN;
            }
            int rank = (int) Math.ceil(share * nanos.length) - 1;
            return nanos[Math.max(0, rank)] / 1e6;
        }
    }

    /** @param processors asked before and after */
    public static Outcome run(
            int clients, Duration warmUp, Duration measured, Supplier<ProcessorTime> processors, Operation operation) {
        if (!warmUp.isZero()) {
            run(clients, warmUp, processors, operation);
        }
        return run(clients, measured, processors, operation);
    }

    private static Outcome run(
            int clients, Duration duration, Supplier<ProcessorTime> processors, Operation operation) {
        ProcessorTime before = processors.get();
        AtomicReference<@Nullable String> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        List<Future<long[]>> all = new ArrayList<>();
        int failed = 0;
        List<long[]> parts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                int number = client;
                all.add(threads.submit(() -> client(number, end, operation, failure)));
            }
            for (Future<long[]> each : all) {
                long[] times = each.get();
                failed += (int) Arrays.stream(times).filter(time -> time < 0).count();
                parts.add(Arrays.stream(times).filter(time -> time >= 0).toArray());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        long[] nanos = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Outcome(
                Duration.ofNanos(System.nanoTime() - begin),
                nanos.length,
                nanos,
                failed,
                failure.get(),
                processors.get().since(before));
    }

    private static long[] client(int number, long end, Operation operation, AtomicReference<@Nullable String> failure) {
        List<Long> times = new ArrayList<>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            try {
                operation.run(number);
                times.add(System.nanoTime() - start);
            } catch (Exception refused) {
                // Counted and shown: one refusal is no reason to measure nothing.
                failure.compareAndSet(null, String.valueOf(refused.getMessage()));
                times.add(-1L);
            }
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }
}
