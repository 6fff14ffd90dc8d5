// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.util.List;
import org.springframework.stereotype.Component;

/** The journal in the graph: history and audit are one entry, which is written together with the events of the edit. */
@Component
final class RecordJournal implements Journal {

    private static final int CHUNK_REVISION = 1;

    private final AuditTrail trail;
    private final Outbox outbox;

    RecordJournal(AuditTrail trail, Outbox outbox) {
        this.trail = trail;
        this.outbox = outbox;
    }

    @Override
    public void append(JournalEntry entry) {
        appendEach(List.of(entry));
    }

    @Override
    public void appendEach(List<JournalEntry> entries) {
        trail.append(entries.stream().map(RecordJournal::draft).toList());
        outbox.append(entries.stream()
                .flatMap(entry -> entry.events().stream()
                        .map(payload -> new NewEvent(
                                entry.aggregateType(),
                                entry.aggregateId(),
                                entry.revision(),
                                entry.occurredAt(),
                                payload)))
                .toList());
    }

    @Override
    public void appendAll(List<JournalEntry> entries, String chunkId, Record event) {
        if (entries.isEmpty()) {
            return;
        }
        if (entries.stream().anyMatch(entry -> !entry.events().isEmpty())) {
            throw new IllegalArgumentException("A chunk tells of its changes by one event");
        }
        trail.append(entries.stream().map(RecordJournal::draft).toList());
        JournalEntry last = entries.getLast();
        outbox.append(List.of(new NewEvent(last.aggregateType(), chunkId, CHUNK_REVISION, last.occurredAt(), event)));
    }

    private static AuditDraft draft(JournalEntry entry) {
        return new AuditDraft(
                entry.entryId(),
                entry.aggregateId(),
                entry.revision(),
                entry.aggregateType(),
                entry.action(),
                entry.principal().personId(),
                entry.occurredAt(),
                entry.recordedAt(),
                entry.fields());
    }
}
