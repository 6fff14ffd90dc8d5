// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static io.mainstay.release.ReleaseState.APPROVED;
import static io.mainstay.release.ReleaseState.BUILT;
import static io.mainstay.release.ReleaseState.CANCELLED;
import static io.mainstay.release.ReleaseState.CLOSED;
import static io.mainstay.release.ReleaseState.DEPLOYED;
import static io.mainstay.release.ReleaseState.DEPLOYING;
import static io.mainstay.release.ReleaseState.EARLY_LIFE;
import static io.mainstay.release.ReleaseState.PLANNED;
import static io.mainstay.release.ReleaseState.READY;
import static io.mainstay.release.ReleaseState.ROLLED_BACK;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Row;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseAction;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.ReleaseType;
import io.mainstay.release.ServiceChange;
import io.mainstay.release.ServiceOutcome;
import io.mainstay.ticket.EstimatedCost;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketConduct;
import io.mainstay.ticket.TicketFields;
import io.mainstay.ticket.TicketPermissions;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.Transition.Actor;
import io.mainstay.ticket.TransitionTable;
import io.mainstay.ticket.TransitionTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a release is: its states and what may happen in them, its fields, and what search finds it by. */
public final class ReleaseTicketType {

    static final String EARLY_LIFE_OVER = "release.early-life-over";

    /** All fields of a release under the names that the API, the graph and the history give them. */
    public static final FieldCatalogue<Release> FIELDS = fields();

    private static final TicketPermissions PERMISSIONS = new TicketPermissions(
            Permission.RELEASE_READ, Permission.RELEASE_PLAN, Permission.RELEASE_WORK, Permission.RELEASE_WORK);

    private ReleaseTicketType() {}

    static TicketType<Release, ReleaseState> card(TicketConduct<Release> conduct) {
        return new TicketType<>(
                TicketKind.RELEASE,
                Release.TYPE,
                "a release",
                Release.class,
                PERMISSIONS,
                TransitionTables.one(transitions()),
                conduct,
                FIELDS,
                ReleaseTicketType::read,
                ReleaseTicketType::ownTimers,
                (_, _) -> null,
                Set.of(),
                false,
                ReleaseTicketType::texts);
    }

