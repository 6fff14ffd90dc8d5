// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.AuditFinding;
import io.mainstay.audit.AuditFinding.Kind;
import io.mainstay.audit.AuditVerification;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.internal.SealStore.Checked;
import io.mainstay.audit.internal.SealStore.Head;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One check of the trail: seal by seal, then the entries without a seal. */
final class TrailCheck {

    /** Trails that are no record's. */
    private static final Set<String> WITHOUT_RECORD =
            Set.of(AuditedRefusals.AGGREGATE_TYPE, AuditedOperations.AGGREGATE_TYPE);

    private static final int SEALS = 20;

    // Well below the 10 seconds that a request may take: a part that is answered is worth more than a timeout.
    private static final Duration BUDGET = Duration.ofSeconds(5);

    private static final int UNSEALED = 500;

    /** How many records are compared at once. */
    private static final int COMPARED = 50;

    private static final int RECORDS = 500;

    private final SealStore store;
    private final Map<String, TrailedRecords> kinds;

    /** Those kinds of which a record without a trail was made past it. */
    private final Set<String> trailedFromCreation;

    private final UnitOfWork work;
    private final SystemClock clock;
    private final Set<AuditFinding> findings = new LinkedHashSet<>();
    private final Set<String> checkedHeads = new HashSet<>();
    private long entries;
    private long began;
    private @Nullable String throughRecord;

    TrailCheck(SealStore store, List<TrailedRecords> kinds, UnitOfWork work, SystemClock clock) {
        this.store = store;
        this.kinds = kinds.stream().collect(Collectors.toMap(TrailedRecords::aggregateType, kind -> kind));
        this.trailedFromCreation = kinds.stream()
                .filter(kind -> kind.toldByCreation() == null)
                .map(TrailedRecords::aggregateType)
                .collect(Collectors.toSet());
        this.work = work;
        this.clock = clock;
    }

    /** @param afterRecord the record after which to look for those without a trail; empty for the beginning */
    AuditVerification run(long fromSeal, int maxSeals, String afterRecord) {
        began = clock.nanoTime();
        long next = fromSeal;
        long end = fromSeal + maxSeals;
        @Nullable String previousHash = previousHash(fromSeal);
        boolean exhausted = false;
        boolean complete = false;
        boolean late = false;
        while (next < end && !isFull() && !exhausted && !late) {
            long first = next;
            int wanted = (int) Math.min(SEALS, end - next);
            List<Seal> seals = work.read(() -> store.from(first, wanted));
            for (Seal seal : seals) {
                for (; next < seal.number(); next++) {
                    findings.add(new AuditFinding(Kind.SEAL_REMOVED, null, null, next));
                    previousHash = null;
                }
                checkSeal(seal, previousHash);
                previousHash = seal.hash();
                next = seal.number() + 1;
                late = isLate();
                if (late) {
                    break;
                }
            }
            exhausted = seals.size() < wanted && !late;
        }
        if (exhausted) {
            checkLastSeal(next - 1);
            checkUnsealed();
            complete = checkRecords(afterRecord);
        }
        SealStore.Unsealed unsealed = work.read(store::unsealedWindow);
        return new AuditVerification(
                findings.stream().limit(AuditVerification.MAX_FINDINGS).toList(),
                complete && !isFull(),
                entries,
                next - 1,
                throughRecord,
                unsealed.entries(),
                unsealed.since());
    }

    private @Nullable String previousHash(long fromSeal) {
        if (fromSeal == 1) {
            return "";
        }
        return work.read(() -> store.from(fromSeal - 1, 1)).stream()
                .filter(seal -> seal.number() == fromSeal - 1)
                .map(Seal::hash)
                .findFirst()
                .orElse(null);
    }

    private boolean isLate() {
        return clock.nanoTime() - began >= BUDGET.toNanos();
    }

    private boolean isFull() {
        return findings.size() >= AuditVerification.MAX_FINDINGS;
    }

    private void checkSeal(Seal seal, @Nullable String previousHash) {
        if (!seal.isIntact() || (previousHash != null && !seal.previousHash().equals(previousHash))) {
            findings.add(new AuditFinding(Kind.SEAL_EDITED, null, null, seal.number()));
        }
        Map<String, Checked> found = work.read(() ->
                store.entries(seal.leaves().stream().map(Seal.Leaf::entryId).toList()));
        List<Seal.Leaf> removed = new ArrayList<>();
        for (Seal.Leaf leaf : seal.leaves()) {
            Checked checked = found.get(leaf.entryId());
            if (checked == null) {
                removed.add(leaf);
            } else {
                checkEntry(checked, seal.number(), leaf.hash());
            }
        }
        checkRemoved(removed, seal.number());
        checkHeads(found.values());
    }

    private void checkRemoved(List<Seal.Leaf> removed, long sealNumber) {
        if (removed.isEmpty()) {
            return;
        }
        Set<String> chainIds = new HashSet<>();
        removed.forEach(leaf -> chainIds.add(leaf.chainId()));
        Set<String> gone = work.read(() -> store.withoutEntries(chainIds));
        Map<String, Head> heads = work.read(() -> store.heads(gone, false));
        for (Seal.Leaf leaf : removed) {
            Head head = heads.get(leaf.chainId());
            boolean recordGone = gone.contains(leaf.chainId()) && (head == null || !head.exists());
            findings.add(
                    recordGone
                            ? new AuditFinding(Kind.RECORD_REMOVED, leaf.chainId(), null, null)
                            : new AuditFinding(Kind.ENTRY_REMOVED, leaf.chainId(), leaf.sequence(), sealNumber));
        }
    }

