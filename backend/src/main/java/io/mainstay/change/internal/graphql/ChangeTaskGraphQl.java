// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeQueries;
import io.mainstay.change.ChangeTask;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import io.mainstay.workflow.ApprovalConditionStep;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** The tasks of changes. */
@Controller
class ChangeTaskGraphQl {

    private static final String TYPE = "ChangeTask";

    private final ChangeQueries queries;
    private final ApprovalQueries approvals;
    private final IdentityViews identity;

    ChangeTaskGraphQl(ChangeQueries queries, ApprovalQueries approvals, IdentityViews identity) {
        this.queries = queries;
        this.approvals = approvals;
        this.identity = identity;
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<ChangeTask>> tasks(List<Change> all, @ContextValue Principal principal) {
        Map<String, List<ChangeTask>> found =
                queries.tasks(principal, all.stream().map(Change::id).toList());
        Map<Change, List<ChangeTask>> tasks = new HashMap<>();
        all.forEach(change -> tasks.put(change, found.getOrDefault(change.id(), List.of())));
        return tasks;
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTask, PersonView> owner(List<ChangeTask> all) {
        return References.resolve(all, ChangeTask::ownerId, identity::people);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTask, TeamView> team(List<ChangeTask> all) {
        return References.resolve(all, ChangeTask::teamId, identity::teams);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTask, PersonView> completedBy(List<ChangeTask> all) {
        return References.resolve(
                all,
                task -> task.completion() == null ? null : task.completion().byId(),
                identity::people);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTask, ApprovalRequest> conditionOf(List<ChangeTask> all, @ContextValue Principal principal) {
        return References.resolve(all, ChangeTask::decisionId, ids -> approvals.requests(principal, ids));
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    ApprovalConditionStep conditionBefore(ChangeTask task) {
        return task.condition() == null ? null : task.condition().before();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant completedAt(ChangeTask task) {
        return task.completion() == null ? null : task.completion().at();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String result(ChangeTask task) {
        return task.completion() == null ? null : task.completion().result();
    }

    @SchemaMapping(typeName = TYPE)
    boolean overdue(ChangeTask task) {
        return queries.isOverdue(task);
    }
}
