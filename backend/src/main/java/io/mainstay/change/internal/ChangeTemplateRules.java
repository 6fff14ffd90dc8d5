// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ProposeChangeTemplate;
import io.mainstay.kernel.Validation;
import io.mainstay.ticket.TicketRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates what somebody wants a change template to be, each field by itself. Lengths are in characters. */
public final class ChangeTemplateRules {

    static final int NAME = 200;
    static final int DESCRIPTION = 4_000;
    static final int MAX_CLASSES = 100;
    static final long MAX_MINUTES = Duration.ofDays(31).toMinutes();

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
        validation.refuseIfFailed();
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