    private void checkEntry(Checked checked, @Nullable Long sealNumber, @Nullable String sealedHash) {
        entries++;
        ChainedEntry entry = checked.entry();
        boolean asSealed = sealedHash == null || sealedHash.equals(entry.hash());
        if (!asSealed || !entry.isIntact()) {
            findings.add(new AuditFinding(Kind.ENTRY_EDITED, entry.chainId(), entry.sequence(), sealNumber));
            return;
        }
        if (entry.sequence() == 1) {
            return;
        }
        if (checked.previousHash() == null) {
            findings.add(new AuditFinding(Kind.ENTRY_REMOVED, entry.chainId(), entry.sequence() - 1, null));
        } else if (!checked.previousHash().equals(entry.previousHash())) {
            findings.add(new AuditFinding(Kind.CHAIN_BROKEN, entry.chainId(), entry.sequence(), sealNumber));
        }
    }

    /** Sealing goes on while the check runs, so seals beyond the last one that was read may exist by now. */
    private void checkLastSeal(long last) {
        work.read(() -> store.sealedBeyond(last)).ifPresent(named -> {
            if (work.read(() -> store.from(named, 1)).isEmpty()) {
                findings.add(new AuditFinding(Kind.SEAL_REMOVED, null, null, named));
            }
        });
    }

    private void checkUnsealed() {
        String after = "";
        while (!isFull()) {
            String from = after;
            List<String> ids = work.read(() -> store.unsealedIds(from, UNSEALED));
            Map<String, Checked> found = work.read(() -> store.entries(ids));
            found.values().forEach(checked -> checkEntry(checked, null, null));
            checkHeads(found.values());
            if (ids.size() < UNSEALED) {
                return;
            }
            after = ids.getLast();
        }
    }

    /** A record may change while it is checked, so what looks wrong is looked at again under its lock. */
    private void checkHeads(Collection<Checked> checked) {
        Set<String> chainIds = new HashSet<>();
        checked.stream()
                .map(Checked::entry)
                .filter(entry -> !WITHOUT_RECORD.contains(entry.aggregateType()))
                .map(ChainedEntry::chainId)
                .filter(checkedHeads::add)
                .forEach(chainIds::add);
        if (chainIds.isEmpty()) {
            return;
        }
        Set<String> suspects = new HashSet<>();
        work.read(() -> store.heads(chainIds, false)).forEach((chainId, head) -> {
            if (!head.fits()) {
                suspects.add(chainId);
            }
        });
        if (!suspects.isEmpty()) {
            work.writeRepeatably(() -> store.heads(suspects, true)).forEach((chainId, head) -> {
                if (!head.exists()) {
                    findings.add(new AuditFinding(Kind.RECORD_REMOVED, chainId, null, null));
                } else if (!head.fits()) {
                    findings.add(new AuditFinding(Kind.RECORD_DIFFERS, chainId, head.lastSequence(), null));
                }
            });
        }
        checkStates(checked, chainIds);
    }

    /** A record may change between its trail and itself, so what looks different is looked at again under its lock. */
    private void checkStates(Collection<Checked> checked, Set<String> chainIds) {
        Map<String, Set<String>> byType = checked.stream()
                .map(Checked::entry)
                .filter(entry -> chainIds.contains(entry.chainId()) && kinds.containsKey(entry.aggregateType()))
                .collect(Collectors.groupingBy(
                        ChainedEntry::aggregateType,
                        Collectors.mapping(ChainedEntry::chainId, Collectors.toCollection(TreeSet::new))));
        byType.forEach((type, ids) -> {
            TrailedRecords kind = Objects.requireNonNull(kinds.get(type));
            List<String> ordered = List.copyOf(ids);
            for (int from = 0; from < ordered.size(); from += COMPARED) {
                List<String> some = ordered.subList(from, Math.min(ordered.size(), from + COMPARED));
                List<String> suspects = work.read(() -> differing(kind, some)).stream()
                        .map(AuditFinding::recordId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
                if (!suspects.isEmpty()) {
                    findings.addAll(work.writeRepeatably(() -> {
                        store.lock(suspects);
                        return differing(kind, suspects);
                    }));
                }
            }
        });
    }

    private List<AuditFinding> differing(TrailedRecords kind, List<String> ids) {
        Map<String, List<ChainedEntry>> chains = store.chains(ids);
        List<AuditFinding> differing = new ArrayList<>();
        kind.now(ids).forEach((id, now) -> {
            List<ChainedEntry> chain = chains.getOrDefault(id, List.of());
            if (!chain.isEmpty()) {
                TrailState.differing(kind, chain, now)
                        .forEach(field -> differing.add(new AuditFinding(
                                Kind.RECORD_DIFFERS, id, chain.getLast().sequence(), null, field)));
            }
        });
        return differing;
    }

    /** @return whether all records were looked at */
    private boolean checkRecords(String afterRecord) {
        String after = afterRecord;
        while (!isFull() && !trailedFromCreation.isEmpty()) {
            String from = after;
            List<SealStore.Trailed> part = work.read(() -> store.trailed(trailedFromCreation, from, RECORDS));
            List<String> suspects = part.stream()
                    .filter(record -> !record.hasTrail())
                    .map(SealStore.Trailed::id)
                    .toList();
            if (!suspects.isEmpty()) {
                work.writeRepeatably(() -> store.heads(suspects, true)).forEach((id, head) -> {
                    if (head.exists() && head.lastSequence() == 0) {
                        findings.add(new AuditFinding(Kind.RECORD_WITHOUT_TRAIL, id, null, null));
                    }
                });
            }
            if (!part.isEmpty()) {
                after = part.getLast().id();
                throughRecord = after;
            }
            if (part.size() < RECORDS) {
                return true;
            }
            if (isLate()) {
                return false;
            }
        }
        return true;
    }
}
