// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeType;
import io.mainstay.change.ChangeUpdate;
import io.mainstay.change.RequestChange;
import io.mainstay.change.RiskLevel;
import io.mainstay.change.internal.evidence.EvidenceVersion;
import io.mainstay.change.internal.risk.RiskRuleChecks;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.ticket.TicketRules;
import io.mainstay.workflow.ApprovalService;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Validates the input of commands on changes, each field by itself. Lengths are in characters. */
public final class ChangeRules {

    /** How many incidents or problems one call may name. */
    public static final int MAX_RECORDS = 100;

    public static final int MAX_IMPLEMENTERS = 20;

    /** From how many freezes an exception is asked for at once. */
    public static final int MAX_FREEZES = 20;

    /** The highest position of a task. */
    static final int MAX_POSITION = 1_000;

    static final int PLAN = 8_000;
    static final int REVIEW = 8_000;
    static final int HOW = 200;
    static final int ID = 100;
    private static final String STANDARD_ONLY = "absent unless the change is a STANDARD one";
    private static final String OF_TEMPLATE = "absent in a STANDARD change, whose template says it";

    private ChangeRules() {}

    /** @param recordedAt now, by the business clock */
    public static void check(RequestChange request, Instant recordedAt) {
        Validation validation = new Validation()
                .limitText(request.description(), TicketRules.DESCRIPTION, "input", "description")
                .limitText(request.teamId(), ID, "input", "teamId");
        Change.Purpose purpose = request.purpose();
        validation
                .limitText(purpose.noCisReason(), TicketRules.REASON, "input", "noCisReason")
                .limitText(purpose.imminentRisk(), TicketRules.REASON, "input", "imminentRisk");
        checkRisk(validation, request.type(), purpose.imminentRisk());
        Change.Plan plan = request.plan();
        validation
                .limitText(plan.steps(), PLAN, "input", "plan")
                .limitText(plan.test(), PLAN, "input", "testPlan")
                .limitText(plan.backOut(), PLAN, "input", "backOutPlan")
                .limitText(plan.communication(), PLAN, "input", "communicationPlan");
        EstimatedCost.check(validation, plan.estimatedCost());
        window(validation, plan.window());
        template(validation, request);
        implementers(validation, plan.implementerIds());
        TicketRules.checkCis(validation, request.ciIds(), 0);
        records(validation, request.incidentIds(), "incidentIds");
        records(validation, request.problemIds(), "problemIds");
        TicketRules.checkUntil(validation, request.confidentialUntil(), request.confidentiality(), recordedAt);
        validation.refuseIfFailed();
    }

    /** What a template says, a standard change does not say by itself; what no template says, other changes must. */
    private static void template(Validation validation, RequestChange request) {
        Change.Plan plan = request.plan();
        RequestChange.Beginning beginning = request.beginning();
        if (request.type() == ChangeType.STANDARD) {
            validation
                    .limitText(request.title(), TicketRules.TITLE, "input", "title")
                    .limitText(request.purpose().reason(), TicketRules.REASON, "input", "reason")
                    .require(plan.templateId(), "input", "templateId")
                    .limitText(plan.templateId(), ID, "input", "templateId")
                    .check(plan.steps() == null, OF_TEMPLATE, "input", "plan")
                    .check(plan.test() == null, OF_TEMPLATE, "input", "testPlan")
                    .check(plan.backOut() == null, OF_TEMPLATE, "input", "backOutPlan");
            if (beginning != null) {
                validation
                        .check(plan.window() == null, "absent beside window", "input", "beginsAt")
                        .require(beginning.from(), "input", "beginsAt")
                        .require(beginning.zone(), "input", "zone");
                if (beginning.zone() != null) {
                    zone(validation, beginning.zone(), "input", "zone");
                }
            }
            return;
        }
        validation
                .check(plan.templateId() == null, STANDARD_ONLY, "input", "templateId")
                .check(beginning == null || beginning.from() == null, STANDARD_ONLY, "input", "beginsAt")
                .check(beginning == null || beginning.zone() == null, STANDARD_ONLY, "input", "zone")
                .requireText(request.title(), TicketRules.TITLE, "input", "title")
                .requireText(request.purpose().reason(), TicketRules.REASON, "input", "reason");
    }

