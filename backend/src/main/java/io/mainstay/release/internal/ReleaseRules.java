// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.FieldUpdate;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.PlanRelease;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseUpdate;
import io.mainstay.release.ServiceChange;
import io.mainstay.release.ServiceOutcome;
import io.mainstay.release.SetDeploymentEnvironment;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.ticket.TicketRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the input of commands on releases, each field by itself. Lengths are in characters. */
public final class ReleaseRules {

    /** How many changes a release may contain. */
    public static final int MAX_CHANGES = 100;

    /** How many incidents may be linked to a release. */
    public static final int MAX_INCIDENTS = 1_000;

    /** How many incidents one call may name. */
    public static final int MAX_NAMED = 100;

    public static final int MAX_ARTIFACTS = 50;
    public static final int MAX_CRITERIA = 30;

    /** How many targets the artifacts of a release may have together: as many as it affects CIs. */
    public static final int MAX_TARGETS = TicketRules.MAX_CIS;

    /** How many environments may be in use at once. */
    public static final int MAX_ENVIRONMENTS = 50;

    /** How long a window of a deployment may be. */
    static final Duration MAX_WINDOW = Duration.ofDays(14);

    static final int VERSION = 100;
    static final int NAME = 200;
    static final int DIGEST = 200;
    static final int CRITERION = 500;
    static final int EVIDENCE = 1_000;
    static final int PLAN = 8_000;
    static final int REVIEW = 8_000;
    static final int ID = 100;
    static final int ENVIRONMENT_NAME = 100;
    static final int MAX_POSITION = 1_000;

    /** Those of the registered algorithms of the image specification that are not broken, and SHA-384. */
    private static final Pattern DIGESTS =
            Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");

    private static final Set<DeploymentState> REPORTED =
            EnumSet.of(DeploymentState.SUCCEEDED, DeploymentState.FAILED, DeploymentState.ROLLED_BACK);

    private ReleaseRules() {}

    /** @param recordedAt now, by the business clock */
    public static void check(PlanRelease plan, Instant recordedAt) {
        Validation validation = new Validation()
                .requireText(plan.title(), TicketRules.TITLE, "input", "title")
                .limitText(plan.description(), TicketRules.DESCRIPTION, "input", "description")
                .requireText(plan.content().version(), VERSION, "input", "releaseVersion")
                .limitText(plan.plan().steps(), PLAN, "input", "plan")
                .limitText(plan.plan().rollBack(), PLAN, "input", "rollBackPlan")
                .limitText(plan.service().intended(), PLAN, "input", "intendedOutcome")
                .limitText(plan.teamId(), ID, "input", "teamId");
        EstimatedCost.check(validation, plan.plan().estimatedCost());
        artifacts(validation, plan.content().artifacts());
        criteria(validation, plan.content().criteria());
        TicketRules.checkCis(validation, plan.ciIds(), 0);
        validation.check(
                plan.changeIds().size() <= MAX_CHANGES,
                "a list of at most " + MAX_CHANGES + " changes",
                "input",
                "changeIds");
        TicketRules.checkUntil(validation, plan.confidentialUntil(), plan.confidentiality(), recordedAt);
        validation.refuseIfFailed();
    }

    private static void artifacts(Validation validation, List<Release.Artifact> artifacts) {
        validation.check(
                artifacts.size() <= MAX_ARTIFACTS,
                "a list of at most " + MAX_ARTIFACTS + " artifacts",
                "input",
                "artifacts");
        Set<String> digests = new HashSet<>();
        Set<String> ciIds = new HashSet<>();
        for (int index = 0; index < artifacts.size(); index++) {
            String[] at = {"input", "artifacts", String.valueOf(index)};
            artifact(validation, artifacts.get(index), ciIds, at);
            validation.check(
                    digests.add(artifacts.get(index).digest()), "the digest of no other artifact", in(at, "digest"));
        }
    }

    private static void reviewed(Validation validation, List<ReleaseCommand.ReviewedCriterion> reviewed) {
        Set<Integer> numbers = new HashSet<>();
        for (int index = 0; index < reviewed.size(); index++) {
            String[] at = {"input", "criteria", String.valueOf(index), "number"};
            int number = reviewed.get(index).number();
            validation
                    .check(number >= 1 && number <= MAX_CRITERIA, "between 1 and " + MAX_CRITERIA, at)
                    .check(numbers.add(number), "the number of no other one; there are two of " + number, at);
        }
    }

    private static void criteria(Validation validation, List<Release.Criterion> criteria) {
        validation.check(
                criteria.size() <= MAX_CRITERIA, "a list of at most " + MAX_CRITERIA + " texts", "input", "criteria");
        for (int index = 0; index < criteria.size(); index++) {
            validation.requireText(criteria.get(index).text(), CRITERION, "input", "criteria", String.valueOf(index));
        }
    }

