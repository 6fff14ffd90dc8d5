// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.FieldUpdate;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironmentService;
import io.mainstay.release.DeploymentService;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.PlanRelease;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseQueries;
import io.mainstay.release.ReleaseService;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.ReleaseType;
import io.mainstay.release.ReleaseUpdate;
import io.mainstay.release.SetDeploymentEnvironment;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalPolicyService;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApprovalService;
import io.mainstay.workflow.ApproverKind;
import io.mainstay.workflow.GivenDecision;
import io.mainstay.workflow.SetApprovalPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Random people do random things to random changes and releases. Whatever they try, no change is being implemented that nobody who may has
 * authorised as it is, none of the more dangerous half that not two of them have, and no standard change whose template is not approved
 * as it is; and no release is brought to production that was not approved so, or with a change in it that was not. What an approval is for
 * is kept here beside the record and compared with it, without the rules of the capabilities.
 */
@IntegrationTest
class ChangeWalkIT {

    private static final int CHANGES = Integer.getInteger("mainstay.change.walks", 8);
    private static final int RELEASES = Math.max(1, CHANGES / 2);
    private static final int STEPS = 40;

    /** How many times as many are walked if none gets anywhere. */
    private static final int MORE = 5;

    private static final int RELEASE_STEPS = 100;
    private static final long SEED = Long.getLong("mainstay.seed", System.nanoTime());

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ChangeService service;

    @Autowired
    private Tickets<Change, ChangeState> changes;

    @Autowired
    private ChangeTemplateService templateService;

    @Autowired
    private ChangeTemplateQueries templateQueries;

    @Autowired
    private ApprovalPolicyService policies;

    @Autowired
    private ApprovalService approvals;

    @Autowired
    private ApprovalQueries queries;

    @Autowired
    private ChangeQueries changeQueries;

    @Autowired
    private ReleaseService releaseService;

    @Autowired
    private Tickets<Release, ReleaseState> releases;

    @Autowired
    private ReleaseQueries releaseQueries;

    @Autowired
    private DeploymentService deployments;

    @Autowired
    private DeploymentEnvironmentService environments;

    private final Random random = new Random(SEED);
    private final List<Principal> people = new ArrayList<>();
    private final List<Principal> releasers = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();
    private String teamId = "";
    private String offeringId = "";
    private String policyId = "";
    private String releasePolicyId = "";
    private String trial = "";
    private String production = "";

    @BeforeEach
    void createWorld() {
        ChangeFixture fixture = new ChangeFixture(client, work, cypher, clock);
        clock.set(clock.now());
        teamId = fixture.teamId;
        items.add(fixture.serverId);
        items.add(fixture.newCi("server"));
        people.add(person(fixture.agentPerson, Role.AGENT, fixture));
        people.add(person(fixture.implementerPerson, Role.AGENT, fixture));
        people.add(person(fixture.managerPerson, Role.CHANGE_MANAGER, fixture));
        people.add(person(fixture.deputyPerson, Role.CHANGE_MANAGER, fixture));
        for (int count = 0; count < 3; count++) {
            templates.add(templateService
                    .propose(people.getFirst(), proposal("Replace"), null)
                    .id());
        }
        TestTokens another = TestTokens.as(Role.CHANGE_MANAGER).in(fixture.organisationId);
        fixture.enter(another.token());
        work.writeRepeatably(() -> fixture.person(another.personId()));
        people.add(person(another, Role.CHANGE_MANAGER, fixture));
        offeringId = fixture.offeringId;
        for (int count = 0; count < 2; count++) {
            TestTokens releaser = TestTokens.as(Role.RELEASE_MANAGER).in(fixture.organisationId);
            fixture.enter(releaser.token());
            work.writeRepeatably(() -> fixture.person(releaser.personId()));
            releasers.add(person(releaser, Role.RELEASE_MANAGER, fixture));
        }
        policyId = policies.set(people.get(2), null, twoOfTheManagers(TicketKind.CHANGE, true), null, null)
                .id();
        releasePolicyId = policies.set(people.get(2), null, twoOfTheManagers(TicketKind.RELEASE, true), null, null)
                .id();
        trial = environment(null, new SetDeploymentEnvironment("Walk trial", null, 900, false, false, true));
        production = environment(null, new SetDeploymentEnvironment("Walk production", null, 901, true, false, true));
    }

