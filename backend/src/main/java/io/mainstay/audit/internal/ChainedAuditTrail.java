// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.platform.work.TrailHeads;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The audit trail in the graph: the entries of each aggregate are a chain of hashes. */
@Component
final class ChainedAuditTrail implements AuditTrail {

    private static final int SALT_BYTES = 16;

    private final AuditStore store;
    private final TrailHeads heads;
    private final ObjectProvider<RecordVisibility> visibility;
    private final SecureRandom random = new SecureRandom();

    /** Asked late, because what it asks reads trails itself; the command that only verifies has none. */
    ChainedAuditTrail(AuditStore store, TrailHeads heads, ObjectProvider<RecordVisibility> visibility) {
        this.store = store;
        this.heads = heads;
        this.visibility = visibility;
    }

    @Override
    public void append(List<AuditDraft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        if (drafts.size() > MAX_BATCH) {
            throw new IllegalArgumentException(drafts.size() + " entries exceed the batch of " + MAX_BATCH);
        }
        Map<String, String> previous = previousHashes(drafts);
        List<ChainedEntry> entries = new ArrayList<>(drafts.size());
        for (AuditDraft draft : drafts) {
            entries.add(ChainedEntry.of(draft, values(draft.fields()), previousHash(draft, previous)));
        }
        store.append(entries);
        entries.forEach(entry -> heads.know(entry.chainId(), entry.sequence(), entry.hash()));
    }

    @Override
    public Map<String, Page<HistoryEntry>> history(
            Principal principal, Collection<String> aggregateIds, PageRequest request) {
        return shown(principal, newest(aggregateIds, request));
    }

    /** The pages without the values that name what the principal may not see. */
    Map<String, Page<HistoryEntry>> shown(Principal principal, Map<String, Page<HistoryEntry>> pages) {
        return new ValueRedaction(ids -> visibility.getObject().seenAmong(principal, ids)).of(pages);
    }

    /** The newest revisions with all their values, for who has not decided yet whether the principal sees the aggregates. */
    Map<String, Page<HistoryEntry>> newest(Collection<String> aggregateIds, PageRequest request) {
        int before = request.after() == null
                ? Integer.MAX_VALUE
                : request.after().values(1).integer(0);
        Map<String, Page<HistoryEntry>> pages = new HashMap<>();
        store.newest(aggregateIds, before, request.first() + 1).forEach((aggregateId, entries) -> {
            List<HistoryEntry> rows =
                    entries.stream().map(ChainedEntry::toHistory).toList();
            pages.put(aggregateId, Page.ofRows(rows, request, ChainedAuditTrail::cursor));
        });
        return pages;
    }

    @Override
    public Map<HistoryEntry.Place, HistoryEntry> entries(Principal principal, Collection<HistoryEntry.Place> places) {
        List<HistoryEntry> found =
                store.entries(places).stream().map(ChainedEntry::toHistory).toList();
        return new ValueRedaction(ids -> visibility.getObject().seenAmong(principal, ids))
                .of(found).stream()
                        .collect(Collectors.toMap(
                                entry -> new HistoryEntry.Place(entry.aggregateId(), entry.revision()),
                                Function.identity()));
    }

    @Override
    public Map<String, List<HistoryEntry>> recordedAfter(Collection<String> aggregateIds, Instant instant) {
        Map<String, List<HistoryEntry>> history = new HashMap<>();
        store.recordedAfter(aggregateIds, instant)
                .forEach((aggregateId, entries) -> history.put(
                        aggregateId,
                        entries.stream().map(ChainedEntry::toHistory).toList()));
        return history;
    }

    @Override
    public int erase(String aggregateId, Set<String> fields) {
        int erased = 0;
        for (ChainedEntry entry : store.chain(aggregateId)) {
            ChainedEntry without = entry.erased(fields);
            if (!without.equals(entry)) {
                store.replaceValues(without);
                erased += (int) entry.values().stream()
                        .filter(value -> fields.contains(value.field()) && !value.isErased())
                        .count();
            }
        }
        return erased;
    }

    private static Cursor cursor(HistoryEntry entry) {
        return Cursor.of(List.of(Integer.toString(entry.revision())), entry.id(), HISTORY_SCOPE);
    }

    private Map<String, String> previousHashes(List<AuditDraft> drafts) {
        Map<String, String> previous = new HashMap<>();
        Map<String, Integer> unknown = new HashMap<>();
        for (AuditDraft draft : drafts) {
            if (draft.sequence() > 1) {
                int sequence = draft.sequence() - 1;
                heads.hash(draft.chainId(), sequence)
                        .ifPresentOrElse(
                                hash -> previous.put(draft.chainId(), hash),
                                () -> unknown.put(draft.chainId(), sequence));
            }
        }
        if (!unknown.isEmpty()) {
            previous.putAll(store.hashes(unknown));
        }
        return previous;
    }

    private static String previousHash(AuditDraft draft, Map<String, String> previous) {
        if (draft.sequence() == 1) {
            return "";
        }
        String hash = previous.get(draft.chainId());
        if (hash == null) {
            throw new IllegalStateException("The trail of " + draft.aggregateType() + " " + draft.chainId()
                    + " has no entry " + (draft.sequence() - 1) + " for the new one to follow");
        }
        return hash;
    }

    private List<AuditedValue> values(List<FieldChange> fields) {
        return fields.stream().map(field -> AuditedValue.of(field, salt())).toList();
    }

    private String salt() {
        byte[] bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