    /**
     * The one table of what may happen to a release, when, by whom, and what it needs. Where deployments lead is in
     * {@link DeploymentProgress}, because it depends on the environment.
     */
    public static TransitionTable<ReleaseState> transitions() {
        Set<ReleaseState> planned = EnumSet.of(PLANNED, BUILT, READY, APPROVED);
        Set<ReleaseState> open = EnumSet.of(PLANNED, BUILT, READY, APPROVED, DEPLOYING);
        Set<ReleaseState> deployed = EnumSet.of(DEPLOYING, DEPLOYED, EARLY_LIFE);
        Set<ReleaseState> begun = EnumSet.of(DEPLOYING, DEPLOYED, EARLY_LIFE, CLOSED, ROLLED_BACK);
        Set<ReleaseState> deployable = EnumSet.of(BUILT, READY, APPROVED, DEPLOYING, DEPLOYED, EARLY_LIFE);
        Set<ReleaseState> notOver = EnumSet.of(PLANNED, BUILT, READY, APPROVED, DEPLOYING, DEPLOYED, EARLY_LIFE);
        Set<ReleaseState> any = EnumSet.allOf(ReleaseState.class);
        return TransitionTable.<ReleaseState>of("A release", PERMISSIONS)
                .row(ReleaseAction.PLAN, Set.of(), PLANNED, Actor.REPORTER, "title", "releaseVersion")
                .row(FacetAction.ASSIGN, open, null, Actor.WORKER, "team")
                .row(ReleaseAction.UPDATE, planned, null, Actor.WORKER)
                .row(FacetAction.LINK_CIS, planned, null, Actor.WORKER)
                .row(FacetAction.UNLINK_CIS, planned, null, Actor.WORKER)
                .row(ReleaseAction.ADD_CHANGE, planned, null, Actor.WORKER, "change")
                .row(ReleaseAction.REMOVE_CHANGE, planned, null, Actor.WORKER)
                .row(ReleaseAction.ADD_ARTIFACT, planned, null, Actor.WORKER, "name", "version", "digest")
                .row(ReleaseAction.REMOVE_ARTIFACT, planned, null, Actor.WORKER)
                .row(ReleaseAction.SET_CRITERION, planned, null, Actor.WORKER, "text")
                .row(ReleaseAction.REMOVE_CRITERION, planned, null, Actor.WORKER)
                .row(FacetAction.HOLD, planned, null, Actor.WORKER, "holdReason")
                .row(FacetAction.RESUME, planned, null, Actor.WORKER)
                .row(ReleaseAction.MARK_BUILT, EnumSet.of(PLANNED), BUILT, Actor.WORKER, "artifacts")
                .row(ReleaseAction.MARK_READY, EnumSet.of(BUILT), READY, Actor.WORKER, "criteria")
                .row(
                        ReleaseAction.REQUEST_APPROVAL,
                        EnumSet.of(READY),
                        null,
                        Actor.WORKER,
                        "criteria",
                        "plan",
                        "rollBackPlan")
                .row(ReleaseAction.DECIDE, EnumSet.of(READY), APPROVED, Permission.APPROVAL_DECIDE)
                .row(ReleaseAction.SCHEDULE_DEPLOYMENT, notOver, null, Actor.WORKER, "environment")
                .row(ReleaseAction.DECIDE_DEPLOYMENT, notOver, null, Permission.APPROVAL_DECIDE)
                .row(ReleaseAction.START_DEPLOYMENT, deployable, null, Actor.WORKER)
                // What runs is told of whatever has become of the release meanwhile.
                .row(ReleaseAction.REPORT_DEPLOYMENT, any, null, Actor.WORKER, "deploymentState")
                .row(ReleaseAction.LINK_INCIDENTS, begun, null, Actor.WORKER)
                .row(ReleaseAction.UNLINK_INCIDENTS, begun, null, Actor.WORKER)
                .row(ReleaseAction.ROLL_BACK, deployed, ROLLED_BACK, Actor.WORKER, "rollBackReason")
                .row(ReleaseAction.REVIEW, EnumSet.of(DEPLOYED, EARLY_LIFE, ROLLED_BACK), null, Actor.WORKER, "review")
                .row(ReleaseAction.CLOSE, EnumSet.of(EARLY_LIFE), CLOSED, Actor.WORKER, "review")
                .row(ReleaseAction.CANCEL, planned, CANCELLED, Actor.WORKER, "cancelReason")
                .row(FacetAction.PRIORITISE, notOver, null, Actor.WORKER)
                .row(FacetAction.CLASSIFY, any, null, Actor.CLASSIFIER)
                .row(FacetAction.COMMENT, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ADD_WORK_NOTE, any, null, Actor.WORKER)
                .row(FacetAction.CORRECT_ENTRY, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ATTACH, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DETACH, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DECLASSIFY, any, null, Actor.SYSTEM)
                .build();
    }

