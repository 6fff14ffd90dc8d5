// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeType;
import io.mainstay.change.ChangeUpdate;
import io.mainstay.change.RequestChange;
import io.mainstay.change.RiskLevel;
import io.mainstay.change.internal.ChangeRules;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.TicketUrgency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** The input objects of the mutations of changes, as the schema has them. */
final class ChangeMutationInputs {

    private ChangeMutationInputs() {}

    record Window(Instant from, Instant to, String zone) {

        Change.Window planned() {
            return new Change.Window(from, to, zone);
        }
    }

    record Request(
            ChangeType type,
            @Nullable String templateId,
            @Nullable String title,
            @Nullable String description,
            @Nullable String reason,
            @Nullable String noCisReason,
            @Nullable String imminentRisk,
            @Nullable String plan,
            @Nullable String testPlan,
            @Nullable String backOutPlan,
            @Nullable String communicationPlan,
            @Nullable Window window,
            @Nullable Instant beginsAt,
            @Nullable String zone,
            @Nullable List<String> implementerIds,
            @Nullable List<ChangeRules.RiskAnswer> riskAnswers,
            @Nullable BigDecimal estimatedCost,
            @Nullable String categoryId,
            @Nullable String teamId,
            @Nullable String serviceOfferingId,
            @Nullable TicketImpact impact,
            TicketUrgency urgency,
            @Nullable List<String> ciIds,
            @Nullable List<String> incidentIds,
            @Nullable List<String> problemIds,
            @Nullable Confidentiality confidentiality,
            @Nullable Instant confidentialUntil,
            @Nullable Instant occurredAt) {

        RequestChange command() {
            return new RequestChange(
                    type,
                    Objects.requireNonNullElse(title, ""),
                    description,
                    new Change.Purpose(Objects.requireNonNullElse(reason, ""), noCisReason, imminentRisk),
                    new Change.Plan(
                                    plan,
                                    testPlan,
                                    backOutPlan,
                                    communicationPlan,
                                    window == null ? null : window.planned(),
                                    TicketRules.eachOnce(implementerIds, ChangeRules.MAX_IMPLEMENTERS),
                                    List.of(),
                                    templateId)
                            .answering(ChangeRules.answers(riskAnswers))
                            .costing(estimatedCost),
                    beginsAt == null && zone == null ? null : new RequestChange.Beginning(beginsAt, zone),
                    categoryId,
                    teamId,
                    serviceOfferingId,
                    impact,
                    urgency,
                    TicketRules.eachOnce(ciIds, TicketRules.MAX_CIS),
                    TicketRules.eachOnce(incidentIds, ChangeRules.MAX_RECORDS),
                    TicketRules.eachOnce(problemIds, ChangeRules.MAX_RECORDS),
                    confidentiality,
                    confidentialUntil,
                    occurredAt);
        }
    }

    record SetPlannedOutages(
            List<ChangeCommand.Outage> outages, @Nullable Instant occurredAt) {}

    record Update(
            ArgumentValue<String> title,
            ArgumentValue<String> description,
            ArgumentValue<String> categoryId,
            ArgumentValue<String> serviceOfferingId,
            ArgumentValue<String> reason,
            ArgumentValue<String> noCisReason,
            ArgumentValue<String> imminentRisk,
            ArgumentValue<String> plan,
            ArgumentValue<String> testPlan,
            ArgumentValue<String> backOutPlan,
            ArgumentValue<String> communicationPlan,
            ArgumentValue<Window> window,
            ArgumentValue<List<String>> implementerIds,
            ArgumentValue<List<ChangeRules.RiskAnswer>> riskAnswers,
            ArgumentValue<BigDecimal> estimatedCost,
            @Nullable Instant occurredAt) {

        ChangeCommand command(String id, int expectedVersion) {
            return new ChangeCommand.Update(
                    id,
                    expectedVersion,
                    new ChangeUpdate(
                            FieldUpdate.of(title),
                            FieldUpdate.of(description),
                            FieldUpdate.of(categoryId),
                            FieldUpdate.of(serviceOfferingId),
                            FieldUpdate.of(reason),
                            FieldUpdate.of(noCisReason),
                            FieldUpdate.of(imminentRisk),
                            FieldUpdate.of(plan),
                            FieldUpdate.of(testPlan),
                            FieldUpdate.of(backOutPlan),
                            FieldUpdate.of(communicationPlan),
                            windowUpdate(),
                            implementersUpdate(),
                            riskAnswers.isOmitted()
                                    ? FieldUpdate.absent()
                                    : FieldUpdate.to(ChangeRules.answers(riskAnswers.value())),
                            FieldUpdate.of(estimatedCost)),
                    occurredAt);
        }

        private FieldUpdate<Change.Window> windowUpdate() {
            Window value = window.value();
            return window.isOmitted() ? FieldUpdate.absent() : FieldUpdate.to(value == null ? null : value.planned());
        }

        private FieldUpdate<List<String>> implementersUpdate() {
            return implementerIds.isOmitted()
                    ? FieldUpdate.absent()
                    : FieldUpdate.to(TicketRules.eachOnce(implementerIds.value(), ChangeRules.MAX_IMPLEMENTERS));
        }
    }