    /** @param recordedAt now, by the business clock */
    public static void check(ReleaseCommand command, Instant recordedAt) {
        Validation validation = new Validation();
        switch (command) {
            case ReleaseCommand.Update update -> update(validation, update.update());
            case ReleaseCommand.AddArtifact add -> artifact(validation, add.artifact(), new HashSet<>(), "input");
            case ReleaseCommand.RemoveArtifact remove -> digest(validation, remove.digest(), "input", "digest");
            case ReleaseCommand.SetCriterion set -> {
                validation
                        .requireText(set.text(), CRITERION, "input", "text")
                        .limitText(set.evidence(), EVIDENCE, "input", "evidence");
                number(validation, set.number());
                if (set.met()) {
                    validation.requireText(set.evidence(), EVIDENCE, "input", "evidence");
                }
            }
            case ReleaseCommand.RemoveCriterion remove -> number(validation, remove.number());
            case ReleaseCommand.RollBack rollBack -> reason(validation, rollBack.reason());
            case ReleaseCommand.Cancel cancel -> reason(validation, cancel.reason());
            case ReleaseCommand.Review review -> {
                validation.requireText(review.review(), REVIEW, "input", "review");
                reviewed(validation, review.criteria());
            }
            case ReleaseCommand.ScheduleDeployment schedule -> window(validation, schedule.window(), recordedAt);
            case ReleaseCommand.RequestDeployment request ->
                validation.check(
                        request.minutes() >= 1 && request.minutes() <= MAX_WINDOW.toMinutes(),
                        "between 1 and " + MAX_WINDOW.toMinutes(),
                        "input",
                        "minutes");
            case ReleaseCommand.ReportDeployment report -> report(validation, report, recordedAt);
            case ReleaseCommand.LinkIncidents link -> incidents(validation, link.incidentIds());
            case ReleaseCommand.UnlinkIncidents unlink -> incidents(validation, unlink.incidentIds());
            case ReleaseCommand.AddChange _,
                    ReleaseCommand.RemoveChange _,
                    ReleaseCommand.MarkBuilt _,
                    ReleaseCommand.MarkReady _,
                    ReleaseCommand.RequestApproval _,
                    ReleaseCommand.Decide _,
                    ReleaseCommand.DecideDeployment _,
                    ReleaseCommand.StartDeployment _,
                    ReleaseCommand.Close _ -> {
                // need no details, or name records, which are looked up
            }
        }
        validation.refuseIfFailed();
    }

    private static void incidents(Validation validation, List<String> ids) {
        validation.check(
                !ids.isEmpty() && ids.size() <= MAX_NAMED,
                "a list of 1 to " + MAX_NAMED + " incidents",
                "input",
                "incidentIds");
    }

    private static void report(Validation validation, ReleaseCommand.ReportDeployment report, Instant recordedAt) {
        boolean succeeded = report.state() == DeploymentState.SUCCEEDED;
        validation
                .check(REPORTED.contains(report.state()), "SUCCEEDED, FAILED or ROLLED_BACK", "input", "state")
                .limitText(report.result(), PLAN, "input", "result")
                .check(
                        succeeded || report.deployedAt() == null,
                        "absent unless the deployment has succeeded",
                        "input",
                        "deployedAt")
                .check(
                        succeeded || report.availableAt() == null,
                        "absent unless the deployment has succeeded",
                        "input",
                        "availableAt");
        past(validation, report.deployedAt(), recordedAt, "deployedAt");
        past(validation, report.availableAt(), recordedAt, "availableAt");
    }

    private static void past(Validation validation, @Nullable Instant at, Instant recordedAt, String field) {
        validation.check(at == null || !at.isAfter(recordedAt), "in the past", "input", field);
    }

    private static void window(Validation validation, Deployment.@Nullable Window window, Instant recordedAt) {
        if (window == null) {
            return;
        }
        validation
                .check(window.from().isBefore(window.to()), "after from", "input", "window", "to")
                .check(
                        !window.from().isBefore(window.to())
                                || Duration.between(window.from(), window.to()).compareTo(MAX_WINDOW) <= 0,
                        "at most " + MAX_WINDOW.toDays() + " days after from",
                        "input",
                        "window",
                        "to")
                .check(window.to().isAfter(recordedAt), "in the future", "input", "window", "to");
    }

