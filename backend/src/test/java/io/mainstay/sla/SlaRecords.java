// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.springframework.stereotype.Component;

/** Records without a capability of their own, which change as an incident would. */
@Component
public final class SlaRecords {

    static final String TYPE = "SlaTestRecord";

    private final UnitOfWork work;
    private final Cypher cypher;
    private final SlaClocks clocks;
    private final Journal journal;
    private final BusinessClock clock;
    private final Driver driver;

    SlaRecords(UnitOfWork work, Cypher cypher, SlaClocks clocks, Journal journal, BusinessClock clock, Driver driver) {
        this.work = work;
        this.cypher = cypher;
        this.clocks = clocks;
        this.journal = journal;
        this.clock = clock;
        this.driver = driver;
    }

    public String open(SlaFacts facts) {
        return openAt(facts, clock.now());
    }

    public String openAt(SlaFacts facts, Instant occurredAt) {
        String id = Ids.next();
        work.writeRepeatably(
                () -> cypher.statement("test/create-sla-record").with("id", id).run());
        changeAt(id, facts, occurredAt, SlaRecordEvent.opened());
        return id;
    }

    public List<SlaClockSnapshot> change(String id, SlaFacts facts, SlaRecordEvent... recordEvents) {
        return changeAt(id, facts, clock.now(), recordEvents);
    }

    public List<SlaClockSnapshot> changeAt(
            String id, SlaFacts facts, Instant occurredAt, SlaRecordEvent... recordEvents) {
        Instant now = clock.now();
        return work.writeRepeatably(() -> {
            int revision = cypher.statement("sla/advance-records")
                    .withRows(List.of(Map.of("recordType", TYPE, "recordId", id)))
                    .one(row -> row.integer("revision"))
                    .orElseThrow();
            List<SlaClockSnapshot> snapshots = clocks.onRecordEdit(
                    new SlaRecordEdit(TYPE, id, revision, facts, occurredAt, now, List.of(recordEvents)));
            journal.append(new JournalEntry(
                    Ids.next(),
                    Principal.SYSTEM,
                    TYPE,
                    id,
                    revision,
                    "test.change",
                    occurredAt,
                    now,
                    List.of(),
                    List.of()));
            return snapshots;
        });
    }

    /** Payloads of a record's events of one type, in the order of its revisions. */
    List<String> events(String id, String type) {
        return query(
                        "MATCH (e:OutboxEvent {aggregateId: $id, type: $type}) RETURN e.payload AS payload ORDER BY"
                                + " e.revision",
                        Map.of("id", id, "type", type))
                .stream()
                .map(row -> row.get("payload").asString())
                .toList();
    }

    /** Names of a record's timers of thresholds. */
    List<String> timers(String id) {
        return query(
                        "MATCH (t:Timer {aggregateId: $id, kind: 'sla.threshold'}) RETURN t.name AS name ORDER BY name",
                        Map.of("id", id))
                .stream()
                .map(row -> row.get("name").asString())
                .toList();
    }

    /** Actions of a record's trail, in order. */
    List<String> actions(String id) {
        return query(
                        "MATCH (e:AuditEntry {chainId: $id}) RETURN e.action AS action ORDER BY e.sequence",
                        Map.of("id", id))
                .stream()
                .map(row -> row.get("action").asString())
                .toList();
    }

    /** Makes a definition and the clocks of a record what a release left that knew no kinds. */
    void forgetKind(String definitionId, String recordId) {
        query(
                "MATCH (n) WHERE n:SlaDefinition AND n.id = $definition"
                        + " OR n:SlaDefinitionVersion AND n.definitionId = $definition"
                        + " OR n:SlaTimeline AND n.recordId = $record REMOVE n.kind",
                Map.of("definition", definitionId, "record", recordId));
    }

    /** Gives a definition another version, as a revision would, but tells no clock of it. */
    void reviseUnnoticed(String definitionId, Duration target) {
        query(
                "MATCH (d:Entity {id: $definition}) WHERE d:SlaDefinition"
                        + " MATCH (v:SlaDefinitionVersion {definitionId: d.id, version: d.version})"
                        + " SET d.version = d.version + 1"
                        + " CREATE (next:Entity:SlaDefinitionVersion)"
                        + " SET next = v {.*, id: $id, target: $target, version: d.version}",
                Map.of("definition", definitionId, "id", Ids.next(), "target", target.toString()));
    }

    /** Whether clocks are just following a change. */
    public boolean areFollowing() {
        return query("RETURN EXISTS { MATCH (t:Timer {kind: 'sla.terms-change'}) } AS following", Map.of())
                .getFirst()
                .get("following")
                .asBoolean();
    }

    /** Whether clocks are just following a change of this. */
    boolean areFollowing(String termsId) {
        return query(
                        "RETURN EXISTS { MATCH (t:Timer {kind: 'sla.terms-change', aggregateId: $id}) } AS following",
                        Map.of("id", termsId))
                .getFirst()
                .get("following")
                .asBoolean();
    }

    /** The kinds that a definition and its versions are kept with. */
    List<String> kinds(String definitionId) {
        return query(
                        "MATCH (n) WHERE n:SlaDefinition AND n.id = $id OR n:SlaDefinitionVersion AND n.definitionId ="
                                + " $id RETURN coalesce(n.kind, 'none') AS kind",
                        Map.of("id", definitionId))
                .stream()
                .map(row -> row.get("kind").asString())
                .toList();
    }

    /** Runs the statement of a migration once more. */
    void migrate(String file) {
        try (InputStream statement =
                Objects.requireNonNull(SlaRecords.class.getResourceAsStream("/neo4j/migrations/" + file), file)) {
            query(new String(statement.readAllBytes(), StandardCharsets.UTF_8).replace(";", ""), Map.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Record> query(String text, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(text, parameters).list();
        }
    }
}
