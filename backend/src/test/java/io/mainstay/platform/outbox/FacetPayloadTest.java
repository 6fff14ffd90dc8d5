// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mainstay.attachment.AttachedFile;
import io.mainstay.attachment.Attachment;
import io.mainstay.audit.FieldChange;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemState;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.FacetEvent;
import io.mainstay.ticket.FacetEvents;
import io.mainstay.ticket.FacetEvents.Beside;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The payloads of the events of facets to the letter, as they were stored before kinds of ticket shared them. */
class FacetPayloadTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private static final String EVENTS = """
            assigned.v1 "teamId":"team-2","assigneeId":null,"previousTeamId":"team-1"
            held.v1 "reason":"AWAITING_VENDOR","followUpAt":"2026-03-01T10:00:00Z"
            held.v1 "reason":"AWAITING_VENDOR","followUpAt":null
            resumed.v1
            updated.v1 "fields":["title"]
            prioritised.v1 "<previous>":"P3"
            cis-changed.v1 "linked":["ci"],"unlinked":[]
            cis-changed.v1 "linked":[],"unlinked":["ci"]
            commented.v1 "entryId":"entry","authorId":"author"
            work-noted.v1 "entryId":"entry","authorId":"author"
            comment-corrected.v1 "entryId":"entry","correctedById":"corrector","withdrawn":false
            comment-corrected.v1 "entryId":"entry","correctedById":"corrector","withdrawn":true
            work-note-corrected.v1 "entryId":"entry","correctedById":"corrector"
            attachments-changed.v1 "attachedIds":["public"],"removedIds":[]
            internal-attachments-changed.v1 "attachedIds":["internal"],"removedIds":[]
            internal-attachments-changed.v1 "attachedIds":[],"removedIds":["internal"]
            updated.v1 "fields":["title"]
            follow-up-due.v1 "teamId":"team-2","assigneeId":null
            """;

    @Test
    void shouldWriteThoseOfIncidentsAsEver() {
        List<String> written = written(
                TicketKind.INCIDENT, incident("team-1", TicketPriority.P3), incident("team-2", TicketPriority.P1));

        assertThat(written)
                .containsExactlyElementsOf(expected(
                        "incident",
                        "\"incidentId\":\"id\",\"number\":\"INC0000001\",\"state\":\"ON_HOLD\",\"priority\":\"P1\"",
                        "before"));
    }

    @Test
    void shouldWriteThoseOfProblemsAsEver() {
        List<String> written =
                written(TicketKind.PROBLEM, problem("team-1", TicketPriority.P3), problem("team-2", TicketPriority.P1));

        assertThat(written)
                .containsExactlyElementsOf(expected(
                        "problem",
                        "\"problemId\":\"id\",\"number\":\"PRB0000001\",\"state\":\"INVESTIGATING\",\"priority\":\"P1\"",
                        "previousPriority"));
    }

    @Test
    void shouldReadWhatHappenedOutOfASharedPayload() {
        String json = PayloadJson.write(
                new SharedPayload("test.assigned.v1", Map.of("testId", "id"), new FacetEvent.Assigned("a", null, "b")));

        assertThat(PayloadJson.read(json, FacetEvent.Assigned.class))
                .isEqualTo(new FacetEvent.Assigned("a", null, "b"));
    }

    @Test
    void shouldRefuseASharedPayloadOfAMalformedType() {
        SharedPayload payload = new SharedPayload("assigned", Map.of(), new FacetEvent.Resumed());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewEvent("Test", "id", 1, AT, payload))
                .withMessageContaining("assigned");
    }

    private static List<String> expected(String kind, String subject, String previous) {
        return EVENTS.replace("<previous>", previous)
                .lines()
                .map(line -> line.split(" ", 2))
                .map(parts ->
                        "%s.%s {%s}".formatted(kind, parts[0], parts.length == 1 ? subject : subject + "," + parts[1]))
                .toList();
    }

    private static Attachment attachment(String id, boolean internal) {
        return new Attachment(id, "id", new AttachedFile("a.txt", "text/plain", 1, "00"), internal, "author", AT);
    }

    private static <T extends Ticket<T, ?>> List<String> written(TicketKind kind, T before, T after) {
        Edited<T> edit = new Edited<>(
                Principal.SYSTEM,
                "test.edit",
                before,
                after,
                Occurrence.at(AT),
                List.of(FieldChange.of("title", "Old", "New")));
        WorkLogEntry comment = entry(WorkLogEntry.Kind.COMMENT);
        WorkLogEntry note = entry(WorkLogEntry.Kind.WORK_NOTE);
        List<Record> all = new ArrayList<>();
        all.add(made(kind, new FacetCommand.Assign("id", 1, "team-2", null, null, null), edit));
        all.add(made(kind, new FacetCommand.Hold("id", 1, "AWAITING_VENDOR", AT, null), edit));
        all.add(made(kind, new FacetCommand.Hold("id", 1, "AWAITING_VENDOR", null, null), edit));
        all.add(made(kind, new FacetCommand.Resume("id", 1, null), edit));
        all.add(made(kind, new FacetCommand.Classify("id", 1, Confidentiality.SECRET, null, null), edit));
        all.add(made(kind, new FacetCommand.Prioritise("id", 1, TicketImpact.HIGH, TicketUrgency.HIGH, null), edit));
        all.add(FacetEvents.of(
                kind,
                new FacetCommand.LinkCis("id", List.of("ci"), null),
                edit,
                new Beside(null, List.of("ci"), List.of())));
        all.add(FacetEvents.of(
                kind,
                new FacetCommand.UnlinkCis("id", 1, List.of("ci"), null),
                edit,
                new Beside(null, List.of(), List.of("ci"))));
        all.add(FacetEvents.of(kind, new FacetCommand.Comment("id", "Text", null), edit, beside(comment)));
        all.add(FacetEvents.of(kind, new FacetCommand.AddWorkNote("id", "Text", null), edit, beside(note)));
        FacetCommand correction = new FacetCommand.CorrectEntry("id", 1, "entry", "New", false, null);
        FacetCommand withdrawal = new FacetCommand.CorrectEntry("id", 1, "entry", null, true, null);
        all.add(FacetEvents.of(kind, correction, edit, beside(corrected(comment, WorkLogEntry.Kind.COMMENT))));
        all.add(FacetEvents.of(kind, withdrawal, edit, beside(corrected(comment, WorkLogEntry.Kind.WORK_NOTE))));
        all.add(FacetEvents.of(kind, correction, edit, beside(corrected(note, WorkLogEntry.Kind.WORK_NOTE))));
        List<Attachment> files = List.of(attachment("public", false), attachment("internal", true));
        all.addAll(FacetEvents.attachments(kind, after, files, List.of()));
        all.addAll(FacetEvents.attachments(kind, after, List.of(), files.subList(1, 2)));
        all.add(FacetEvents.updated(kind, edit));
        all.add(FacetEvents.followUpDue(kind, after));
        return all.stream()
                .map(payload -> new NewEvent("Test", "id", 1, AT, payload))
                .map(event -> event.type() + " " + PayloadJson.write(event.payload()))
                .toList();
    }

    private static <T extends Ticket<T, ?>> Record made(TicketKind kind, FacetCommand command, Edited<T> edit) {
        return FacetEvents.of(kind, command, edit, Beside.NOTHING);
    }

    private static Beside beside(WorkLogEntry entry) {
        return new Beside(entry, List.of(), List.of());
    }

    private static WorkLogEntry entry(WorkLogEntry.Kind kind) {
        return new WorkLogEntry("entry", "id", kind, "Text", "author", AT, AT, null);
    }

    private static WorkLogEntry corrected(WorkLogEntry entry, WorkLogEntry.Kind kind) {
        return entry.corrected(kind, "New", "corrector", AT);
    }

    private static Incident incident(String teamId, TicketPriority priority) {
        return new Incident(
                header("INC0000001"),
                facets(teamId, priority),
                IncidentState.ON_HOLD,
                new Incident.Origin(IncidentChannel.PHONE, null, null),
                null,
                null,
                0);
    }

    private static Problem problem(String teamId, TicketPriority priority) {
        return new Problem(
                header("PRB0000001"), facets(teamId, priority), ProblemState.INVESTIGATING, null, null, null, null, 0);
    }

    private static Header header(String number) {
        return new Header("id", number, "organisation", 1, 1, AT, AT, AT, null);
    }

    private static Facets facets(String teamId, TicketPriority priority) {
        return new Facets(
                new Facets.Description("Title", null, null),
                new Facets.People("reporter", null, null),
                new Facets.Assignment(null, teamId, null, true),
                null,
                new Facets.Rating(TicketImpact.HIGH, TicketUrgency.HIGH, priority, 1, null, null, null),
                null,
                Facets.Secrecy.NONE);
    }
}