    private static void update(Validation validation, ReleaseUpdate update) {
        if (update.type().given()) {
            validation.require(update.type().value(), "input", "type");
        }
        required(validation, update.title(), TicketRules.TITLE, "title");
        required(validation, update.releaseVersion(), VERSION, "releaseVersion");
        validation
                .limitText(update.description().value(), TicketRules.DESCRIPTION, "input", "description")
                .limitText(update.plan().value(), PLAN, "input", "plan")
                .limitText(update.rollBackPlan().value(), PLAN, "input", "rollBackPlan")
                .limitText(update.intendedOutcome().value(), PLAN, "input", "intendedOutcome");
        EstimatedCost.check(validation, update.estimatedCost().value());
    }

    private static void required(Validation validation, FieldUpdate<String> update, int most, String field) {
        if (update.given()) {
            validation.requireText(update.value(), most, "input", field);
        }
    }

    /** @param ciIds the targets of the artifacts before it, to which its own are added */
    private static void artifact(Validation validation, Release.Artifact artifact, Set<String> ciIds, String... path) {
        validation
                .requireText(artifact.name(), NAME, in(path, "name"))
                .requireText(artifact.version(), VERSION, in(path, "version"));
        digest(validation, artifact.digest(), in(path, "digest"));
        validation.check(
                artifact.targets().size() <= MAX_TARGETS,
                "a list of at most " + MAX_TARGETS + " configuration items",
                in(path, "targets"));
        for (int index = 0; index < artifact.targets().size(); index++) {
            validation.check(
                    ciIds.add(artifact.targets().get(index).ciId()),
                    "a configuration item that is no other target in the release",
                    in(in(in(path, "targets"), String.valueOf(index)), "ciId"));
        }
    }

    private static void digest(Validation validation, String digest, String... path) {
        Validation own = new Validation().requireText(digest, DIGEST, path);
        own.errors().forEach(validation::add);
        if (!own.failed()) {
            validation.check(
                    DIGESTS.matcher(digest).matches(),
                    "algorithm:hex, with sha256, sha384 or sha512 and as many small hexadecimal digits as that has",
                    path);
        }
    }

    private static void number(Validation validation, @Nullable Integer number) {
        validation.check(
                number == null || (number >= 1 && number <= MAX_CRITERIA),
                "between 1 and " + MAX_CRITERIA,
                "input",
                "number");
    }

    private static void reason(Validation validation, String reason) {
        validation.requireText(reason, TicketRules.REASON, "input", "reason");
    }

    /** What an environment is called, by which a pipeline asks for a deployment to it. */
    public static void checkEnvironmentName(@Nullable String name) {
        new Validation()
                .requireText(name, ENVIRONMENT_NAME, "input", "environmentName")
                .refuseIfFailed();
    }

    /**
     * The environment in use that is called so. Before names were unique there may have been more: nobody guesses which one is meant.
     *
     * @throws RefusedException NOT_FOUND for none; CONFLICT for more than one
     */
    public static DeploymentEnvironment theOne(String name, List<DeploymentEnvironment> named) {
        if (named.isEmpty()) {
            throw RefusedException.notFound("Environment in use", name, "input", "environmentName");
        }
        if (named.size() > 1) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT,
                    named.size() + " environments in use are called " + name + "; give them names of their own.",
                    "input",
                    "environmentName"));
        }
        return named.getFirst();
    }

    /**
     * Which service a review names: what exists already is named when the release is planned, and is approved with it.
     *
     * @throws RefusedException INVALID unless the service is new, or if another one was approved
     */
    public static void checkNewService(Release release, @Nullable String serviceOfferingId) {
        String named = release.serviceOfferingId();
        new Validation()
                .check(
                        serviceOfferingId == null || named == null || named.equals(serviceOfferingId),
                        "the service offering that the release names already: policies were asked about it, and freezes are",
                        "input",
                        "serviceOfferingId")
                .check(
                        serviceOfferingId == null || release.service().change() == ServiceChange.NEW,
                        "absent unless the serviceChange of the release is NEW",
                        "input",
                        "serviceOfferingId")
                .refuseIfFailed();
    }

    /**
     * What a review says of a service, of a release that changes one.
     *
     * @throws RefusedException INVALID if there is none
     */
    public static void checkOutcome(Release release, @Nullable ServiceOutcome outcome) {
        new Validation()
                .check(
                        outcome == null || release.service().change() != null,
                        "absent unless the release has a serviceChange",
                        "input",
                        "serviceOutcome")
                .refuseIfFailed();
    }

    /** What an environment shall be. */
    public static void check(SetDeploymentEnvironment environment) {
        new Validation()
                .requireText(environment.name(), ENVIRONMENT_NAME, "input", "name")
                .limitText(environment.description(), TicketRules.REASON, "input", "description")
                .check(
                        environment.position() >= 1 && environment.position() <= MAX_POSITION,
                        "between 1 and " + MAX_POSITION,
                        "input",
                        "position")
                .refuseIfFailed();
    }

    private static String[] in(String[] path, String field) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = field;
        return longer;
    }
}
