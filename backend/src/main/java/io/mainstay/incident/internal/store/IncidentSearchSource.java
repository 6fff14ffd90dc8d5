package io.mainstay.incident.internal.store;

import io.mainstay.incident.internal.Incident;
import io.mainstay.incident.internal.IncidentStore;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Offers incidents to search: what was reported, how it was solved, and the newest comments and work notes. */
@Component
final class IncidentSearchSource implements SearchSource {

    private static final String SEARCH_TYPE = "INCIDENT";
    private static final Visibility EVERYTHING = Visibility.everything(Principal.SYSTEM_ID);

    private final IncidentStore incidents;
    private final WorkLog workLog;
    private final Cypher cypher;

    IncidentSearchSource(IncidentStore incidents, WorkLog workLog, Cypher cypher) {
        this.incidents = incidents;
        this.workLog = workLog;
        this.cypher = cypher;
    }

    @Override
    public String type() {
        return SEARCH_TYPE;
    }

    @Override
    public Permission readPermission() {
        return TicketKind.INCIDENT.readPermission();
    }

    @Override
    public Permission workPermission() {
        return TicketKind.INCIDENT.workPermission();
    }

    @Override
    public Set<String> interests() {
        return Set.of("incident.");
    }

    @Override
    public Set<String> affected(OutboxEvent event) {
        return event.aggregateType().equals(Incident.TYPE) ? Set.of(event.aggregateId()) : Set.of();
    }

    @Override
    public Set<String> facetKeys() {
        return Set.of("priority", "teamId");
    }

    @Override
    public List<SearchDocument> documents(Collection<String> ids) {
        Map<String, List<String>> comments = entries(ids, WorkLogEntry.Kind.COMMENT);
        Map<String, List<String>> notes = entries(ids, WorkLogEntry.Kind.WORK_NOTE);
        return incidents.visible(EVERYTHING, ids).values().stream()
                .map(incident -> document(
                        incident,
                        comments.getOrDefault(incident.id(), List.of()),
                        notes.getOrDefault(incident.id(), List.of())))
                .toList();
    }

    private Map<String, List<String>> entries(Collection<String> ids, WorkLogEntry.Kind kind) {
        Map<String, List<String>> texts = new HashMap<>();
        workLog.entries(ids, Set.of(kind), new PageRequest(PageRequest.MAX, null))
                .forEach((id, page) -> texts.put(
                        id, page.nodes().stream().map(WorkLogEntry::text).toList()));
        return texts;
    }

    private static SearchDocument document(Incident incident, List<String> comments, List<String> notes) {
        Incident.Description description = incident.description();
        List<String> texts =
                new ArrayList<>(Stream.of(description.text(), description.symptom(), description.location())
                        .filter(Objects::nonNull)
                        .toList());
        if (incident.resolution() != null) {
            texts.add(incident.resolution().text());
        }
        texts.addAll(comments);
        Map<String, List<String>> facets = new HashMap<>();
        facets.put("priority", List.of(incident.rating().priority().name()));
        String teamId = incident.assignment().teamId();
        if (teamId != null) {
            facets.put("teamId", List.of(teamId));
        }
        return new SearchDocument(
                incident.id(),
                SEARCH_TYPE,
                incident.number(),
                description.title(),
                texts,
                notes,
                incident.state().name(),
                facets,
                incident.visibilityFacts(),
                incident.revision());
    }

    @Override
    public List<DocumentRevision> revisions(String afterId, int limit) {
        return cypher.statement("incident/revisions")
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new DocumentRevision(row.string("id"), row.longValue("revision")));
    }

    @Override
    public String fullTextIndex() {
        return "incident_text";
    }
}
