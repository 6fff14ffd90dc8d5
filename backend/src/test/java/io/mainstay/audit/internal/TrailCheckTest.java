// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditVerification;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TrailCheckTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private final Seals seals = new Seals(7);

    @Test
    void shouldStopWhenItTakesTooLongAndGoOnWhereItStopped() {
        AuditVerification first = check(Duration.ofSeconds(2)).run(1, 10_000, "");
        AuditVerification second = check(Duration.ofSeconds(2)).run(first.throughSeal() + 1, 10_000, "");
        AuditVerification third = check(Duration.ofSeconds(2)).run(second.throughSeal() + 1, 10_000, "");

        assertThat(List.of(first.throughSeal(), second.throughSeal(), third.throughSeal()))
                .containsExactly(3L, 6L, 7L);
        assertThat(List.of(first.complete(), second.complete(), third.complete()))
                .containsExactly(false, false, true);
        assertThat(third.findings()).isEmpty();
    }

    @Test
    void shouldCheckEverythingWhenItIsQuick() {
        AuditVerification verification = check(Duration.ofMillis(1)).run(1, 10_000, "");

        assertThat(verification.throughSeal()).isEqualTo(7);
        assertThat(verification.complete()).isTrue();
    }

    /** A check with a clock that goes on by so much with each look at it. */
    private TrailCheck check(Duration step) {
        return new TrailCheck(seals, List.of(), new Straight(), new SystemClock() {
            private long nanos;

            @Override
            public Instant now() {
                return AT;
            }

            @Override
            public long nanoTime() {
                nanos += step.toNanos();
                return nanos;
            }
        });
    }

    private static final class Straight implements UnitOfWork {

        @Override
        public <T> T write(String createdId, Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T writeRepeatably(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T read(Supplier<T> work) {
            return work.get();
        }
    }

    /** So many seals, each of one entry. */
    private static final class Seals implements SealStore {

        private final List<Seal> chain = new ArrayList<>();
        private final Map<String, Checked> entries = new HashMap<>();

        Seals(int count) {
            String previous = "";
            for (int number = 1; number <= count; number++) {
                ChainedEntry entry = entry(number);
                entries.put(entry.id(), new Checked(entry, null));
                Seal seal = Seal.of(
                        number, List.of(new Seal.Leaf(entry.id(), entry.chainId(), 1, entry.hash())), AT, previous);
                chain.add(seal);
                previous = seal.hash();
            }
        }

        private static ChainedEntry entry(int number) {
            return ChainedEntry.of(
                    new AuditDraft(
                            "entry-" + number,
                            "chain-" + number,
                            1,
                            AuditedOperations.AGGREGATE_TYPE,
                            "test",
                            "person",
                            AT,
                            AT,
                            List.of()),
                    List.of(),
                    "");
        }

        @Override
        public List<Seal> from(long number, int limit) {
            return chain.stream()
                    .filter(seal -> seal.number() >= number)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Seal.Leaf> unsealed(int limit) {
            return List.of();
        }

        @Override
        public Optional<Seal> last() {
            return Optional.of(chain.getLast());
        }

        @Override
        public void create(Seal seal) {
            throw new UnsupportedOperationException("a check writes nothing");
        }

        @Override
        public Map<String, Checked> entries(Collection<String> ids) {
            Map<String, Checked> found = new HashMap<>(entries);
            found.keySet().retainAll(ids);
            return found;
        }

        @Override
        public Map<String, Head> heads(Collection<String> chainIds, boolean locked) {
            return Map.of();
        }

        @Override
        public List<String> unsealedIds(String afterId, int limit) {
            return List.of();
        }

        @Override
        public Optional<Long> sealedBeyond(long number) {
            return Optional.empty();
        }

        @Override
        public Unsealed unsealedWindow() {
            return new Unsealed(0, null);
        }

        @Override
        public Map<String, List<ChainedEntry>> chains(Collection<String> chainIds) {
            return Map.of();
        }

        @Override
        public void lock(Collection<String> chainIds) {}

        @Override
        public List<Trailed> trailed(Collection<String> aggregateTypes, String afterId, int limit) {
            return List.of();
        }

        @Override
        public Set<String> withoutEntries(Collection<String> chainIds) {
            return Set.of();
        }
    }
}
