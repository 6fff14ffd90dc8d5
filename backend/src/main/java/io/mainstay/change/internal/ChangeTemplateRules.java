// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ProposeChangeTemplate;
import io.mainstay.kernel.Validation;
import io.mainstay.ticket.TicketRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Validates what somebody wants a change template to be, each field by itself. Lengths are in characters. */
public final class ChangeTemplateRules {

    static final int NAME = 200;
    static final int DESCRIPTION = 4_000;
    static final int MAX_CLASSES = 100;
    static final int MAX_TASKS = 20;
    static final long MAX_MINUTES = Duration.ofDays(31).toMinutes();

    private static final String TASKS = "tasks";

    private ChangeTemplateRules() {}

    public static void check(ProposeChangeTemplate command) {
        Validation validation = new Validation()
                .requireText(command.name(), NAME, "input", "name")
                .limitText(command.description(), DESCRIPTION, "input", "description")
                .requireText(command.title(), TicketRules.TITLE, "input", "title")
                .requireText(command.reason(), TicketRules.REASON, "input", "reason")
                .requireText(command.plan(), ChangeRules.PLAN, "input", "plan")
                .limitText(command.testPlan(), ChangeRules.PLAN, "input", "testPlan")
                .requireText(command.backOutPlan(), ChangeRules.PLAN, "input", "backOutPlan")
                .limitText(command.communicationPlan(), ChangeRules.PLAN, "input", "communicationPlan")
                .limitText(command.teamId(), ChangeRules.ID, "input", "teamId");
        Integer minutes = command.durationMinutes();
        validation.check(
                minutes == null || (minutes >= 1 && minutes <= MAX_MINUTES),
                "between 1 and " + MAX_MINUTES,
                "input",
                "durationMinutes");
        List<String> classIds = command.classIds();
        validation.check(
                classIds == null || classIds.size() <= MAX_CLASSES,
                "a list of at most " + MAX_CLASSES + " classes",
                "input",
                "classIds");
        tasks(Objects.requireNonNullElse(command.tasks(), List.of()), validation);
        validation.refuseIfFailed();
    }

    private static void tasks(List<ChangeTemplate.Task> tasks, Validation validation) {
        validation.check(tasks.size() <= MAX_TASKS, "a list of at most " + MAX_TASKS + " tasks", "input", TASKS);
        for (int place = 0; place < tasks.size(); place++) {
            ChangeTemplate.Task task = tasks.get(place);
            String at = String.valueOf(place);
            validation
                    .requireText(task.title(), TicketRules.TITLE, "input", TASKS, at, "title")
                    .limitText(task.instruction(), TicketRules.REASON, "input", TASKS, at, "instruction")
                    .limitText(task.teamId(), ChangeRules.ID, "input", TASKS, at, "teamId")
                    .check(
                            task.position() >= 1 && task.position() <= ChangeRules.MAX_POSITION,
                            "between 1 and " + ChangeRules.MAX_POSITION,
                            "input",
                            TASKS,
                            at,
                            "position");
        }
    }

    public static void checkReason(String reason) {
        new Validation()
                .requireText(reason, TicketRules.REASON, "input", "reason")
                .refuseIfFailed();
    }

    public static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
