// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.kernel.Validation;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemCommand;
import io.mainstay.problem.ReportProblem;
import io.mainstay.record.WorkLog;
import io.mainstay.ticket.TicketRules;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Validates the input of problem commands, each field by itself. Lengths are in characters. */
public final class ProblemRules {

    /** How many incidents one call may name. */
    public static final int MAX_INCIDENTS = 100;

    static final int CAUSE = 8_000;
    static final int WHYS = 5;
    static final int WHY = 1_000;
    public static final int CONTRIBUTING = 20;
    static final int WORKAROUND = 8_000;
    static final int STEPS = 20;
    static final int STEP = 1_000;
    static final int RESOLUTION = 8_000;
    private static final int ID = 100;

    private ProblemRules() {}

    /** @param recordedAt now, by the business clock */
    public static void check(ReportProblem report, Instant recordedAt) {
        Validation validation = new Validation()
                .requireText(report.title(), TicketRules.TITLE, "input", "title")
                .limitText(report.description(), TicketRules.DESCRIPTION, "input", "description")
                .limitText(report.teamId(), ID, "input", "teamId");
        TicketRules.checkCis(validation, report.ciIds(), 0);
        incidents(validation, report.incidentIds(), 0);
        TicketRules.checkUntil(validation, report.confidentialUntil(), report.confidentiality(), recordedAt);
        validation.refuseIfFailed();
    }

    /** @param recordedAt now, by the business clock */
    public static void check(ProblemCommand command, Instant recordedAt) {
        Validation validation = new Validation();
        switch (command) {
            case ProblemCommand.Resolve resolve ->
                validation.requireText(resolve.resolution(), RESOLUTION, "input", "resolution");
            case ProblemCommand.Reopen reopen ->
                validation.requireText(reopen.reason(), TicketRules.REASON, "input", "reason");
            case ProblemCommand.AcceptRisk accept ->
                validation
                        .requireText(accept.reason(), TicketRules.REASON, "input", "reason")
                        .check(
                                accept.reviewAt().isAfter(Objects.requireNonNullElse(accept.occurredAt(), recordedAt)),
                                "after the risk is accepted",
                                "input",
                                "reviewAt");
            case ProblemCommand.Cancel cancel ->
                validation.requireText(cancel.reason(), TicketRules.REASON, "input", "reason");
            case ProblemCommand.Update update -> {
                if (update.title().given()) {
                    validation.requireText(update.title().value(), TicketRules.TITLE, "input", "title");
                }
                validation.limitText(update.description().value(), TicketRules.DESCRIPTION, "input", "description");
            }
            case ProblemCommand.SetRootCause set -> cause(validation, set.cause());
            case ProblemCommand.SetWorkaround set -> {
                validation.requireText(set.text(), WORKAROUND, "input", "text");
                texts(validation, set.steps(), STEPS, STEP, "steps");
            }
            case ProblemCommand.PublishWorkaround publish -> incidents(validation, publish.incidentIds(), 1);
            case ProblemCommand.LinkIncidents link -> incidents(validation, link.incidentIds(), 1);
            case ProblemCommand.UnlinkIncidents unlink -> incidents(validation, unlink.incidentIds(), 1);
            case ProblemCommand.TellCallers tell -> {
                incidents(validation, tell.incidentIds(), 1);
                validation.requireText(tell.text(), WorkLog.MAX_LENGTH, "input", "text");
            }
            case ProblemCommand.Assess _,
                    ProblemCommand.Investigate _,
                    ProblemCommand.Fix _,
                    ProblemCommand.Close _,
                    ProblemCommand.MarkDuplicate _,
                    ProblemCommand.MarkKnownError _ -> {
                // their values are references and choices, which are looked up
            }
        }
        validation.refuseIfFailed();
    }

    private static void cause(Validation validation, Problem.RootCause cause) {
        validation
                .requireText(cause.text(), CAUSE, "input", "text")
                .check(
                        cause.ciIds().size() <= CONTRIBUTING,
                        "a list of at most " + CONTRIBUTING + " configuration items",
                        "input",
                        "contributingCiIds");
        texts(validation, cause.whys(), WHYS, WHY, "whys");
    }

    private static void texts(Validation validation, List<String> texts, int most, int length, String field) {
        validation.check(texts.size() <= most, "a list of at most " + most + " texts", "input", field);
        for (int i = 0; i < Math.min(texts.size(), most); i++) {
            validation.requireText(texts.get(i), length, "input", field, String.valueOf(i));
        }
    }

    private static void incidents(Validation validation, List<String> incidentIds, int least) {
        validation.check(
                incidentIds.size() >= least && incidentIds.size() <= MAX_INCIDENTS,
                "a list of " + (least == 0 ? "at most " : least + " to ") + MAX_INCIDENTS + " incidents",
                "input",
                "incidentIds");
    }
}
