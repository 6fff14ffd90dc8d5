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

/** History and audit are one entry, which is written together with the events of the change. */
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
    public void append(JournalEntry change) {
        appendEach(List.of(change));
    }

    @Override
    public void appendEach(List<JournalEntry> changes) {
        trail.append(changes.stream().map(RecordJournal::draft).toList());
        outbox.append(changes.stream()
                .flatMap(change -> change.events().stream()
                        .map(payload -> new NewEvent(
                                change.aggregateType(),
                                change.aggregateId(),
                                change.revision(),
                                change.occurredAt(),
                                payload)))
                .toList());
    }

    @Override
    public void appendAll(List<JournalEntry> changes, String chunkId, Record event) {
        if (changes.isEmpty()) {
            return;
        }
        if (changes.stream().anyMatch(change -> !change.events().isEmpty())) {
            throw new IllegalArgumentException("A chunk tells of its changes by one event");
        }
        trail.append(changes.stream().map(RecordJournal::draft).toList());
        JournalEntry last = changes.getLast();
        outbox.append(List.of(new NewEvent(last.aggregateType(), chunkId, CHUNK_REVISION, last.occurredAt(), event)));
    }

    private static AuditDraft draft(JournalEntry change) {
        return new AuditDraft(
                change.changeId(),
                change.aggregateId(),
                change.revision(),
                change.aggregateType(),
                change.action(),
                change.principal().personId(),
                change.occurredAt(),
                change.recordedAt(),
                change.fields());
    }
}