    private String environment(@Nullable String id, SetDeploymentEnvironment environment) {
        return environments
                .set(people.get(2), id, environment, id == null ? null : 1, null)
                .id();
    }

    /** For changes of the fixture's service, and for major releases. */
    private SetApprovalPolicy twoOfTheManagers(TicketKind kind, boolean active) {
        return new SetApprovalPolicy(
                "Two of the managers",
                null,
                kind,
                10,
                kind == TicketKind.CHANGE ? "'" + offeringId + "' in record.services" : "record.type == 'MAJOR'",
                List.of(stage("First"), stage("Second")),
                active);
    }

    private static SetApprovalPolicy.Stage stage(String name) {
        return new SetApprovalPolicy.Stage(
                name,
                ApprovalRule.ANY,
                null,
                List.of(new SetApprovalPolicy.Asked(ApproverKind.ROLE, Role.CHANGE_MANAGER, null, null, null)),
                null,
                null,
                null);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
        policies.set(people.get(2), policyId, twoOfTheManagers(TicketKind.CHANGE, false), 1, null);
        policies.set(people.get(2), releasePolicyId, twoOfTheManagers(TicketKind.RELEASE, false), 1, null);
        environment(trial, new SetDeploymentEnvironment("Walk trial", null, 900, false, false, false));
        environment(production, new SetDeploymentEnvironment("Walk production", null, 901, true, false, false));
    }

    private static Principal person(TestTokens person, Role role, ChangeFixture fixture) {
        return new Principal(
                person.personId(),
                "Somebody",
                fixture.organisationId,
                Set.of(fixture.teamId),
                Set.of(role),
                RolePermissions.of(role),
                Visibility.everything(person.personId()));
    }

    /** What somebody has approved, and who. */
    private record Approved(Principal by, Content content) {}

    /** What an approval is for. */
    private record Content(Change.Plan plan, @Nullable String noCisReason, Set<String> ciIds, List<String> tasks) {}

    /**
     * A change that is walked.
     *
     * @param dangerous whether two approve it
     * @param approved who has approved it as it is
     */
    private record Walked(String id, boolean dangerous, List<Approved> approved, List<String> trace) {}

    @Test
    void shouldImplementNothingThatIsNotAuthorisedAsItIs() {
        Map<ChangeState, Integer> reached = new EnumMap<>(ChangeState.class);
        Map<ChangeState, Integer> standard = new EnumMap<>(ChangeState.class);
        for (int count = 0; count < CHANGES || (count < MORE * CHANGES && !begun(reached, standard)); count++) {
            boolean dangerous = random.nextBoolean();
            walk(requested(dangerous), dangerous, reached);
            walk(requestedStandard(), false, standard);
        }

        assertThat(reached)
                .as("seed %d: a walk that gets nowhere shows nothing", SEED)
                .containsKeys(ChangeState.AUTHORISATION, ChangeState.SCHEDULED, ChangeState.IMPLEMENTING);
        assertThat(standard)
                .as("seed %d: standard changes", SEED)
                .containsKeys(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING)
                .doesNotContainKeys(ChangeState.ASSESSMENT, ChangeState.AUTHORISATION);
    }

    private static boolean begun(Map<ChangeState, Integer> reached, Map<ChangeState, Integer> standard) {
        return reached.containsKey(ChangeState.IMPLEMENTING) && standard.containsKey(ChangeState.IMPLEMENTING);
    }

    private void walk(String id, boolean dangerous, Map<ChangeState, Integer> reached) {
        Walked walked = new Walked(id, dangerous, new ArrayList<>(), new ArrayList<>());
        for (int step = 0; step < STEPS; step++) {
            reached.merge(step(walked), 1, Integer::sum);
        }
    }