    private static FieldCatalogue<Release> fields() {
        return TicketFields.<Release, ReleaseState>of("releases", ReleaseState.class)
                .choice("type", ReleaseType.class, Release::type)
                .required()
                .filterable()
                .text("releaseVersion", release -> release.content().version())
                .required()
                .filterable()
                .texts("artifactNames", release -> artifacts(release, Release.Artifact::name))
                .texts("artifactVersions", release -> artifacts(release, Release.Artifact::version))
                .texts("artifactDigests", release -> artifacts(release, Release.Artifact::digest))
                .ids("artifactTargetCiIds", release -> targets(release, Release.Target::ciId))
                .ids("artifactTargetEnvironmentIds", release -> targets(release, Release.Target::environmentId))
                // How many of these each artifact has; of a release that has none at all, nothing.
                .texts(
                        "artifactTargetCounts",
                        release -> targets(release, Release.Target::ciId).isEmpty()
                                ? List.of()
                                : artifacts(
                                        release,
                                        artifact -> String.valueOf(
                                                artifact.targets().size())))
                .texts("criterionTexts", release -> criteria(release, Release.Criterion::text))
                .texts(
                        "criterionEvidence",
                        release -> criteria(release, criterion -> Objects.requireNonNullElse(criterion.evidence(), "")))
                .texts("criteriaMet", release -> criteria(release, criterion -> String.valueOf(criterion.met())))
                // Of a release of which no review has said anything, nothing.
                .texts(
                        "criteriaHeld",
                        release -> release.unreviewed().size()
                                        == release.criteria().size()
                                ? List.of()
                                : criteria(release, criterion -> Objects.toString(criterion.held(), "")))
                .text("plan", release -> release.plan().steps())
                .text("rollBackPlan", release -> release.plan().rollBack())
                .instant("effectiveFrom", release -> release.plan().effectiveFrom())
                .filterable()
                .sortable()
                .number(EstimatedCost.FIELD, release -> release.plan().estimatedCost())
                .storedAs(
                        EstimatedCost.FIELD,
                        release -> EstimatedCost.stored(release.plan().estimatedCost()))
                .choice(
                        "serviceChange",
                        ServiceChange.class,
                        release -> release.service().change())
                .text("intendedOutcome", release -> release.service().intended())
                .choice(
                        "serviceOutcome",
                        ServiceOutcome.class,
                        release -> release.service().outcome())
                .linked("ciIds", "AFFECTS")
                .filterable()
                .refersToHidden()
                .instant("approvalRequestedAt", release -> release.approval().requestedAt())
                .filterable()
                .id("approvalRequestedById", release -> release.approval().requestedById())
                .ids("approverIds", release -> release.approval().approverIds())
                .ids("approverTeamIds", release -> release.approval().approverTeamIds())
                .ids("approvedByIds", release -> release.approval().approvedByIds())
                .instant("approvedAt", release -> release.approval().approvedAt())
                .filterable()
                .text("rejectionReason", release -> release.approval().rejectionReason())
                .ids(
                        "deploymentApproverIds",
                        release -> release.deploymentApprovers().personIds())
                .ids(
                        "deploymentApproverTeamIds",
                        release -> release.deploymentApprovers().teamIds())
                .instant("deployedAt", release -> release.course().deployedAt())
                .filterable()
                .instant("availableAt", release -> release.course().availableAt())
                .filterable()
                .instant("earlyLifeUntil", release -> release.course().earlyLifeUntil())
                .filterable()
                .sortable()
                .text("review", release -> release.course().review())
                .instant("closedAt", release -> release.course().closedAt())
                .filterable()
                .text("cancelReason", release -> release.course().cancelReason())
                .text("rollBackReason", release -> release.course().rollBackReason())
                .instant("rolledBackAt", release -> release.course().rolledBackAt())
                .filterable()
                .index("effectiveFrom", "id")
                .index("earlyLifeUntil", "id")
                .index("type", "open", "priority", "id")
                .index("reporterId")
                .sortedBy("reportedAt", true);
    }

    private static List<String> artifacts(Release release, Function<Release.Artifact, String> part) {
        return release.artifacts().stream().map(part).toList();
    }

    private static List<String> targets(Release release, Function<Release.Target, String> part) {
        return release.artifacts().stream()
                .flatMap(artifact -> artifact.targets().stream())
                .map(part)
                .toList();
    }

    private static List<String> criteria(Release release, Function<Release.Criterion, String> part) {
        return release.criteria().stream().map(part).toList();
    }

