// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.store;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of the settings of tickets. */
@Component
public final class TicketSettingsStore {

    /** Something as it is under its lock, with the revision of its trail. */
    public record Locked<T>(String id, T value, int revision) {}

    private final Cypher cypher;
    private final Locks locks;

    TicketSettingsStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    /** The matrix in force. */
    public PriorityMatrix matrix(TicketKind kind) {
        return cypher.statement("ticket/matrix")
                .with("id", matrixId(kind))
                .one(row -> matrix(row.row("matrix")))
                .orElseThrow();
    }

    /** Those of the ids that are matrices. */
    public Map<String, PriorityMatrix> matricesByIds(Collection<String> ids) {
        Map<String, PriorityMatrix> matrices = new HashMap<>();
        for (TicketKind kind : TicketKind.values()) {
            if (ids.contains(matrixId(kind))) {
                matrices.put(matrixId(kind), matrix(kind));
            }
        }
        return matrices;
    }

    public Locked<PriorityMatrix> lockMatrix(TicketKind kind) {
        String id = matrixId(kind);
        return locks.lock("PriorityMatrix", id, node -> new Locked<>(id, matrix(node), node.integer("revision")))
                .orElseThrow();
    }

    public void saveMatrix(PriorityMatrix matrix, int revision) {
        cypher.statement("ticket/save-matrix")
                .with("id", matrixId(matrix.kind()))
                .with("version", matrix.version())
                .with("revision", revision)
                .with(
                        "cells",
                        matrix.cells().stream().map(TicketSettingsStore::text).toList())
                .run();
    }

    public Map<String, TicketCategory> categories(Collection<String> ids) {
        return cypher.statement("ticket/categories")
                .with("ids", Set.copyOf(ids))
                .keyed(row -> category(row.row("category")), TicketCategory::id);
    }

    /** The categories right below one, or the topmost if it is null, by name from after one on. */
    public List<TicketCategory> categoriesBelow(
            TicketKind kind, @Nullable String parentId, String afterName, int limit) {
        return cypher.statement("ticket/categories-below")
                .with("ticketKind", kind)
                .with("parentId", parentId == null ? "" : parentId)
                .with("after", key(afterName))
                .with("limit", limit)
                .list(row -> category(row.row("category")));
    }

    public Optional<Locked<TicketCategory>> lockCategory(String id) {
        return locks.lock("TicketCategory", id, node -> new Locked<>(id, category(node), node.integer("revision")));
    }

    public void saveCategory(TicketCategory category, int revision) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("ticketKind", category.kind().name());
        properties.put("name", category.name());
        properties.put("nameKey", key(category.name()));
        properties.put("parentKey", category.parentId() == null ? "" : category.parentId());
        properties.put("path", category.path());
        properties.put("depth", category.depth());
        properties.put("active", category.active());
        properties.put("revision", revision);
        cypher.statement("ticket/save-category")
                .with("id", category.id())
                .with("kindLabel", category.kind().label() + "Category")
                .with("properties", properties)
                .run();
    }

    public List<TicketChoice> choices(TicketKind kind) {
        return cypher.statement("ticket/choices").with("ticketKind", kind).list(row -> choice(row.row("choice")));
    }

    public Map<String, TicketChoice> choicesByIds(Collection<String> ids) {
        return cypher
                .statement("ticket/choices-by-ids")
                .with("ids", Set.copyOf(ids))
                .list(row -> {
                    Row node = row.row("choice");
                    return Map.entry(node.string("id"), choice(node));
                })
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Optional<TicketChoice> choice(TicketKind kind, TicketChoice.Purpose purpose, String code) {
        return cypher.statement("ticket/choice")
                .with("ticketKind", kind)
                .with("purpose", purpose)
                .with("code", code)
                .one(row -> choice(row.row("choice")));
    }

    /** Creates the choice if need be and locks it; revision 0 says that it is new. */
    public Locked<TicketChoice> lockChoice(TicketChoice choice, String id) {
        return cypher.statement("ticket/lock-choice")
                .with("ticketKind", choice.kind())
                .with("purpose", choice.purpose())
                .with("code", choice.code())
                .with("id", id)
                .with("name", choice.name())
                .with("kindLabel", choice.kind().label() + "Choice")
                .with("lock", Ids.next())
                .one(row -> {
                    Row node = row.row("choice");
                    return new Locked<>(node.string("id"), choice(node), node.integer("revision"));
                })
                .orElseThrow();
    }

    public void saveChoice(TicketChoice choice, int revision) {
        cypher.statement("ticket/save-choice")
                .with("ticketKind", choice.kind())
                .with("purpose", choice.purpose())
                .with("code", choice.code())
                .with("name", choice.name())
                .with("active", choice.active())
                .with("revision", revision)
                .run();
    }

    private static PriorityMatrix matrix(Row node) {
        return new PriorityMatrix(
                kind(node),
                node.integer("version"),
                node.strings("cells").stream().map(TicketSettingsStore::cell).toList());
    }

    private static String text(PriorityMatrix.Cell cell) {
        return cell.impact() + "/" + cell.urgency() + "/" + cell.priority();
    }

    private static PriorityMatrix.Cell cell(String text) {
        List<String> parts = List.of(text.split("/", -1));
        return new PriorityMatrix.Cell(
                TicketImpact.valueOf(parts.get(0)),
                TicketUrgency.valueOf(parts.get(1)),
                TicketPriority.valueOf(parts.get(2)));
    }

    private static TicketCategory category(Row node) {
        String parentKey = node.string("parentKey");
        return new TicketCategory(
                node.string("id"),
                kind(node),
                node.string("name"),
                parentKey.isEmpty() ? null : parentKey,
                node.string("path"),
                node.integer("depth"),
                node.bool("active"));
    }

    private static TicketChoice choice(Row node) {
        return new TicketChoice(
                kind(node),
                node.enumValue("purpose", TicketChoice.Purpose.class),
                node.string("code"),
                node.string("name"),
                node.bool("active"));
    }

    private static TicketKind kind(Row node) {
        return node.enumValue("ticketKind", TicketKind.class);
    }

    /** Each kind has one matrix, made by the migration that brings its settings. */
    private static String matrixId(TicketKind kind) {
        return switch (kind) {
            case INCIDENT -> "01900000-0000-7000-8000-000000000201";
            case PROBLEM -> "01900000-0000-7000-8000-000000000301";
            case CHANGE -> "01900000-0000-7000-8000-000000000401";
            case RELEASE -> "01900000-0000-7000-8000-000000000601";
        };
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