    /** Somebody does something to a change; the state in which it is then. */
    private ChangeState step(Walked walked) {
        List<Approved> approved = walked.approved();
        Change before = read(walked.id());
        Principal who = random.nextInt(3) == 0 ? implementer(before) : any(people);
        String what = act(who, before);
        walked.trace().add(who.displayName() + " " + people.indexOf(who) + " " + what);
        Change after = read(walked.id());
        if (after.type() == ChangeType.STANDARD
                && after.state() != before.state()
                && Set.of(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING).contains(after.state())) {
            assertOfApprovedTemplate(after, walked.trace());
        }
        if (what.startsWith("approve")
                && before.state() == ChangeState.AUTHORISATION
                && after.revision() > before.revision()) {
            approved.add(new Approved(who, content(after)));
        }
        if (after.type() != ChangeType.STANDARD
                && after.state() == ChangeState.IMPLEMENTING
                && before.state() == ChangeState.SCHEDULED) {
            assertApproved(after, walked.dangerous(), approved, walked.trace());
        }
        if (after.revision() > before.revision()) {
            Content now = content(after);
            approved.removeIf(one -> !one.content().equals(now) || after.state() == ChangeState.DRAFT);
        }
        return after.state();
    }

    private Principal implementer(Change change) {
        return people.stream()
                .filter(person -> change.implementerIds().contains(person.personId()))
                .findFirst()
                .orElseThrow();
    }

    private Content content(Change change) {
        return new Content(
                change.plan(),
                change.purpose().noCisReason(),
                items(change.id()),
                tasks(change.id()).stream().map(ChangeTask::text).toList());
    }

    private List<ChangeTask> tasks(String changeId) {
        return changeQueries.tasks(Principal.SYSTEM, List.of(changeId)).getOrDefault(changeId, List.of());
    }

    /** What somebody has approved of a release, and who. */
    private record ReleaseApproved(Principal by, ReleaseContent content) {}

    /** What the approval of a release is for. */
    private record ReleaseContent(
            ReleaseType type, Release.Content content, Release.Plan plan, Set<String> changeIds, Set<String> ciIds) {}

    @Test
    void shouldBringNothingToProductionThatIsNotApprovedAsItIs() {
        Map<ReleaseState, Integer> reached = new EnumMap<>(ReleaseState.class);
        int running = 0;
        for (int count = 0; count < RELEASES || (count < MORE * RELEASES && running == 0); count++) {
            running += walkRelease(reached);
        }

        assertThat(reached)
                .as("seed %d: a walk that gets nowhere shows nothing", SEED)
                .containsKeys(ReleaseState.READY, ReleaseState.APPROVED, ReleaseState.DEPLOYING);
        assertThat(running).as("seed %d: deployments to production", SEED).isPositive();
    }

    /** How many deployments to production have begun. */
    private int walkRelease(Map<ReleaseState, Integer> reached) {
        Map<String, Walked> walked = new HashMap<>();
        for (boolean dangerous : List.of(false, true)) {
            Walked one = new Walked(requested(dangerous), dangerous, new ArrayList<>(), new ArrayList<>());
            walked.put(one.id(), one);
        }
        List<String> changeIds = List.copyOf(walked.keySet());
        String id = planned(changeIds);
        List<ReleaseApproved> approved = new ArrayList<>();
        List<String> trace = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        int running = 0;
        for (int step = 0; step < RELEASE_STEPS; step++) {
            if (random.nextInt(3) == 0) {
                step(Objects.requireNonNull(walked.get(any(changeIds))));
                continue;
            }
            Release before = readRelease(id);
            int drawn = random.nextInt(4) > 0 ? next(before.state()) : random.nextInt(22);
            Principal who = whoMay(drawn);
            String what = act(who, before, drawn, changeIds);
            trace.add(who.personId() + " " + what);
            Release after = readRelease(id);
            reached.merge(after.state(), 1, Integer::sum);
            if (after.revision() == before.revision()) {
                continue;
            }
            ReleaseContent now = content(after);
            if (what.equals("approve")) {
                approved.add(new ReleaseApproved(who, now));
            }
            for (Deployment deployment : deploymentsOf(id)) {
                if (deployment.startedAt() != null
                        && begun.add(deployment.id())
                        && deployment.environmentId().equals(production)) {
                    running++;
                    assertApproved(after, deployment, approved, walked, trace);
                }
            }
            approved.removeIf(
                    one -> !one.content().equals(now) || after.approval().requestedAt() == null);
        }
        return running;
    }

