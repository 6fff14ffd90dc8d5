// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.record.FieldUpdate;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.PlanRelease;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseType;
import io.mainstay.release.ReleaseUpdate;
import io.mainstay.release.ServiceChange;
import io.mainstay.release.ServiceOutcome;
import io.mainstay.release.SetDeploymentEnvironment;
import io.mainstay.release.internal.ReleaseRules;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.TicketUrgency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** The input objects of the mutations of releases, as the schema has them. */
final class ReleaseMutationInputs {

    private ReleaseMutationInputs() {}

    record Target(String ciId, String environmentId) {

        static List<Release.Target> all(@Nullable List<Target> given) {
            return Objects.requireNonNullElse(given, List.<Target>of()).stream()
                    .map(target -> new Release.Target(target.ciId, target.environmentId))
                    .toList();
        }
    }

    record Artifact(
            String name,
            String version,
            String digest,
            @Nullable List<Target> targets) {

        Release.Artifact artifact() {
            return new Release.Artifact(name, version, digest, Target.all(targets));
        }
    }

    record Plan(
            ReleaseType type,
            String title,
            @Nullable String description,
            String releaseVersion,
            @Nullable List<Artifact> artifacts,
            @Nullable List<String> criteria,
            @Nullable String plan,
            @Nullable String rollBackPlan,
            @Nullable Instant effectiveFrom,
            @Nullable BigDecimal estimatedCost,
            @Nullable ServiceChange serviceChange,
            @Nullable String intendedOutcome,
            @Nullable String categoryId,
            @Nullable String teamId,
            @Nullable String serviceOfferingId,
            @Nullable TicketImpact impact,
            TicketUrgency urgency,
            @Nullable List<String> ciIds,
            @Nullable List<String> changeIds,
            @Nullable Confidentiality confidentiality,
            @Nullable Instant confidentialUntil,
            @Nullable Instant occurredAt) {

        PlanRelease command() {
            return new PlanRelease(
                    type,
                    title,
                    description,
                    new Release.Content(
                            releaseVersion,
                            Objects.requireNonNullElse(artifacts, List.<Artifact>of()).stream()
                                    .map(Artifact::artifact)
                                    .toList(),
                            Objects.requireNonNullElse(criteria, List.<String>of()).stream()
                                    .map(text -> new Release.Criterion(text.strip(), null, false))
                                    .toList()),
                    new Release.Plan(plan, rollBackPlan, effectiveFrom, estimatedCost),
                    new Release.ServicePlan(serviceChange, intendedOutcome, null),
                    categoryId,
                    teamId,
                    serviceOfferingId,
                    impact,
                    urgency,
                    TicketRules.eachOnce(ciIds, TicketRules.MAX_CIS),
                    TicketRules.eachOnce(changeIds, ReleaseRules.MAX_CHANGES),
                    confidentiality,
                    confidentialUntil,
                    occurredAt);
        }
    }

    record Update(
            ArgumentValue<ReleaseType> type,
            ArgumentValue<String> title,
            ArgumentValue<String> description,
            ArgumentValue<String> releaseVersion,
            ArgumentValue<String> plan,
            ArgumentValue<String> rollBackPlan,
            ArgumentValue<Instant> effectiveFrom,
            ArgumentValue<String> categoryId,
            ArgumentValue<String> serviceOfferingId,
            ArgumentValue<ServiceChange> serviceChange,
            ArgumentValue<String> intendedOutcome,
            ArgumentValue<BigDecimal> estimatedCost,
            @Nullable Instant occurredAt) {

        ReleaseCommand command(String id, int expectedVersion) {
            return new ReleaseCommand.Update(
                    id,
                    expectedVersion,
                    new ReleaseUpdate(
                            FieldUpdate.of(type),
                            FieldUpdate.of(title),
                            FieldUpdate.of(description),
                            FieldUpdate.of(releaseVersion),
                            FieldUpdate.of(plan),
                            FieldUpdate.of(rollBackPlan),
                            FieldUpdate.of(effectiveFrom),
                            FieldUpdate.of(categoryId),
                            FieldUpdate.of(serviceOfferingId),
                            FieldUpdate.of(serviceChange),
                            FieldUpdate.of(intendedOutcome),
                            FieldUpdate.of(estimatedCost)),
                    occurredAt);
        }
    }

    /** The input of actions that need no details. */
    record Plain(@Nullable Instant occurredAt) {

        static @Nullable Instant occurredAt(@Nullable Plain input) {
            return input == null ? null : input.occurredAt();
        }
    }

    record OneChange(String changeId, @Nullable Instant occurredAt) {}

    record AddArtifact(
            String name,
            String version,
            String digest,
            @Nullable List<Target> targets,
            @Nullable Instant occurredAt) {

        Release.Artifact artifact() {
            return new Release.Artifact(name, version, digest, Target.all(targets));
        }
    }

    record RemoveArtifact(String digest, @Nullable Instant occurredAt) {}

    record SetCriterion(
            @Nullable Integer number,
            String text,
            @Nullable String evidence,
            boolean met,
            @Nullable Instant occurredAt) {}

    record RemoveCriterion(int number, @Nullable Instant occurredAt) {}

    record Incidents(List<String> incidentIds, @Nullable Instant occurredAt) {

        List<String> eachOnce() {
            return TicketRules.eachOnce(incidentIds, ReleaseRules.MAX_NAMED);
        }
    }

    record Reason(String reason, @Nullable Instant occurredAt) {}

    record Review(
            String review,
            @Nullable String serviceOfferingId,
            @Nullable ServiceOutcome serviceOutcome,
            @Nullable List<ReleaseCommand.ReviewedCriterion> criteria,
            @Nullable Instant occurredAt) {}

    record Window(Instant from, Instant to) {

        Deployment.Window planned() {
            return new Deployment.Window(from, to);
        }
    }

    record Schedule(
            String releaseId,
            String environmentId,
            @Nullable Window window,
            @Nullable Instant occurredAt) {}

    record Request(String releaseId, String environmentName, int minutes) {}

    record Report(
            DeploymentState state,
            @Nullable String result,
            @Nullable Instant deployedAt,
            @Nullable Instant availableAt) {}

    record Environment(
            String name,
            @Nullable String description,
            int position,
            boolean changeControlled,
            boolean needsPrevious,
            @Nullable Boolean needsApproval,
            boolean active) {

        SetDeploymentEnvironment command() {
            return new SetDeploymentEnvironment(
                    name, description, position, changeControlled, needsPrevious, needsApproval, active);
        }
    }
}
