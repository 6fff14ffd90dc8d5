// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateState;
import io.mainstay.change.internal.ChangeTemplateFields;
import io.mainstay.change.internal.ChangeTemplates.Result;
import io.mainstay.change.internal.TemplateTasksJson;
import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import io.mainstay.record.store.ListCypher;
import io.mainstay.record.store.RecordList;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of change templates. A catalogue is for all who read changes. Writes and locks belong inside a unit of work. */
@Component
public final class ChangeTemplateStore {

    /** What people call one. */
    public static final String NAME = "Change template";

    private final Cypher cypher;
    private final Subject<ChangeTemplate> subject;
    private final RecordList<ChangeTemplate> lists;

    ChangeTemplateStore(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.subject = new CatalogueSubject<>(
                ChangeTemplate.TYPE,
                NAME,
                (principal, _) -> principal.may(Permission.CHANGE_READ),
                ChangeTemplateFields.ALL,
                template -> new Revision(template.id(), template.version(), template.revision(), template.updatedAt()),
                (template, next) -> template.moved(next.version(), next.revision(), next.lastEventAt()),
                ChangeTemplateStore::read,
                writes,
                locks);
        this.lists = new RecordList<>(
                cypher,
                catalogue.macro("visible-template", ListCypher.NODE),
                "change/templates",
                ChangeTemplate.TYPE,
                ChangeTemplateFields.ALL,
                ChangeTemplateStore::read,
                ChangeTemplate::id);
    }

    /** Templates, as they are edited. */
    public Subject<ChangeTemplate> subject() {
        return subject;
    }

    public Map<String, ChangeTemplate> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("change/templates-by-ids")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), ChangeTemplate::id);
    }

    /** Templates, as they are listed. */
    public RecordList<ChangeTemplate> lists() {
        return lists;
    }

    /**
     * What came of the last changes of each template that say something of it, the latest first, visible or not.
     *
     * @param since by the template's id, the instant after which they were over
     * @param most how many of each
     */
    public Map<String, List<Result>> lastOutcomes(Map<String, Instant> since, int most) {
        if (since.isEmpty()) {
            return Map.of();
        }
        return cypher.statement("change/template-outcomes")
                .with(
                        "templates",
                        since.entrySet().stream()
                                .map(template -> Map.of("id", template.getKey(), "since", template.getValue()))
                                .toList())
                .with("unmeasured", ChangeOutcome.NOT_IMPLEMENTED.name())
                .with("limit", most)
                .grouped(
                        row -> row.string("id"),
                        row -> new Result(row.enumValue("outcome", ChangeOutcome.class), row.instant("closedAt")));
    }

    private static ChangeTemplate read(Row node) {
        Long minutes = node.longOrNull("durationMinutes");
        return new ChangeTemplate(
                node.string("id"),
                node.string("name"),
                node.stringOrNull("description"),
                new ChangeTemplate.Content(
                        node.string("title"),
                        node.string("reason"),
                        node.string("plan"),
                        node.stringOrNull("testPlan"),
                        node.string("backOutPlan"),
                        node.stringOrNull("communicationPlan"),
                        node.stringOrNull("categoryId"),
                        node.stringOrNull("serviceOfferingId"),
                        node.stringOrNull("teamId"),
                        minutes == null ? null : Duration.ofMinutes(minutes),
                        node.strings("classIds"),
                        TemplateTasksJson.read(node.stringOrNull("tasks"))),
                node.enumValue("state", ChangeTemplateState.class),
                new ChangeTemplate.Proposal(node.string("proposedById"), node.instant("proposedAt")),
                approval(node),
                revocation(node),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }

    private static ChangeTemplate.@Nullable Approval approval(Row node) {
        String byId = node.stringOrNull("approvedById");
        return byId == null ? null : new ChangeTemplate.Approval(byId, node.instant("approvedAt"));
    }

    private static ChangeTemplate.@Nullable Revocation revocation(Row node) {
        String reason = node.stringOrNull("revokeReason");
        return reason == null
                ? null
                : new ChangeTemplate.Revocation(reason, node.stringOrNull("revokedById"), node.instant("revokedAt"));
    }
}