    /** @param recordedAt now, by the business clock */
    public static void check(ChangeCommand command, Instant recordedAt) {
        Validation validation = new Validation();
        switch (command) {
            case ChangeCommand.Update update -> update(validation, update.update());
            case ChangeCommand.ExcludeCis exclude -> {
                TicketRules.checkCis(validation, exclude.ciIds(), 1);
                reason(validation, exclude.reason());
            }
            case ChangeCommand.IncludeCis include -> TicketRules.checkCis(validation, include.ciIds(), 1);
            case ChangeCommand.RequestFreezeException request -> {
                validation.check(
                        !request.windowIds().isEmpty() && request.windowIds().size() <= MAX_FREEZES,
                        "1 to " + MAX_FREEZES + " freezes",
                        "input",
                        "windowIds");
                reason(validation, request.reason());
            }
            case ChangeCommand.Assess assess -> {
                if (assess.reason() != null) {
                    reason(validation, assess.reason());
                }
            }
            case ChangeCommand.AuthoriseVerbally verbally ->
                validation
                        .requireText(verbally.how(), HOW, "input", "how")
                        .check(
                                verbally.givenAt() == null
                                        || !verbally.givenAt().isAfter(recordedAt),
                                "in the past",
                                "input",
                                "givenAt");
            case ChangeCommand.Reject reject -> reason(validation, reject.reason());
            case ChangeCommand.AddTask add -> {
                validation
                        .requireText(add.title(), TicketRules.TITLE, "input", "title")
                        .limitText(add.teamId(), ID, "input", "teamId");
                position(validation, add.position());
            }
            case ChangeCommand.UpdateTask update -> {
                required(validation, update.title(), TicketRules.TITLE, "title");
                validation.limitText(update.teamId().value(), ID, "input", "teamId");
                if (update.position().given()) {
                    validation.require(update.position().value(), "input", "position");
                    position(validation, update.position().overRequired(1));
                }
            }
            case ChangeCommand.CompleteTask complete -> {
                if (complete.done()) {
                    validation.limitText(complete.result(), TicketRules.REASON, "input", "result");
                } else {
                    validation.requireText(complete.result(), TicketRules.REASON, "input", "result");
                }
            }
            case ChangeCommand.Complete complete -> {
                validation.limitText(complete.note(), PLAN, "input", "note");
                ChangeGraphEdits.check(validation, complete.outcome(), complete.applyGraphEdit());
            }
            case ChangeCommand.FilePaperwork file -> {
                validation
                        .requireText(file.plan(), PLAN, "input", "plan")
                        .requireText(file.backOutPlan(), PLAN, "input", "backOutPlan");
                if (file.noTestReason() == null) {
                    validation.requireText(file.testPlan(), PLAN, "input", "testPlan");
                } else {
                    validation
                            .requireText(file.noTestReason(), TicketRules.REASON, "input", "noTestReason")
                            .check(file.testPlan() == null, "absent beside noTestReason", "input", "testPlan");
                }
            }
            case ChangeCommand.RecordCabReview review ->
                validation
                        .requireText(review.findings(), REVIEW, "input", "findings")
                        .limitText(review.meetingId(), ID, "input", "meetingId");
            case ChangeCommand.Close close -> validation.requireText(close.review(), REVIEW, "input", "review");
            case ChangeCommand.Cancel cancel -> reason(validation, cancel.reason());
            case ChangeCommand.MarkUnauthorised mark -> reason(validation, mark.reason());
            case ChangeCommand.LinkRecords link -> records(validation, link.incidentIds(), link.problemIds());
            case ChangeCommand.UnlinkRecords unlink -> records(validation, unlink.incidentIds(), unlink.problemIds());
            case ChangeCommand.Start start -> {
                if (start.overrideReason() != null) {
                    validation.requireText(start.overrideReason(), TicketRules.REASON, "input", "overrideReason");
                }
            }
            case ChangeCommand.Authorise authorise ->
                validation
                        .limitText(authorise.comment(), ApprovalService.MAX_TEXT, "input", "comment")
                        .limitText(authorise.evidenceVersion(), EvidenceVersion.MAX_LENGTH, "input", "evidenceVersion");
            case ChangeCommand.Decide _ -> {
                // was checked with the request
            }
            case ChangeCommand.SetPlannedOutages set -> ChangeOutages.check(validation, set.outages());
            case ChangeCommand.SetGraphEdit _ -> {
                // is checked against the graph
            }
            case ChangeCommand.ExemptFromConflicts exempt -> reason(validation, exempt.reason());
            case ChangeCommand.Submit _, ChangeCommand.EndConflictExemption _, ChangeCommand.RemoveTask _ -> {
                // need no details
            }
        }
        validation.refuseIfFailed();
    }