    private void assertApproved(
            Release release,
            Deployment deployment,
            List<ReleaseApproved> approved,
            Map<String, Walked> walked,
            List<String> trace) {
        String as = "seed " + SEED + ": " + trace;
        ReleaseContent now = content(release);
        Set<String> by = new TreeSet<>();
        for (ReleaseApproved one : approved) {
            assertThat(one.by().may(Permission.CHANGE_ASSESS)).as(as).isTrue();
            assertThat(one.content()).as(as).isEqualTo(now);
            by.add(one.by().personId());
        }
        by.remove(release.reporterId());
        by.remove(Objects.requireNonNullElse(release.assigneeId(), ""));
        by.remove(Objects.requireNonNullElse(release.approval().requestedById(), ""));
        assertThat(by).as(as).hasSizeGreaterThanOrEqualTo(release.type() == ReleaseType.MAJOR ? 2 : 1);
        assertThat(release.state())
                .as(as)
                .isNotIn(ReleaseState.CANCELLED, ReleaseState.ROLLED_BACK, ReleaseState.CLOSED);
        assertThat(release.criteria()).as(as).isNotEmpty().allMatch(Release.Criterion::isProven);
        Instant from = release.plan().effectiveFrom();
        assertThat(from == null || !from.isAfter(clock.now())).as(as).isTrue();
        assertThat(Objects.requireNonNull(deployment.window()).holds(clock.now()))
                .as(as)
                .isTrue();
        for (String changeId : now.changeIds()) {
            Walked one = Objects.requireNonNull(walked.get(changeId));
            Change change = read(changeId);
            assertThat(change.state())
                    .as(as)
                    .isIn(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING, ChangeState.REVIEW, ChangeState.CLOSED);
            assertApproved(change, one.dangerous(), one.approved(), one.trace());
        }
    }

    private Release readRelease(String id) {
        return Objects.requireNonNull(
                releases.byIds(Principal.SYSTEM, List.of(id)).get(id));
    }

    private List<Deployment> deploymentsOf(String releaseId) {
        return releaseQueries.deployments(Principal.SYSTEM, List.of(releaseId)).getOrDefault(releaseId, List.of());
    }

    private ReleaseContent content(Release release) {
        return new ReleaseContent(
                release.type(),
                release.content(),
                release.plan(),
                releaseQueries
                        .changes(Principal.SYSTEM, List.of(release.id()))
                        .getOrDefault(release.id(), List.of())
                        .stream()
                        .map(Change::id)
                        .collect(Collectors.toSet()),
                Set.copyOf(
                        releases.ciIds(Principal.SYSTEM, List.of(release.id())).getOrDefault(release.id(), List.of())));
    }

    private String planned(List<String> changeIds) {
        return releaseService
                .plan(
                        any(releasers),
                        new PlanRelease(
                                any(List.of(ReleaseType.MINOR, ReleaseType.MAJOR)),
                                "Shop",
                                null,
                                new Release.Content(
                                        "4.2.0",
                                        List.of(artifact()),
                                        List.of(new Release.Criterion("It sells", null, false))),
                                new Release.Plan("Bring it", "Take it away", null),
                                Release.ServicePlan.NONE,
                                null,
                                null,
                                null,
                                null,
                                TicketUrgency.MEDIUM,
                                List.of(),
                                random.nextBoolean() ? List.of() : List.of(any(changeIds)),
                                null,
                                null,
                                null),
                        null)
                .id();
    }

