// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeTask;
import io.mainstay.change.internal.store.ChangeTaskStore;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.TicketReferences;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What commands make of the tasks of a change, whose lock is held. */
@Component
public final class ChangeTasks {

    /** How many tasks a change may have. */
    public static final int MAX_TASKS = 50;

    static final String OVERDUE = "change.task-overdue";

    /** What the history calls tasks that are added, edited or removed. They are a part of the plan. */
    static final String PLANNED = "tasks";

    private static final String TASK = "Task";
    private static final String TASK_ID = "taskId";

    private final ChangeTaskStore store;
    private final TicketReferences references;
    private final Timers timers;

    ChangeTasks(ChangeTaskStore store, TicketReferences references, Timers timers) {
        this.store = store;
        this.references = references;
        this.timers = timers;
    }

    /** @throws RefusedException CONFLICT if there are enough; NOT_FOUND for a person or a team that is none */
    public Outcome<Change> added(Principal principal, Change change, ChangeCommand.AddTask add) {
        if (store.of(change.id()).size() >= MAX_TASKS) {
            throw new RefusedException(
                    UserError.of(UserErrorCode.CONFLICT, "A change has at most " + MAX_TASKS + " tasks.", "id")
                            .with("max", MAX_TASKS));
        }
        requireOwner(principal, add.ownerId());
        references.team(add.teamId());
        ChangeTask task = new ChangeTask(
                Ids.next(),
                change.id(),
                add.position(),
                add.title().strip(),
                add.ownerId(),
                add.teamId(),
                add.dueAt(),
                null);
        store.create(task);
        arm(null, task);
        return Outcome.<Change>of(change, edit -> List.of(ChangeEventMaker.taskAdded(edit.after(), task)))
                .linked(FieldChange.of(PLANNED, null, task.text()), true);
    }

    /**
     * Edits a task. What is to be done, and in which order, is a part of the plan and as such not edited while it is carried out; who does
     * it, and until when, may be said also then.
     *
     * @throws RefusedException NOT_FOUND if the change has no such task; CONFLICT if it is complete, or its plan is being carried out
     */
    public Outcome<Change> updated(Principal principal, Change change, ChangeCommand.UpdateTask update) {
        ChangeTask before = required(change, update.taskId());
        requireOpen(before);
        ChangeTask after = update.over(before);
        if (after.equals(before)) {
            return Outcome.none(change);
        }
        if (change.state() == ChangeState.IMPLEMENTING && !after.isSamePlan(before)) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "What a task is, and its position, are not edited while the change is implemented.",
                    "input"));
        }
        if (!Objects.equals(before.ownerId(), after.ownerId())) {
            requireOwner(principal, after.ownerId());
        }
        if (!Objects.equals(before.teamId(), after.teamId())) {
            references.team(after.teamId());
        }
        store.save(after);
        arm(before, after);
        Outcome<Change> outcome =
                Outcome.of(change, edit -> List.of(ChangeEventMaker.taskUpdated(edit.after(), after)));
        for (FieldChange field : List.of(
                FieldChange.of(PLANNED, before.text(), after.text()),
                FieldChange.of("taskOwnerId", before.ownerId(), after.ownerId()),
                FieldChange.of("taskTeamId", before.teamId(), after.teamId()),
                FieldChange.of("taskDueAt", before.dueAt(), after.dueAt()))) {
            if (field.changed()) {
                outcome = outcome.linked(field, true);
            }
        }
        return outcome;
    }

    /** @throws RefusedException NOT_FOUND if the change has no such task */
    public Outcome<Change> removed(Change change, String taskId) {
        ChangeTask task = required(change, taskId);
        store.remove(task);
        timers.disarm(OVERDUE, change.id(), task.id());
        return Outcome.<Change>of(change, edit -> List.of(ChangeEventMaker.taskRemoved(edit.after(), task)))
                .linked(FieldChange.of(PLANNED, task.text(), null), true);
    }

    /**
     * Completes a task.
     *
     * @throws RefusedException NOT_FOUND if the change has no such task; CONFLICT if it is complete, or tasks that come first are not
     */
    public Outcome<Change> completed(
            Principal principal, Change change, ChangeCommand.CompleteTask complete, Occurrence at) {
        ChangeTask before = required(change, complete.taskId());
        requireOpen(before);
        refuse(
                store.of(change.id()),
                task -> task.isOpen() && task.position() < before.position(),
                "Tasks of a lower position are completed first");
        ChangeTask after = before.completed(
                new ChangeTask.Completion(complete.done(), complete.result(), principal.personId(), at.occurredAt()));
        store.save(after);
        arm(before, after);
        return Outcome.<Change>of(change, edit -> List.of(ChangeEventMaker.taskCompleted(edit.after(), after)))
                .linked(FieldChange.of("completedTasks", null, after.text() + ": " + after.state()), false);
    }

    /** @throws RefusedException CONFLICT naming the tasks of a change that are open */
    public void requireAllCompleted(Change change) {
        refuse(store.of(change.id()), ChangeTask::isOpen, "Its tasks are completed first, as done or as not done");
    }

    /** The task for which a timer was armed, if it is still what the timer is about. */
    Optional<ChangeTask> overdue(Change change, String taskId, Instant dueAt) {
        return store.of(change.id()).stream()
                .filter(task -> task.id().equals(taskId) && task.isOpen() && dueAt.equals(task.dueAt()))
                .findFirst();
    }

    private static void refuse(List<ChangeTask> tasks, Predicate<ChangeTask> inTheWay, String rule) {
        List<ChangeTask> open = tasks.stream().filter(inTheWay).toList();
        if (!open.isEmpty()) {
            throw new RefusedException(
                    UserError.of(UserErrorCode.CONFLICT, rule + ": " + String.join(", ", titles(open)) + ".", "id")
                            .with("taskIds", open.stream().map(ChangeTask::id).toList()));
        }
    }

    private static List<String> titles(List<ChangeTask> tasks) {
        return tasks.stream().map(ChangeTask::title).toList();
    }

    private ChangeTask required(Change change, String taskId) {
        return store.of(change.id()).stream()
                .filter(task -> task.id().equals(taskId))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound(TASK, taskId, "input", TASK_ID));
    }

    private static void requireOpen(ChangeTask task) {
        if (!task.isOpen()) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The task " + task.title() + " is " + task.state() + " already.",
                            "input",
                            TASK_ID)
                    .with("taskState", task.state().name()));
        }
    }

    private void requireOwner(Principal principal, @Nullable String ownerId) {
        if (ownerId != null) {
            references.person(principal, ownerId, "ownerId");
        }
    }

    private void arm(@Nullable ChangeTask before, ChangeTask after) {
        Instant old = before == null ? null : before.dueAt();
        Instant due = after.isOpen() ? after.dueAt() : null;
        if (due == null) {
            if (old != null) {
                timers.disarm(OVERDUE, after.changeId(), after.id());
            }
        } else if (!due.equals(old)) {
            timers.arm(TimerSpec.of(OVERDUE, after.changeId(), due).named(after.id()));
        }
    }
}
