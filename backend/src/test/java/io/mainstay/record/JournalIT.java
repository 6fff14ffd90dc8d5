// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.incident.IncidentEvents;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.IntegrationTest;
import io.mainstay.ticket.TicketPriority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** What a change, or a chunk of changes, leaves behind. */
@IntegrationTest
class JournalIT {

    private static final Instant OCCURRED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant RECORDED = Instant.parse("2026-03-02T10:00:00Z");
    private static final IncidentEvents.Started EVENT =
            new IncidentEvents.Started("id", "INC0000001", IncidentState.IN_PROGRESS, TicketPriority.P1);

    @Autowired
    private Journal journal;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private Driver driver;

    @Test
    void shouldWriteAChunkOfAThousandWithOneStatementAndTellOfItOnce() {
        List<String> ids =
                IntStream.range(0, Journal.MAX_BATCH).mapToObj(_ -> Ids.next()).toList();
        String chunkId = Ids.next();
        calls.reset();

        work.writeRepeatably(() -> journal.appendAll(
                ids.stream().map(id -> change(id, 1, List.of())).toList(), chunkId, EVENT));

        assertThat(calls.since("")).containsExactly("platform/write");
        assertThat(trail.history(Principal.SYSTEM, ids, new PageRequest(1, null)))
                .hasSize(Journal.MAX_BATCH);
        Record event = events(chunkId).getFirst();
        assertThat(events(chunkId)).hasSize(1);
        assertThat(event.get("type").asString()).isEqualTo("incident.started.v1");
        assertThat(event.get("revision").asInt()).isEqualTo(1);
        assertThat(event.get("payload").asString()).contains("INC0000001");
    }

    @Test
    void shouldGoOnWithTheChainOfEachRecordOfAChunk() {
        String known = Ids.next();
        String unknown = Ids.next();
        work.writeRepeatably(() -> journal.append(change(known, 1, List.of(EVENT))));

        work.writeRepeatably(() -> journal.appendAll(
                List.of(change(known, 2, List.of()), change(unknown, 1, List.of())), Ids.next(), EVENT));

        Map<String, Page<HistoryEntry>> history =
                trail.history(Principal.SYSTEM, List.of(known, unknown), new PageRequest(5, null));
        assertThat(history.get(known).nodes())
                .extracting(HistoryEntry::revision)
                .containsExactly(2, 1);
        assertThat(history.get(unknown).nodes())
                .extracting(HistoryEntry::revision)
                .containsExactly(1);
    }

    @Test
    void shouldGoOnWithAChainWithinAUnitOfWork() {
        String id = Ids.next();
        calls.reset();

        work.writeRepeatably(() -> {
            journal.append(change(id, 1, List.of(EVENT)));
            journal.append(change(id, 2, List.of(EVENT)));
        });

        assertThat(calls.since("")).containsExactly("platform/write");
        assertThat(trail.history(Principal.SYSTEM, List.of(id), new PageRequest(5, null))
                        .get(id)
                        .nodes())
                .extracting(HistoryEntry::revision)
                .containsExactly(2, 1);
        assertThat(events(id)).hasSize(2);
    }

    @Test
    void shouldWriteNothingOfAChunkThatIsRefused() {
        String good = Ids.next();
        String chunkId = Ids.next();

        assertThatIllegalStateException()
                .as("a revision that does not follow")
                .isThrownBy(() -> work.writeRepeatably(() -> journal.appendAll(
                        List.of(change(good, 1, List.of()), change(Ids.next(), 2, List.of())), chunkId, EVENT)));
        assertThatIllegalArgumentException()
                .as("a change with an event of its own")
                .isThrownBy(() -> work.writeRepeatably(
                        () -> journal.appendAll(List.of(change(good, 1, List.of(EVENT))), chunkId, EVENT)));
        List<JournalEntry> tooMany = new ArrayList<>();
        IntStream.rangeClosed(0, Journal.MAX_BATCH).forEach(_ -> tooMany.add(change(Ids.next(), 1, List.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> work.writeRepeatably(() -> journal.appendAll(tooMany, chunkId, EVENT)));
        work.writeRepeatably(() -> journal.appendAll(List.of(), chunkId, EVENT));

        assertThat(trail.history(Principal.SYSTEM, List.of(good), new PageRequest(5, null)))
                .isEmpty();
        assertThat(events(chunkId)).isEmpty();
    }

    @Test
    void shouldKeepBothInstantsAndOnlyWhatChanged() {
        String id = Ids.next();
        work.writeRepeatably(() -> journal.append(change(id, 1, List.of(EVENT))));

        HistoryEntry entry = trail.history(Principal.SYSTEM, List.of(id), new PageRequest(1, null))
                .get(id)
                .nodes()
                .getFirst();

        assertThat(entry.occurredAt()).isEqualTo(OCCURRED);
        assertThat(entry.recordedAt()).isEqualTo(RECORDED);
        assertThat(entry.principalId()).isEqualTo(Principal.SYSTEM_ID);
        assertThat(entry.fields()).containsExactly(new HistoryEntry.Value("title", "Old", "New", false));
        assertThat(events(id)).hasSize(1);
    }

    private List<Record> events(String aggregateId) {
        try (Session session = driver.session()) {
            return session.run("""
                            MATCH (e:OutboxEvent {aggregateId: $id})
                            RETURN e.type AS type, e.revision AS revision, e.payload AS payload""", Map.of("id", aggregateId)).list();
        }
    }

    private static JournalEntry change(String id, int revision, List<java.lang.Record> events) {
        return new JournalEntry(
                Ids.next(),
                Principal.SYSTEM,
                "JournalTest",
                id,
                revision,
                "test.change",
                OCCURRED,
                RECORDED,
                List.of(FieldChange.of("title", "Old", "New"), FieldChange.of("same", 1, 1)),
                events);
    }
}