    /** @throws io.mainstay.kernel.RefusedException REQUIRED if somebody says another level than the rules and does not say why */
    public static void checkOverride(RiskLevel said, RiskLevel computed, @Nullable String reason) {
        if (said != computed && reason == null) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.REQUIRED,
                            "reason is required: why the risk is " + said + " and not " + computed
                                    + ", as it is computed.",
                            "input",
                            "reason")
                    .with("computed", computed.name()));
        }
    }

    /** @throws io.mainstay.kernel.RefusedException INVALID if a change that is no emergency names an imminent risk */
    public static void checkRisk(ChangeType type, Change.Purpose purpose) {
        Validation validation = new Validation();
        checkRisk(validation, type, purpose.imminentRisk());
        validation.refuseIfFailed();
    }

    private static void checkRisk(Validation validation, ChangeType type, @Nullable String imminentRisk) {
        validation.check(
                imminentRisk == null || type == ChangeType.EMERGENCY,
                "absent unless the change is an EMERGENCY",
                "input",
                "imminentRisk");
    }

    /**
     * An answer to a question about the risk of a change.
     *
     * @param question its key
     */
    public record RiskAnswer(String question, boolean answer) {}

    /**
     * Answers by the keys of their questions.
     *
     * @param answers null for none
     * @throws io.mainstay.kernel.RefusedException INVALID if there are too many, or two to one question
     */
    public static Map<String, Boolean> answers(@Nullable List<RiskAnswer> answers) {
        Map<String, Boolean> byKey = new TreeMap<>();
        List<RiskAnswer> all = Objects.requireNonNullElse(answers, List.of());
        Validation validation = new Validation()
                .check(
                        all.size() <= RiskRuleChecks.MAX_QUESTIONS,
                        "a list of at most " + RiskRuleChecks.MAX_QUESTIONS + " answers",
                        "input",
                        "riskAnswers");
        validation.refuseIfFailed();
        for (int index = 0; index < all.size(); index++) {
            RiskAnswer one = all.get(index);
            String[] at = {"input", "riskAnswers", String.valueOf(index), "question"};
            boolean key = RiskRuleChecks.isKey(one.question());
            validation.check(key, "the key of a question", at);
            if (key) {
                validation.check(
                        byKey.put(one.question(), one.answer()) == null,
                        "of no other answer; there are two to " + one.question(),
                        at);
            }
        }
        validation.refuseIfFailed();
        return byKey;
    }

    private static void update(Validation validation, ChangeUpdate update) {
        required(validation, update.title(), TicketRules.TITLE, "title");
        required(validation, update.reason(), TicketRules.REASON, "reason");
        validation
                .limitText(update.description().value(), TicketRules.DESCRIPTION, "input", "description")
                .limitText(update.noCisReason().value(), TicketRules.REASON, "input", "noCisReason")
                .limitText(update.imminentRisk().value(), TicketRules.REASON, "input", "imminentRisk")
                .limitText(update.plan().value(), PLAN, "input", "plan")
                .limitText(update.testPlan().value(), PLAN, "input", "testPlan")
                .limitText(update.backOutPlan().value(), PLAN, "input", "backOutPlan")
                .limitText(update.communicationPlan().value(), PLAN, "input", "communicationPlan");
        EstimatedCost.check(validation, update.estimatedCost().value());
        window(validation, update.window().value());
        List<String> implementers = update.implementerIds().value();
        if (implementers != null) {
            implementers(validation, implementers);
        }
    }

    private static void position(Validation validation, int position) {
        validation.check(
                position >= 1 && position <= MAX_POSITION, "between 1 and " + MAX_POSITION, "input", "position");
    }

    private static void required(Validation validation, FieldUpdate<String> update, int most, String field) {
        if (update.given()) {
            validation.requireText(update.value(), most, "input", field);
        }
    }

    private static void reason(Validation validation, String reason) {
        validation.requireText(reason, TicketRules.REASON, "input", "reason");
    }

    private static void window(Validation validation, Change.@Nullable Window window) {
        if (window == null) {
            return;
        }
        validation.check(window.from().isBefore(window.to()), "after from", "input", "window", "to");
        zone(validation, window.zone(), "input", "window", "zone");
    }

    private static void zone(Validation validation, String zone, String... field) {
        validation.check(
                ZoneId.getAvailableZoneIds().contains(zone),
                "the name of an IANA region, for example Europe/Berlin",
                field);
    }

    private static void implementers(Validation validation, List<String> ids) {
        validation.check(
                ids.size() <= MAX_IMPLEMENTERS,
                "a list of at most " + MAX_IMPLEMENTERS + " people",
                "input",
                "implementerIds");
    }

    private static void records(Validation validation, List<String> incidentIds, List<String> problemIds) {
        records(validation, incidentIds, "incidentIds");
        records(validation, problemIds, "problemIds");
        validation.check(
                !incidentIds.isEmpty() || !problemIds.isEmpty(),
                "a list of 1 to " + MAX_RECORDS + " incidents, or problemIds one of problems",
                "input",
                "incidentIds");
    }

    private static void records(Validation validation, List<String> ids, String field) {
        validation.check(ids.size() <= MAX_RECORDS, "a list of at most " + MAX_RECORDS + " records", "input", field);
    }
}