    private Deployment.Window deploymentWindow() {
        Instant from = clock.now().plus(Duration.ofMinutes(random.nextInt(60) - 30));
        return new Deployment.Window(from, from.plus(Duration.ofMinutes(31 + random.nextInt(60))));
    }

    private void update(
            Principal who, String id, int version, FieldUpdate<String> plan, FieldUpdate<Instant> effectiveFrom) {
        releaseService.execute(
                who,
                new ReleaseCommand.Update(
                        id,
                        version,
                        new ReleaseUpdate(
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                plan,
                                FieldUpdate.absent(),
                                effectiveFrom,
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent()),
                        null));
    }

    private Release.Artifact artifact() {
        return new Release.Artifact("shop", "4.2.0", "sha256:%064x".formatted(random.nextInt(4)));
    }

    private int next(ReleaseState state) {
        return switch (state) {
            case PLANNED -> 0;
            case BUILT -> random.nextBoolean() ? 1 : 2;
            case READY -> random.nextBoolean() ? 3 : 4;
            case APPROVED, DEPLOYING -> random.nextBoolean() ? 5 : 6;
            case DEPLOYED, EARLY_LIFE, CLOSED, ROLLED_BACK, CANCELLED -> 6;
        };
    }

    /** Mostly somebody who may, so that the walk gets somewhere. */
    private Principal whoMay(int drawn) {
        if (random.nextInt(3) == 0) {
            return any(random.nextBoolean() ? releasers : people);
        }
        return any(drawn == 4 ? people.subList(2, people.size()) : releasers);
    }

    /** What somebody tries to do to a release. */
    private String act(Principal who, Release release, int drawn, List<String> changeIds) {
        int version = random.nextInt(10) == 0 ? release.version() - 1 : release.version();
        String id = release.id();
        String what = "step " + drawn;
        try {
            switch (drawn) {
                case 0 -> releaseService.execute(who, new ReleaseCommand.MarkBuilt(id, version, null));
                case 1 ->
                    releaseService.execute(
                            who, new ReleaseCommand.SetCriterion(id, version, 1, "It sells", "Report 17", true, null));
                case 2 -> releaseService.execute(who, new ReleaseCommand.MarkReady(id, version, null));
                case 3 -> releaseService.execute(who, new ReleaseCommand.RequestApproval(id, version, null));
                case 4 -> {
                    what = "approve";
                    if (random.nextInt(3) == 0) {
                        decided(who, id, ApprovalDecision.APPROVE, null);
                    } else {
                        GivenDecision decision = GivenDecision.of(ApprovalDecision.APPROVE, null);
                        releaseService.execute(who, new ReleaseCommand.Decide(id, decision, null));
                    }
                }
                case 5 -> deployments.schedule(who, id, production, deploymentWindow(), null, null);
                case 6 -> {
                    List<Deployment> all = deploymentsOf(id);
                    if (!all.isEmpty()) {
                        deployments.start(who, any(all).id(), null);
                    }
                }
                case 7 -> deployments.schedule(who, id, trial, null, null, null);
                case 8 -> {
                    List<Deployment> all = deploymentsOf(id);
                    if (!all.isEmpty()) {
                        deployments.report(
                                who,
                                any(all).id(),
                                any(List.of(DeploymentState.SUCCEEDED, DeploymentState.FAILED)),
                                null,
                                null,
                                null,
                                null);
                    }
                }
                case 9 -> releaseService.execute(who, new ReleaseCommand.AddChange(id, any(changeIds), null, null));
                case 10 ->
                    releaseService.execute(who, new ReleaseCommand.RemoveChange(id, version, any(changeIds), null));
                case 11 -> releaseService.execute(who, new ReleaseCommand.AddArtifact(id, artifact(), null, null));
                case 12 ->
                    releaseService.execute(
                            who,
                            new ReleaseCommand.RemoveArtifact(
                                    id, version, artifact().digest(), null));
                case 13 ->
                    update(who, id, version, FieldUpdate.to("Bring it " + random.nextInt()), FieldUpdate.absent());
                case 14 ->
                    update(
                            who,
                            id,
                            version,
                            FieldUpdate.absent(),
                            FieldUpdate.to(clock.now().plus(Duration.ofMinutes(random.nextInt(40) - 20))));
                case 15 ->
                    releases.execute(
                            who,
                            new FacetCommand.Assign(
                                    id, version, teamId, any(people).personId(), null, null));
                case 16 -> releases.execute(who, new FacetCommand.LinkCis(id, List.of(any(items)), null));
                case 17 -> decided(who, id, ApprovalDecision.REJECT, "No");
                case 18 -> {
                    // Rarely: what is over gets nowhere.
                    if (random.nextInt(4) == 0) {
                        releaseService.execute(who, new ReleaseCommand.Cancel(id, version, "Not this year", null));
                    }
                }
                case 19 ->
                    releaseService.execute(who, new ReleaseCommand.RollBack(id, version, "It sells nothing", null));
                default -> clock.advance(Duration.ofMinutes(10));
            }
            return what;
        } catch (RefusedException refused) {
            return what + " " + refused.errors().getFirst().code();
        } catch (ForbiddenException forbidden) {
            return what + " " + forbidden.permission().code();
        }
    }

