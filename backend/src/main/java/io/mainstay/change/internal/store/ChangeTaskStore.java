// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeTask;
import io.mainstay.change.ChangeTaskState;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.workflow.ApprovalConditionStep;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of tasks of changes. Writes belong inside the unit of work that holds the change's lock. */
@Component
public final class ChangeTaskStore {

    private static final String LABEL = "ChangeTask";

    private final Cypher cypher;
    private final Writes writes;

    ChangeTaskStore(Cypher cypher, Writes writes) {
        this.cypher = cypher;
        this.writes = writes;
    }

    public void create(Collection<ChangeTask> tasks) {
        writes.create(
                List.of(LABEL), tasks.stream().map(ChangeTaskStore::properties).toList());
    }

    public void save(ChangeTask task) {
        writes.change(task.id(), properties(task));
    }

    public void remove(Collection<ChangeTask> tasks) {
        cypher.statement("change/remove-tasks")
                .with("ids", tasks.stream().map(ChangeTask::id).toList())
                .run();
    }

    /** The tasks of a change in their order. */
    public List<ChangeTask> of(String changeId) {
        return of(List.of(changeId)).getOrDefault(changeId, List.of());
    }

    /** The tasks of each change in their order; visible or not, because tasks are seen with their change. */
    public Map<String, List<ChangeTask>> of(Collection<String> changeIds) {
        return cypher.statement("change/tasks-of")
                .with("ids", Set.copyOf(changeIds))
                .grouped(row -> row.row("node").string("ticketId"), row -> read(row.row("node")));
    }

    private static Map<String, @Nullable Object> properties(ChangeTask task) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", task.id());
        properties.put("ticketId", task.changeId());
        properties.put("position", task.position());
        properties.put("title", task.title());
        properties.put("instruction", task.instruction());
        properties.put("ownerId", task.ownerId());
        properties.put("teamId", task.teamId());
        properties.put("dueAt", task.dueAt());
        properties.put("state", task.state().name());
        ChangeTask.Condition condition = task.condition();
        properties.put("conditionOfId", condition == null ? null : condition.requestId());
        properties.put(
                "conditionBefore", condition == null ? null : condition.before().name());
        ChangeTask.Completion completion = task.completion();
        properties.put("result", completion == null ? null : completion.result());
        properties.put("completedById", completion == null ? null : completion.byId());
        properties.put("completedAt", completion == null ? null : completion.at());
        return properties;
    }

    private static ChangeTask.@Nullable Condition condition(Row node) {
        String requestId = node.stringOrNull("conditionOfId");
        return requestId == null
                ? null
                : new ChangeTask.Condition(requestId, node.enumValue("conditionBefore", ApprovalConditionStep.class));
    }

    private static ChangeTask read(Row node) {
        ChangeTaskState state = node.enumValue("state", ChangeTaskState.class);
        return new ChangeTask(
                node.string("id"),
                node.string("ticketId"),
                node.integer("position"),
                node.string("title"),
                node.stringOrNull("instruction"),
                node.stringOrNull("ownerId"),
                node.stringOrNull("teamId"),
                node.instantOrNull("dueAt"),
                condition(node),
                state == ChangeTaskState.OPEN
                        ? null
                        : new ChangeTask.Completion(
                                state == ChangeTaskState.DONE,
                                node.stringOrNull("result"),
                                node.string("completedById"),
                                node.instant("completedAt")));
    }
}
