// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.problem.CauseCategory;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemCommand;
import io.mainstay.problem.ReportProblem;
import io.mainstay.problem.internal.ProblemRules;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** The input objects of problem mutations, as the schema has them. */
final class ProblemMutationInputs {

    private ProblemMutationInputs() {}

    record Report(
            String title,
            @Nullable String description,
            @Nullable String categoryId,
            @Nullable String teamId,
            @Nullable String serviceOfferingId,
            @Nullable TicketImpact impact,
            TicketUrgency urgency,
            @Nullable List<String> ciIds,
            @Nullable List<String> incidentIds,
            @Nullable Confidentiality confidentiality,
            @Nullable Instant confidentialUntil,
            @Nullable Instant occurredAt) {

        ReportProblem command() {
            return new ReportProblem(
                    title,
                    description,
                    categoryId,
                    teamId,
                    serviceOfferingId,
                    impact,
                    urgency,
                    TicketRules.eachOnce(ciIds, TicketRules.MAX_CIS),
                    TicketRules.eachOnce(incidentIds, ProblemRules.MAX_INCIDENTS),
                    confidentiality,
                    confidentialUntil,
                    occurredAt);
        }
    }

    /** The input of actions that need no details. */
    record Plain(@Nullable Instant occurredAt) {

        static @Nullable Instant occurredAt(@Nullable Plain input) {
            return input == null ? null : input.occurredAt();
        }
    }

    record Assess(
            TicketImpact impact,
            TicketUrgency urgency,
            @Nullable Instant occurredAt) {}

    record Resolve(String code, String resolution, @Nullable Instant occurredAt) {}

    record Reason(String reason, @Nullable Instant occurredAt) {}

    record AcceptRisk(
            String reason, Instant reviewAt, @Nullable Instant occurredAt) {}

    record Duplicate(String duplicateOfId, @Nullable Instant occurredAt) {}

    record Update(
            ArgumentValue<String> title,
            ArgumentValue<String> description,
            ArgumentValue<String> categoryId,
            ArgumentValue<String> serviceOfferingId,
            @Nullable Instant occurredAt) {

        ProblemCommand command(String id, int expectedVersion) {
            return new ProblemCommand.Update(
                    id,
                    expectedVersion,
                    update(title),
                    update(description),
                    update(categoryId),
                    update(serviceOfferingId),
                    occurredAt);
        }

        private static FieldUpdate<String> update(ArgumentValue<String> argument) {
            return argument.isOmitted() ? FieldUpdate.absent() : FieldUpdate.to(argument.value());
        }
    }

    record RootCause(
            CauseCategory category,
            String text,
            @Nullable List<String> whys,
            @Nullable List<String> contributingCiIds,
            @Nullable Instant occurredAt) {

        Problem.RootCause cause() {
            return new Problem.RootCause(
                    category,
                    text,
                    whys == null ? List.of() : whys,
                    TicketRules.eachOnce(contributingCiIds, ProblemRules.CONTRIBUTING));
        }
    }

    record Workaround(
            String text,
            @Nullable List<String> steps,
            @Nullable Instant occurredAt) {

        List<String> stepsOrNone() {
            return steps == null ? List.of() : steps;
        }
    }

    record Incidents(List<String> incidentIds, @Nullable Instant occurredAt) {

        List<String> eachOnce() {
            return TicketRules.eachOnce(incidentIds, ProblemRules.MAX_INCIDENTS);
        }
    }

    record Tell(
            List<String> incidentIds, String text, @Nullable Instant occurredAt) {

        List<String> eachOnce() {
            return TicketRules.eachOnce(incidentIds, ProblemRules.MAX_INCIDENTS);
        }
    }

    record Rating(String problemId, boolean helped) {}
}