    private void assertApproved(Change change, boolean dangerous, List<Approved> approved, List<String> trace) {
        String as = "seed " + SEED + ": " + trace;
        Content now = content(change);
        Set<String> by = new TreeSet<>();
        for (Approved one : approved) {
            assertThat(one.by()
                            .may(
                                    change.type() == ChangeType.NORMAL
                                            ? Permission.CHANGE_AUTHORISE
                                            : Permission.CHANGE_AUTHORISE_EMERGENCY))
                    .as(as)
                    .isTrue();
            assertThat(one.content()).as(as).isEqualTo(now);
            by.add(one.by().personId());
        }
        by.remove(change.reporterId());
        by.remove(Objects.requireNonNullElse(change.assigneeId(), ""));
        by.removeAll(change.implementerIds());
        assertThat(change.implementerIds()).as(as).isNotEmpty();
        assertThat(by).as(as).hasSizeGreaterThanOrEqualTo(dangerous ? 2 : 1);
        assertThat(change.authorisedById()).as(as).isIn(by);
    }

    /** Nobody else is about, so the template is as it was when the change went on. */
    private void assertOfApprovedTemplate(Change change, List<String> trace) {
        String as = "seed " + SEED + ": " + trace;
        ChangeTemplate template = template(Objects.requireNonNull(change.templateId()));
        assertThat(template.state()).as(as).isEqualTo(ChangeTemplateState.APPROVED);
        assertThat(Objects.requireNonNull(template.approval()).byId())
                .as(as)
                .isNotEqualTo(template.proposal().byId());
        assertThat(change.plan().steps()).as(as).isEqualTo(template.content().plan());
        assertThat(change.plan().backOut()).as(as).isEqualTo(template.content().backOutPlan());
        assertThat(change.implementerIds()).as(as).isNotEmpty();
        assertThat(items(change.id())).as(as).isNotEmpty();
    }

    private ChangeTemplate template(String id) {
        return Objects.requireNonNull(
                templateQueries.byIds(Principal.SYSTEM, List.of(id)).get(id));
    }

