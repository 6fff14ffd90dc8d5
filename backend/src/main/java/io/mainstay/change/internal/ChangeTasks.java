// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeTask;
import io.mainstay.change.ChangeTemplate;
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
import io.mainstay.workflow.ApprovalCondition;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.GivenDecision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** What the history calls tasks that are conditions of an approval. To them no authorisation refers. */
    static final String CONDITIONS = "conditions";

    private static final String TASK = "Task";
    private static final String TASK_ID = "taskId";
    private static final String CONDITION_TASKS = "conditionTasks";

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
        requireRoom(change, 1, "id");
        requireOwner(principal, add.ownerId());
        references.team(add.teamId());
        ChangeTask task = new ChangeTask(
                Ids.next(),
                change.id(),
                add.position(),
                add.title().strip(),
                null,
                add.ownerId(),
                add.teamId(),
                add.dueAt(),
                null,
                null);
        store.create(List.of(task));
        arm(null, task);
        return Outcome.<Change>of(change, edit -> List.of(ChangeEventMaker.taskAdded(edit.after(), task)))
                .linked(FieldChange.of(PLANNED, null, task.text()), true);
    }

    /**
     * The tasks of a template, as those of a new change: they are copied, and what becomes of the template is nothing to them. That of a
     * team that was deactivated since the template was proposed is nobody's, so that changes can still be made of it.
     */
    public void copy(Change change, List<ChangeTemplate.Task> tasks) {
        Set<String> teams = tasks.stream()
                .map(ChangeTemplate.Task::teamId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        teams.removeIf(team -> !references.isTeam(team));
        if (!tasks.isEmpty()) {
            store.create(tasks.stream()
                    .map(task -> new ChangeTask(
                            Ids.next(),
                            change.id(),
                            task.position(),
                            task.title(),
                            task.instruction(),
                            null,
                            teams.contains(task.teamId()) ? task.teamId() : null,
                            null,
                            null,
                            null))
                    .toList());
        }
    }

    /** What the history of a new change says of the tasks of its template. */
    public static List<FieldChange> copied(List<ChangeTemplate.Task> tasks) {
        return tasks.isEmpty()
                ? List.of()
                : List.of(FieldChange.of(
                        PLANNED,
                        null,
                        tasks.stream()
                                .map(task -> task.position() + " " + task.title())
                                .toList()));
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
        if (!after.isOfPlan() && !after.isSamePlan(before)) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "What a condition says, whoever approved the change has said, and it has no position.",
                    "input"));
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
                FieldChange.of(field(after), before.text(), after.text()),
                FieldChange.of("taskOwnerId", before.ownerId(), after.ownerId()),
                FieldChange.of("taskTeamId", before.teamId(), after.teamId()),
                FieldChange.of("taskDueAt", before.dueAt(), after.dueAt()))) {
            if (field.changed()) {
                outcome = outcome.linked(field, true);
            }
        }
        return outcome;
    }

    /** @throws RefusedException NOT_FOUND if the change has no such task; CONFLICT for a condition, which goes with its approval */
    public Outcome<Change> removed(Change change, String taskId) {
        ChangeTask task = required(change, taskId);
        if (!task.isOfPlan()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "The change was approved on this condition, which goes with the approval alone.",
                    "input",
                    TASK_ID));
        }
        store.remove(List.of(task));
        timers.disarm(OVERDUE, change.id(), task.id());
        return Outcome.<Change>of(change, edit -> List.of(ChangeEventMaker.taskRemoved(edit.after(), task)))
                .linked(FieldChange.of(PLANNED, task.text(), null), true);
    }

    /**
     * Completes a task. A condition may be met as soon as it is said, and one that comes before the implementation is not left undone: without
     * it the change is not as it was approved.
     *
     * @throws RefusedException NOT_FOUND if the change has no such task; INVALID_TRANSITION for a part of the plan before the change is
     *     implemented; CONFLICT if it is complete, or tasks that come first are not, or for a condition that is not to be left undone
     */
    public Outcome<Change> completed(
            Principal principal, Change change, ChangeCommand.CompleteTask complete, Occurrence at) {
        ChangeTask before = required(change, complete.taskId());
        requireOpen(before);
        if (before.isOfPlan()) {
            requireTurn(change, before);
        } else if (!complete.done() && before.isUnmet()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    "The change was approved on this condition: it is met, or the change is approved anew.",
                    "input",
                    "done"));
        }
        ChangeTask after = before.completed(
                new ChangeTask.Completion(complete.done(), complete.result(), principal.personId(), at.occurredAt()));
        store.save(after);
        arm(before, after);
        return Outcome.<Change>of(change, edit -> List.of(ChangeEventMaker.taskCompleted(edit.after(), after)))
                .linked(FieldChange.of("completedTasks", null, after.text() + ": " + after.state()), false);
    }

    private void requireTurn(Change change, ChangeTask task) {
        if (change.state() != ChangeState.IMPLEMENTING) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION,
                            "A part of the plan is completed while the change is implemented; it is " + change.state()
                                    + ".",
                            "id")
                    .with("state", change.state().name())
                    .with("allowed", List.of(ChangeState.IMPLEMENTING.name())));
        }
        refuse(
                store.of(change.id()),
                other -> other.isOpen() && other.isOfPlan() && other.position() < task.position(),
                "Tasks of a lower position are completed first");
    }

    /**
     * What a decision wants done becomes tasks. It is told in the history under a name of its own and not as the plan: whoever decides edits
     * nothing of what they and others decide.
     *
     * @param decided by a decision that holds
     * @throws RefusedException NOT_FOUND for a person or a team that is none; CONFLICT if the change has tasks enough
     */
    public Outcome<Change> conditioned(
            Principal principal, Outcome<Change> outcome, ApprovalRequest decided, GivenDecision decision) {
        List<ApprovalCondition> conditions = decision.allConditions();
        if (conditions.isEmpty()) {
            return outcome;
        }
        Change change = outcome.after();
        requireRoom(change, conditions.size(), CONDITIONS);
        requireNamed(principal, decision.tasks());
        List<ChangeTask> tasks = conditions.stream()
                .map(condition -> task(change, decided, condition))
                .toList();
        store.create(tasks);
        tasks.forEach(task -> arm(null, task));
        return told(outcome, tasks, ChangeEventMaker::taskAdded, task -> FieldChange.of(CONDITIONS, null, task.text()));
    }

    private void requireNamed(Principal principal, List<ApprovalCondition> tasks) {
        for (int place = 0; place < tasks.size(); place++) {
            String number = String.valueOf(place);
            String ownerId = tasks.get(place).ownerId();
            if (ownerId != null) {
                references.personAt(principal, ownerId, CONDITION_TASKS, number, "ownerId");
            }
            references.teamAt(tasks.get(place).teamId(), CONDITION_TASKS, number, "teamId");
        }
    }

    /** Whom nobody names it is for those who make the change; and due before the step that waits for it. */
    private static ChangeTask task(Change change, ApprovalRequest decided, ApprovalCondition condition) {
        boolean named = condition.ownerId() != null || condition.teamId() != null;
        Instant step = switch (condition.step()) {
            case IMPLEMENTATION -> change.plannedFrom();
            case COMPLETION -> change.plannedTo();
        };
        return new ChangeTask(
                Ids.next(),
                change.id(),
                ChangeTask.NO_POSITION,
                condition.text().strip(),
                null,
                named ? condition.ownerId() : maker(change),
                named ? condition.teamId() : change.teamId(),
                condition.dueAt() == null ? step : condition.dueAt(),
                new ChangeTask.Condition(decided.id(), condition.step()),
                null);
    }

    private static @Nullable String maker(Change change) {
        return Stream.concat(Stream.ofNullable(change.assigneeId()), change.implementerIds().stream())
                .findFirst()
                .orElse(null);
    }

    /** The approval is over, and its conditions with it, met or not. */
    Outcome<Change> unconditioned(Outcome<Change> outcome) {
        List<ChangeTask> over = store.of(outcome.after().id()).stream()
                .filter(task -> !task.isOfPlan())
                .toList();
        if (over.isEmpty()) {
            return outcome;
        }
        store.remove(over);
        over.stream()
                .filter(task -> task.isOpen() && task.dueAt() != null)
                .forEach(task -> timers.disarm(OVERDUE, task.changeId(), task.id()));
        return told(
                outcome, over, ChangeEventMaker::taskRemoved, task -> FieldChange.of(CONDITIONS, evidence(task), null));
    }

    /** How a condition was met is evidence, which stays in the history when the task goes. */
    private static String evidence(ChangeTask task) {
        ChangeTask.Completion completion = task.completion();
        if (completion == null) {
            return task.text();
        }
        String met = task.text() + ": " + task.state();
        return completion.result() == null ? met : met + ", " + completion.result();
    }

    private static Outcome<Change> told(
            Outcome<Change> outcome,
            List<ChangeTask> tasks,
            BiFunction<Change, ChangeTask, Record> event,
            Function<ChangeTask, FieldChange> field) {
        Outcome<Change> told = outcome.telling(edit ->
                tasks.stream().map(task -> event.apply(edit.after(), task)).toList());
        for (ChangeTask task : tasks) {
            told = told.linked(field.apply(task), false);
        }
        return told;
    }

    /** @throws RefusedException CONFLICT naming the conditions of a change that are to be met before it is implemented, and are not */
    public void requireConditionsMet(Change change) {
        refuse(store.of(change.id()), ChangeTask::isUnmet, "It was approved on conditions that are met first");
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

    private void requireRoom(Change change, int more, String field) {
        if (store.of(change.id()).size() + more > MAX_TASKS) {
            throw new RefusedException(
                    UserError.of(UserErrorCode.CONFLICT, "A change has at most " + MAX_TASKS + " tasks.", field)
                            .with("max", MAX_TASKS));
        }
    }

    private static String field(ChangeTask task) {
        return task.isOfPlan() ? PLANNED : CONDITIONS;
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