    private static List<@Nullable String> texts(Release release) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(release.content().version());
        release.artifacts().forEach(artifact -> texts.add(artifact.name()));
        release.criteria().forEach(criterion -> texts.add(criterion.text()));
        texts.add(release.plan().steps());
        texts.add(release.plan().rollBack());
        texts.add(release.service().intended());
        texts.add(release.course().review());
        return texts;
    }

    /** The timers that a release has of its own by what it is, by their kind. */
    static Map<String, Instant> ownTimers(Release release) {
        Instant until = release.course().earlyLifeUntil();
        return until != null && release.state() == EARLY_LIFE ? Map.of(EARLY_LIFE_OVER, until) : Map.of();
    }

    private static Release read(Row node, Header header, Facets facets) {
        return new Release(
                header,
                facets,
                node.enumValue("state", ReleaseState.class),
                node.enumValue("type", ReleaseType.class),
                new Release.Content(node.string("releaseVersion"), artifacts(node), criteria(node)),
                new Release.Plan(
                        node.stringOrNull("plan"),
                        node.stringOrNull("rollBackPlan"),
                        node.instantOrNull("effectiveFrom"),
                        EstimatedCost.read(node)),
                new Release.Approval(
                        node.instantOrNull("approvalRequestedAt"),
                        node.stringOrNull("approvalRequestedById"),
                        node.strings("approverIds"),
                        node.strings("approverTeamIds"),
                        node.strings("approvedByIds"),
                        node.instantOrNull("approvedAt"),
                        node.stringOrNull("rejectionReason")),
                new Release.Course(
                        node.instantOrNull("deployedAt"),
                        node.instantOrNull("availableAt"),
                        node.instantOrNull("earlyLifeUntil"),
                        node.stringOrNull("review"),
                        node.instantOrNull("closedAt"),
                        node.stringOrNull("cancelReason"),
                        node.stringOrNull("rollBackReason"),
                        node.instantOrNull("rolledBackAt")),
                new Release.ServicePlan(
                        node.enumOrNull("serviceChange", ServiceChange.class),
                        node.stringOrNull("intendedOutcome"),
                        node.enumOrNull("serviceOutcome", ServiceOutcome.class)),
                new Release.DeploymentApprovers(
                        node.strings("deploymentApproverIds"), node.strings("deploymentApproverTeamIds")));
    }

    private static List<Release.Artifact> artifacts(Row node) {
        List<String> names = node.strings("artifactNames");
        List<String> versions = node.strings("artifactVersions");
        List<String> digests = node.strings("artifactDigests");
        List<String> counts = node.strings("artifactTargetCounts");
        List<String> ciIds = node.strings("artifactTargetCiIds");
        List<String> environmentIds = node.strings("artifactTargetEnvironmentIds");
        List<Release.Artifact> artifacts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < names.size(); i++) {
            int last = counts.isEmpty() ? next : next + Integer.parseInt(counts.get(i));
            List<Release.Target> targets = new ArrayList<>();
            for (; next < last; next++) {
                targets.add(new Release.Target(ciIds.get(next), environmentIds.get(next)));
            }
            artifacts.add(new Release.Artifact(names.get(i), versions.get(i), digests.get(i), targets));
        }
        return artifacts;
    }

    private static List<Release.Criterion> criteria(Row node) {
        List<String> texts = node.strings("criterionTexts");
        List<String> evidence = node.strings("criterionEvidence");
        List<String> met = node.strings("criteriaMet");
        List<String> held = node.strings("criteriaHeld");
        List<Release.Criterion> criteria = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            criteria.add(new Release.Criterion(
                    texts.get(i),
                    evidence.get(i).isEmpty() ? null : evidence.get(i),
                    Boolean.parseBoolean(met.get(i)),
                    held.isEmpty() || held.get(i).isEmpty() ? null : Boolean.valueOf(held.get(i))));
        }
        return criteria;
    }
}
