// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.record.Access;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.Ticket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A release as it is at one revision: one or more new or changed services or components that are deployed together (ISO/IEC
 * 20000-1:2018, 3.2.14). Its title is its name.
 *
 * @param content what is released
 * @param plan how, and from when on
 * @param approval who is asked to approve it, and who has
 * @param course what has come of it
 * @param service what it makes of its service, beside much else
 * @param deploymentApprovers who is asked to approve deployments of it
 */
public record Release(
        Header header,
        Facets facets,
        ReleaseState state,
        ReleaseType type,
        Content content,
        Plan plan,
        Approval approval,
        Course course,
        ServicePlan service,
        DeploymentApprovers deploymentApprovers)
        implements Ticket<Release, ReleaseState> {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "Release";

    /**
     * What is released.
     *
     * @param version such as 4.2.0
     * @param artifacts no two with the same digest
     * @param criteria when it is accepted, in order
     */
    public record Content(String version, List<Artifact> artifacts, List<Criterion> criteria) {

        public Content {
            artifacts = List.copyOf(artifacts);
            criteria = List.copyOf(criteria);
        }

        /** The same for the same artifacts alone, in whichever order. */
        public String artifactsDigest() {
            return FieldChange.digest(
                    artifacts.stream().map(Artifact::digest).sorted().toList());
        }

        public Content withVersion(String changed) {
            return new Content(changed, artifacts, criteria);
        }

        public Content withArtifacts(List<Artifact> changed) {
            return new Content(version, changed, criteria);
        }

        public Content withCriteria(List<Criterion> changed) {
            return new Content(version, artifacts, changed);
        }
    }

    /**
     * Something that is deployed.
     *
     * @param digest of its bytes, {@code algorithm:hex}, by which it is that and nothing else
     * @param targets the CIs to which it is deployed; each CI is a target of one artifact of a release at most
     */
    public record Artifact(String name, String version, String digest, List<Target> targets) {

        public Artifact {
            targets = List.copyOf(targets);
        }

        /** One that is deployed to no CI that is managed. */
        public Artifact(String name, String version, String digest) {
            this(name, version, digest, List.of());
        }
    }

    /** A CI to which an artifact is deployed, and the environment in which the CI is. */
    public record Target(String ciId, String environmentId) {}

    /**
     * What must hold for the release to be accepted.
     *
     * @param evidence that it is met, such as where the report of a test is; null for none
     * @param held whether it held once the release was in use, by its review; null before that says so
     */
    public record Criterion(
            String text,
            @Nullable String evidence,
            boolean met,
            @Nullable Boolean held) {

        /** One of which no review has said anything. */
        public Criterion(String text, @Nullable String evidence, boolean met) {
            this(text, evidence, met, null);
        }

        public Criterion reviewed(boolean nowHeld) {
            return new Criterion(text, evidence, met, nowHeld);
        }

        /** Whether somebody has said that it holds, and by what that is seen. */
        public boolean isProven() {
            return met && evidence != null;
        }
    }

    /**
     * How it is released, and from when on.
     *
     * @param steps what to do
     * @param rollBack how to undo it
     * @param effectiveFrom before which it is not deployed to environments that are change-controlled; null for at any time
     * @param estimatedCost in the currency of the installation; null while nobody has estimated it
     */
    public record Plan(
            @Nullable String steps,
            @Nullable String rollBack,
            @Nullable Instant effectiveFrom,
            @Nullable BigDecimal estimatedCost) {

        public Plan {
            estimatedCost = EstimatedCost.normal(estimatedCost);
        }

        /** One of which nobody has estimated the cost. */
        public Plan(@Nullable String steps, @Nullable String rollBack, @Nullable Instant effectiveFrom) {
            this(steps, rollBack, effectiveFrom, null);
        }
    }

    /**
     * Who is asked to approve it, or a deployment of it, and who has.
     *
     * @param requestedAt since when it is asked for; null while it is not
     * @param requestedById who asked for it; null while nobody does
     * @param approverIds people who are asked by name and may look at it whatever its confidentiality; they are cleared for it
     * @param approverTeamIds teams whose members may look at it whatever its organisation
     * @param approvedByIds everybody whose approval counts, or in whose place somebody has given it
     * @param approvedAt null while it is not approved
     * @param rejectionReason why it was not approved when it was asked for last; null otherwise
     */
    public record Approval(
            @Nullable Instant requestedAt,
            @Nullable String requestedById,
            List<String> approverIds,
            List<String> approverTeamIds,
            List<String> approvedByIds,
            @Nullable Instant approvedAt,
            @Nullable String rejectionReason) {

        public static final Approval NONE = new Approval(null, null, List.of(), List.of(), List.of(), null, null);

        public Approval {
            approverIds = List.copyOf(approverIds);
            approverTeamIds = List.copyOf(approverTeamIds);
            approvedByIds = List.copyOf(approvedByIds);
        }

        public static Approval requested(Instant at, String byId, List<String> people, List<String> teams) {
            return new Approval(at, byId, people, teams, List.of(), null, null);
        }

        public static Approval rejected(String reason) {
            return new Approval(null, null, List.of(), List.of(), List.of(), null, reason);
        }

        public Approval approvedBy(List<String> people) {
            return new Approval(
                    requestedAt, requestedById, approverIds, approverTeamIds, people, approvedAt, rejectionReason);
        }

        public Approval approved(Instant at) {
            return new Approval(requestedAt, requestedById, approverIds, approverTeamIds, approvedByIds, at, null);
        }
    }

    /**
     * What has come of it; what has not happened is null.
     *
     * @param deployedAt when it was deployed wherever that was planned
     * @param availableAt since when its users have it
     * @param earlyLifeUntil until when it is watched
     */
    public record Course(
            @Nullable Instant deployedAt,
            @Nullable Instant availableAt,
            @Nullable Instant earlyLifeUntil,
            @Nullable String review,
            @Nullable Instant closedAt,
            @Nullable String cancelReason,
            @Nullable String rollBackReason,
            @Nullable Instant rolledBackAt) {

        public static final Course NONE = new Course(null, null, null, null, null, null, null, null);

        public Course deployed(@Nullable Instant at) {
            return new Course(
                    at, availableAt, earlyLifeUntil, review, closedAt, cancelReason, rollBackReason, rolledBackAt);
        }

        public Course available(@Nullable Instant at, @Nullable Instant until) {
            return new Course(deployedAt, at, until, review, closedAt, cancelReason, rollBackReason, rolledBackAt);
        }

        public Course reviewed(String text) {
            return new Course(
                    deployedAt,
                    availableAt,
                    earlyLifeUntil,
                    text,
                    closedAt,
                    cancelReason,
                    rollBackReason,
                    rolledBackAt);
        }

        public Course closed(Instant at) {
            return new Course(
                    deployedAt, availableAt, earlyLifeUntil, review, at, cancelReason, rollBackReason, rolledBackAt);
        }

        public Course cancelled(String reason, Instant at) {
            return new Course(
                    deployedAt, availableAt, earlyLifeUntil, review, at, reason, rollBackReason, rolledBackAt);
        }

        public Course rolledBack(String reason, Instant at) {
            return new Course(deployedAt, availableAt, earlyLifeUntil, review, closedAt, cancelReason, reason, at);
        }
    }

    /**
     * A service that is new, changed or removed by the release, its service offering (ISO/IEC 20000-1:2018, 8.5.2).
     *
     * @param change null if it is none of these
     * @param intended what is to come of it for those who use the service
     * @param outcome what came of it; null before that was reviewed
     */
    public record ServicePlan(
            @Nullable ServiceChange change,
            @Nullable String intended,
            @Nullable ServiceOutcome outcome) {

        public static final ServicePlan NONE = new ServicePlan(null, null, null);
    }

    /**
     * Who is asked to approve its deployments to environments that need that, or has approved them, and may look at the release for it.
     *
     * @param personIds who is asked by name and cleared for it
     * @param teamIds whose members are asked
     */
    public record DeploymentApprovers(List<String> personIds, List<String> teamIds) {

        public static final DeploymentApprovers NONE = new DeploymentApprovers(List.of(), List.of());

        public DeploymentApprovers {
            personIds = List.copyOf(personIds);
            teamIds = List.copyOf(teamIds);
        }
    }

    @Override
    public Release with(Header changed) {
        return new Release(changed, facets, state, type, content, plan, approval, course, service, deploymentApprovers);
    }

    @Override
    public Release with(Facets changed) {
        return new Release(header, changed, state, type, content, plan, approval, course, service, deploymentApprovers);
    }

    @Override
    public Release at(ReleaseState changed) {
        return new Release(
                header, facets, changed, type, content, plan, approval, course, service, deploymentApprovers);
    }

    public Release with(ReleaseType changed) {
        return new Release(
                header, facets, state, changed, content, plan, approval, course, service, deploymentApprovers);
    }

    public Release with(Content changed) {
        return new Release(header, facets, state, type, changed, plan, approval, course, service, deploymentApprovers);
    }

    public Release with(Plan changed) {
        return new Release(
                header, facets, state, type, content, changed, approval, course, service, deploymentApprovers);
    }

    public Release with(Approval changed) {
        return new Release(header, facets, state, type, content, plan, changed, course, service, deploymentApprovers);
    }

    public Release with(Course changed) {
        return new Release(header, facets, state, type, content, plan, approval, changed, service, deploymentApprovers);
    }

    public Release with(ServicePlan changed) {
        return new Release(header, facets, state, type, content, plan, approval, course, changed, deploymentApprovers);
    }

    public Release with(DeploymentApprovers changed) {
        return new Release(header, facets, state, type, content, plan, approval, course, service, changed);
    }

    public List<Artifact> artifacts() {
        return content.artifacts();
    }

    public List<Criterion> criteria() {
        return content.criteria();
    }

    /** The numbers of the criteria that are not proven. */
    public List<Integer> unproven() {
        return numbers(criterion -> !criterion.isProven());
    }

    /** The numbers of the criteria of which no review has said whether they held. */
    public List<Integer> unreviewed() {
        return numbers(criterion -> criterion.held() == null);
    }

    private List<Integer> numbers(Predicate<Criterion> which) {
        return IntStream.rangeClosed(1, criteria().size())
                .filter(number -> which.test(criteria().get(number - 1)))
                .boxed()
                .toList();
    }

    /** Whether it succeeded by its criteria: if all of them held, and it was not rolled back. Null while that is not known. */
    public @Nullable Boolean successful() {
        if (state == ReleaseState.ROLLED_BACK
                || criteria().stream().anyMatch(one -> Boolean.FALSE.equals(one.held()))) {
            return false;
        }
        return criteria().isEmpty() || !unreviewed().isEmpty() ? null : true;
    }

    /** Those who are to approve it or a deployment of it see it too. */
    @Override
    public VisibilityFacts visibilityFacts() {
        VisibilityFacts facts = Ticket.super.visibilityFacts();
        Set<String> participants = new HashSet<>(facts.participantIds());
        participants.addAll(approval.approverIds());
        participants.addAll(deploymentApprovers.personIds());
        Set<String> teams = new HashSet<>(facts.teamIds());
        teams.addAll(approval.approverTeamIds());
        teams.addAll(deploymentApprovers.teamIds());
        return new VisibilityFacts(
                facts.organisationId(), facts.confidentiality(), participants, teams, facts.selfService());
    }

    /** Without those who are to approve it: whom a policy asks was held to their clearance when they were asked. */
    @Override
    public Access access() {
        Access access = Ticket.super.access();
        return new Access(Ticket.super.visibilityFacts(), access.confidentialUntil(), access.fields());
    }
}