    private static ProposeChangeTemplate proposal(String plan) {
        return new ProposeChangeTemplate(
                "Replace",
                null,
                "Replace it",
                "Old",
                plan,
                null,
                "Put back",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Change read(String id) {
        return Objects.requireNonNull(
                changes.byIds(Principal.SYSTEM, List.of(id)).get(id));
    }

    private Set<String> items(String id) {
        return new TreeSet<>(changes.ciIds(Principal.SYSTEM, List.of(id)).getOrDefault(id, List.of()));
    }

    private String requestedStandard() {
        String templateId = any(templates);
        ChangeTemplate template = template(templateId);
        if (template.state() != ChangeTemplateState.APPROVED) {
            int version = template.state() == ChangeTemplateState.REVOKED
                    ? templateService
                            .update(people.getFirst(), templateId, proposal("Replace"), template.version())
                            .version()
                    : template.version();
            Principal approver = people.get(
                    people.get(2)
                                    .personId()
                                    .equals(template(templateId).proposal().byId())
                            ? 3
                            : 2);
            templateService.approve(approver, templateId, null, version);
        }
        return service.request(
                        any(people),
                        new RequestChange(
                                ChangeType.STANDARD,
                                "",
                                null,
                                new Change.Purpose("", null, null),
                                new Change.Plan(
                                        null, null, null, null, window(), implementers(), List.of(), templateId),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(any(items)),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                null),
                        null)
                .id();
    }

    /** @param dangerous whether it is of the service of which two approve */
    private String requested(boolean dangerous) {
        boolean emergency = random.nextInt(3) == 0;
        return service.request(
                        any(people),
                        new RequestChange(
                                emergency ? ChangeType.EMERGENCY : ChangeType.NORMAL,
                                "Replace the server",
                                null,
                                new Change.Purpose("It is old", null, emergency ? "It will burn" : null),
                                new Change.Plan(
                                        "Replace", "Tried", "Put back", null, window(), implementers(), List.of()),
                                null,
                                null,
                                null,
                                dangerous ? offeringId : null,
                                null,
                                null,
                                List.of(any(items)),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                null),
                        null)
                .id();
    }

    private Change.Window window() {
        int from = random.nextInt(4) - 3;
        return new Change.Window(
                clock.now().plus(Duration.ofHours(from)),
                clock.now().plus(Duration.ofHours(from + 1 + random.nextInt(8))),
                "Europe/Berlin");
    }

    private List<String> implementers() {
        return List.of(any(people).personId());
    }

    private int next(ChangeState state) {
        return switch (state) {
            case DRAFT -> 6;
            case ASSESSMENT -> 7;
            case AUTHORISATION -> random.nextBoolean() ? 8 : 10;
            case SCHEDULED, IMPLEMENTING, REVIEW, CLOSED, CANCELLED -> 9;
        };
    }

    /** What it was, and how it ended. Mostly it is what may come next, so that the walk gets somewhere. */
    private String act(Principal who, Change change) {
        int version = random.nextInt(10) == 0 ? change.version() - 1 : change.version();
        String id = change.id();
        int drawn = random.nextInt(3) > 0 ? next(change.state()) : random.nextInt(20);
        String what = "step " + drawn;
        try {
            switch (drawn) {
                case 0 -> update(who, id, version, null, window(), null);
                case 1 -> update(who, id, version, "Replace " + random.nextInt(), null, null);
                case 2 -> update(who, id, version, null, null, implementers());
                case 3 -> changes.execute(who, new FacetCommand.LinkCis(id, List.of(any(items)), null));
                case 4 -> changes.execute(who, new FacetCommand.UnlinkCis(id, version, List.of(any(items)), null));
                case 5 ->
                    changes.execute(
                            who,
                            new FacetCommand.Assign(
                                    id,
                                    version,
                                    teamId,
                                    any(people.subList(0, 3)).personId(),
                                    null,
                                    null));
                case 6 -> service.execute(who, new ChangeCommand.Submit(id, version, null));
                case 7 -> service.execute(who, new ChangeCommand.Assess(id, version, RiskLevel.LOW, "Small", null));
                case 8 -> {
                    what = "approve";
                    service.execute(who, new ChangeCommand.Authorise(id, version, null, null));
                }
                case 9 -> service.execute(who, new ChangeCommand.Start(id, version, null, null));
                case 10 -> {
                    what = "approve";
                    if (random.nextBoolean()) {
                        service.execute(who, new ChangeCommand.AuthoriseVerbally(id, version, "By phone", null, null));
                    } else {
                        what += decided(who, id, ApprovalDecision.APPROVE, null);
                    }
                }
                case 11 -> service.execute(who, new ChangeCommand.Reject(id, version, "Not like this", null));
                case 12 ->
                    service.execute(
                            who, new ChangeCommand.ExcludeCis(id, version, List.of(any(items)), "Not in use", null));
                case 13 -> changes.execute(who, new FacetCommand.Hold(id, version, "AWAITING_SUPPLIER", null, null));
                case 14 -> changes.execute(who, new FacetCommand.Resume(id, version, null));
                case 15 -> clock.advance(Duration.ofMinutes(10));
                case 17, 18, 19 -> {
                    if (change.type() == ChangeType.STANDARD) {
                        actOnTemplate(who, templateOf(change), drawn);
                    } else {
                        actOnTasks(who, id, version, drawn);
                    }
                }
                default -> changes.execute(who, new FacetCommand.Comment(id, "Hello", null));
            }
            return what;
        } catch (RefusedException refused) {
            return what + " " + refused.errors().getFirst().code();
        } catch (ForbiddenException forbidden) {
            return what + " " + forbidden.permission().code();
        }
    }

    private void actOnTemplate(Principal who, String templateId, int drawn) {
        int version = template(templateId).version();
        switch (drawn) {
            case 17 -> templateService.revoke(who, templateId, "Not now", null, version);
            case 18 ->
                templateService.update(
                        who,
                        templateId,
                        proposal(random.nextBoolean() ? "Replace" : "Replace " + random.nextInt()),
                        version);
            default -> templateService.approve(who, templateId, null, version);
        }
    }

    /** What is to be done is a part of the plan, who does it is not. */
    private void actOnTasks(Principal who, String id, int version, int drawn) {
        List<ChangeTask> tasks = tasks(id);
        if (drawn == 17 || tasks.isEmpty()) {
            service.execute(
                    who,
                    new ChangeCommand.AddTask(
                            id, 1 + random.nextInt(3), "Drain " + random.nextInt(), null, null, null, null, null));
        } else if (drawn == 18) {
            service.execute(
                    who,
                    new ChangeCommand.UpdateTask(
                            id,
                            version,
                            any(tasks).id(),
                            random.nextBoolean() ? FieldUpdate.to(1 + random.nextInt(3)) : FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            FieldUpdate.to(any(people).personId()),
                            FieldUpdate.absent(),
                            FieldUpdate.absent(),
                            null));
        } else {
            service.execute(
                    who, new ChangeCommand.RemoveTask(id, version, any(tasks).id(), null));
        }
    }

    private static String templateOf(Change change) {
        return Objects.requireNonNull(change.templateId());
    }

    /** Decides any request of a record, one of an earlier approval too. */
    private String decided(Principal who, String id, ApprovalDecision decision, @Nullable String comment) {
        List<ApprovalRequest> requests =
                queries.ofRecords(Principal.SYSTEM, List.of(id)).getOrDefault(id, List.of());
        if (requests.isEmpty()) {
            return " nothing";
        }
        ApprovalRequest request = any(requests);
        approvals.decide(
                who, request.id(), new GivenDecision(request.id(), decision, comment, null, List.of(), null, null));
        return " in stage " + request.stage().number();
    }

    private void update(
            Principal who,
            String id,
            int version,
            @Nullable String plan,
            Change.@Nullable Window window,
            @Nullable List<String> implementers) {
        service.execute(
                who,
                new ChangeCommand.Update(
                        id,
                        version,
                        new ChangeUpdate(
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                plan == null ? FieldUpdate.absent() : FieldUpdate.to(plan),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                FieldUpdate.absent(),
                                window == null ? FieldUpdate.absent() : FieldUpdate.to(window),
                                implementers == null ? FieldUpdate.absent() : FieldUpdate.to(implementers)),
                        null));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