    /** The input of actions that need no details. */
    record Plain(@Nullable Instant occurredAt) {

        static @Nullable Instant occurredAt(@Nullable Plain input) {
            return input == null ? null : input.occurredAt();
        }
    }

    record Start(@Nullable String overrideReason, @Nullable Instant occurredAt) {}

    record Reason(String reason, @Nullable Instant occurredAt) {}

    record Exclude(
            List<String> ciIds, String reason, @Nullable Instant occurredAt) {

        List<String> eachOnce() {
            return TicketRules.eachOnce(ciIds, TicketRules.MAX_CIS);
        }
    }

    record RequestFreezeException(
            List<String> windowIds, String reason, @Nullable Instant occurredAt) {

        List<String> eachOnce() {
            return TicketRules.eachOnce(windowIds, ChangeRules.MAX_FREEZES);
        }
    }

    record Include(List<String> ciIds, @Nullable Instant occurredAt) {

        List<String> eachOnce() {
            return TicketRules.eachOnce(ciIds, TicketRules.MAX_CIS);
        }
    }

    record Records(
            @Nullable List<String> incidentIds,
            @Nullable List<String> problemIds,
            @Nullable Instant occurredAt) {

        List<String> eachIncident() {
            return TicketRules.eachOnce(incidentIds, ChangeRules.MAX_RECORDS);
        }

        List<String> eachProblem() {
            return TicketRules.eachOnce(problemIds, ChangeRules.MAX_RECORDS);
        }
    }

    record AddTask(
            int position,
            String title,
            @Nullable String ownerId,
            @Nullable String teamId,
            @Nullable Instant dueAt,
            @Nullable Instant occurredAt) {}

    record UpdateTask(
            String taskId,
            ArgumentValue<Integer> position,
            ArgumentValue<String> title,
            ArgumentValue<String> ownerId,
            ArgumentValue<String> teamId,
            ArgumentValue<Instant> dueAt,
            @Nullable Instant occurredAt) {}

    record RemoveTask(String taskId, @Nullable Instant occurredAt) {}

    record CompleteTask(
            String taskId,
            boolean done,
            @Nullable String result,
            @Nullable Instant occurredAt) {}

    record Assess(
            @Nullable RiskLevel riskLevel,
            @Nullable String reason,
            @Nullable Instant occurredAt) {}

    record Authorise(
            @Nullable String comment,
            @Nullable String evidenceVersion,
            @Nullable Instant occurredAt) {}

    record Verbally(
            @Nullable String how,
            @Nullable Instant givenAt,
            @Nullable Instant occurredAt) {}

    record Complete(
            ChangeOutcome outcome,
            @Nullable String note,
            @Nullable Boolean applyGraphEdit,
            @Nullable Instant occurredAt) {}

    record Paperwork(
            String plan,
            String backOutPlan,
            @Nullable String testPlan,
            @Nullable String noTestReason,
            @Nullable Instant occurredAt) {}

    record CabReview(
            String findings,
            @Nullable String meetingId,
            @Nullable Instant occurredAt) {}

    record Review(String review, @Nullable Instant occurredAt) {}
}
