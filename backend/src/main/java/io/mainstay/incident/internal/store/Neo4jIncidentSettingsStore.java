package io.mainstay.incident.internal.store;

import io.mainstay.incident.IncidentCategory;
import io.mainstay.incident.IncidentChoice;
import io.mainstay.incident.IncidentImpact;
import io.mainstay.incident.IncidentPriority;
import io.mainstay.incident.IncidentUrgency;
import io.mainstay.incident.PriorityMatrix;
import io.mainstay.incident.internal.IncidentSettingsStore;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jIncidentSettingsStore implements IncidentSettingsStore {

    /** The one matrix, made by the migration that brings the settings. */
    private static final String MATRIX_ID = "01900000-0000-7000-8000-000000000201";

    private final Cypher cypher;
    private final Locks locks;

    Neo4jIncidentSettingsStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    @Override
    public PriorityMatrix matrix() {
        return cypher.statement("incident/matrix")
                .with("id", MATRIX_ID)
                .one(row -> matrix(row.row("matrix")))
                .orElseThrow();
    }

    @Override
    public Locked<PriorityMatrix> lockMatrix() {
        return locks.lock(
                        "PriorityMatrix",
                        MATRIX_ID,
                        node -> new Locked<>(MATRIX_ID, matrix(node), node.integer("revision")))
                .orElseThrow();
    }

    @Override
    public void saveMatrix(PriorityMatrix matrix, int revision) {
        cypher.statement("incident/save-matrix")
                .with("id", MATRIX_ID)
                .with("version", matrix.version())
                .with("revision", revision)
                .with(
                        "cells",
                        matrix.cells().stream()
                                .map(Neo4jIncidentSettingsStore::text)
                                .toList())
                .run();
    }

    @Override
    public Map<String, IncidentCategory> categories(Collection<String> ids) {
        return cypher
                .statement("incident/categories")
                .with("ids", Set.copyOf(ids))
                .list(row -> category(row.row("category")))
                .stream()
                .collect(Collectors.toMap(IncidentCategory::id, Function.identity()));
    }

    @Override
    public List<IncidentCategory> categoriesBelow(@Nullable String parentId, String afterName, int limit) {
        return cypher.statement("incident/categories-below")
                .with("parentId", parentId == null ? "" : parentId)
                .with("after", key(afterName))
                .with("limit", limit)
                .list(row -> category(row.row("category")));
    }

    @Override
    public Optional<Locked<IncidentCategory>> lockCategory(String id) {
        return locks.lock("IncidentCategory", id, node -> new Locked<>(id, category(node), node.integer("revision")));
    }

    @Override
    public void saveCategory(IncidentCategory category, int revision) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("name", category.name());
        properties.put("nameKey", key(category.name()));
        properties.put("parentKey", category.parentId() == null ? "" : category.parentId());
        properties.put("path", category.path());
        properties.put("depth", category.depth());
        properties.put("active", category.active());
        properties.put("revision", revision);
        cypher.statement("incident/save-category")
                .with("id", category.id())
                .with("properties", properties)
                .run();
    }

    @Override
    public List<IncidentChoice> choices() {
        return cypher.statement("incident/choices").list(row -> choice(row.row("choice")));
    }

    @Override
    public Optional<IncidentChoice> choice(IncidentChoice.Kind kind, String code) {
        return cypher.statement("incident/choice").with("key", key(kind, code)).one(row -> choice(row.row("choice")));
    }

    @Override
    public Locked<IncidentChoice> lockChoice(IncidentChoice choice, String id) {
        return cypher.statement("incident/lock-choice")
                .with("key", key(choice.kind(), choice.code()))
                .with("id", id)
                .with("kind", choice.kind())
                .with("code", choice.code())
                .with("name", choice.name())
                .with("lock", Ids.next())
                .one(row -> {
                    Row node = row.row("choice");
                    return new Locked<>(node.string("id"), choice(node), node.integer("revision"));
                })
                .orElseThrow();
    }

    @Override
    public void saveChoice(IncidentChoice choice, int revision) {
        cypher.statement("incident/save-choice")
                .with("key", key(choice.kind(), choice.code()))
                .with("name", choice.name())
                .with("active", choice.active())
                .with("revision", revision)
                .run();
    }

    private static PriorityMatrix matrix(Row node) {
        return new PriorityMatrix(
                node.integer("version"),
                node.strings("cells").stream()
                        .map(Neo4jIncidentSettingsStore::cell)
                        .toList());
    }

    private static String text(PriorityMatrix.Cell cell) {
        return cell.impact() + "/" + cell.urgency() + "/" + cell.priority();
    }

    private static PriorityMatrix.Cell cell(String text) {
        List<String> parts = List.of(text.split("/", -1));
        return new PriorityMatrix.Cell(
                IncidentImpact.valueOf(parts.get(0)),
                IncidentUrgency.valueOf(parts.get(1)),
                IncidentPriority.valueOf(parts.get(2)));
    }

    private static IncidentCategory category(Row node) {
        String parentKey = node.string("parentKey");
        return new IncidentCategory(
                node.string("id"),
                node.string("name"),
                parentKey.isEmpty() ? null : parentKey,
                node.string("path"),
                node.integer("depth"),
                node.bool("active"));
    }

    private static IncidentChoice choice(Row node) {
        return new IncidentChoice(
                node.enumValue("kind", IncidentChoice.Kind.class),
                node.string("code"),
                node.string("name"),
                node.bool("active"));
    }

    private static String key(IncidentChoice.Kind kind, String code) {
        return kind.name() + '/' + code;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
