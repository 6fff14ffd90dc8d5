// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
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
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.window.ChangeWindowService;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalPolicyService;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApprovalService;
import io.mainstay.workflow.ApprovalTarget;
import io.mainstay.workflow.ApproverKind;
import io.mainstay.workflow.DelegationService;
import io.mainstay.workflow.GivenDecision;
import io.mainstay.workflow.SetApprovalPolicy;
import io.mainstay.workflow.SetDelegation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;

/**
 * Random people do random things to random changes and releases. Whatever they try, no change is being implemented that nobody who may has
 * authorised as it is, none of the more dangerous half that not two of them have, and no standard change whose template is not approved
 * as it is; none before the conditions on which it was approved are met, and none in a freeze from which it is not excepted without a
 * reason; and no release is brought to production that was not approved so, nor its deployment there for its window, or with a change in it that was not, or in such a freeze. What
 * an approval is for, what was met and what is frozen is kept here beside the records and compared with them, without the rules of the
 * capabilities.
 *
 * <p>Each call ends a sequence that began with its walk: in full there are more than 100,000. Most steps lead to what a walk is to show,
 * and it is walked until all of that was seen, so that nothing is held to be true because it was not tried. What verify walks is the same
 * each time.
 */
@IntegrationTest
class ChangeWalkIT {

    /** 2,500 in full. */
    private static final int CHANGES = Integer.getInteger("mainstay.change.walks", 4);

    private static final int RELEASES = Math.max(1, CHANGES / 2);
    private static final int STEPS = 40;

    /** How many times as many are walked at most until everything was seen. */
    private static final int MORE = 10;

    private static final int RELEASE_STEPS = 100;

    /** On which changes are approved. */
    private static final List<String> CONDITIONS = List.of("Tell the desk", "Copy it");

    private static final long SEED =
            Long.getLong("mainstay.seed", Boolean.getBoolean("mainstay.cases.all") ? System.nanoTime() : 10);

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
    private DelegationService delegations;

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

    @Autowired
    private ChangeWindowService windows;

    @Autowired
    private ChangeWindowQueries windowQueries;

    @Autowired
    private ApplicationContext context;

    private final Random random = new Random(SEED);
    private final Set<Sign> seen = EnumSet.noneOf(Sign.class);
    private final List<Principal> people = new ArrayList<>();
    private final List<Principal> releasers = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();
    private String teamId = "";
    private String offeringId = "";
    private String policyId = "";
    private String releasePolicyId = "";
    private int policyVersion = 1;
    private int shape = random.nextInt(6);
    private boolean ofTeam;
    private String absentId = "";
    private String trial = "";
    private String production = "";
    /** Which deployment the last step has approved; null for none. */
    private @Nullable String deploymentDecided;

    private ChangeService refusing;
    private FreezeWalk freezes;

    /** What a walk is led to. */
    private enum Aim {
        /** It is approved, and started. */
        PLAIN,
        /** It is approved on conditions. */
        CONDITIONS,
        /** It is in a freeze, and excepted. */
        EXCEPTION,
        /** It is in conflicts and perhaps in a freeze, and starts for a reason. */
        OVERRIDE
    }

    /** What must have happened on walks, so that they show something. */
    private enum Sign {
        CHANGE_STOPPED_UNAUTHORISED,
        CHANGE_STOPPED_BY_CONDITION,
        CHANGE_STOPPED_BY_FREEZE,
        CHANGE_BEGUN_BY_TWO,
        CHANGE_BEGUN_WITH_CONDITIONS_MET,
        CHANGE_BEGUN_EXCEPTED,
        CHANGE_BEGUN_FOR_A_REASON,
        STANDARD_STOPPED_BY_FREEZE,
        STANDARD_BEGUN,
        RELEASE_NOT_APPROVED,
        DEPLOYMENT_NOT_APPROVED,
        CHANGE_NOT_AUTHORISED,
        CONDITION_NOT_MET,
        FREEZE,
        RELEASE_BEGUN_WITH_CHANGES,
        RELEASE_BEGUN_WITH_CONDITIONS_MET,
        RELEASE_BEGUN_EXCEPTED;

        static final Set<Sign> OF_CHANGES = EnumSet.range(CHANGE_STOPPED_UNAUTHORISED, STANDARD_BEGUN);
        static final Set<Sign> OF_RELEASES = EnumSet.range(RELEASE_NOT_APPROVED, RELEASE_BEGUN_EXCEPTED);
    }

    /** Who does what next. */
    private record Move(int number, Principal by) {}

    @BeforeEach
    void createWorld() {
        // To the minute, as windows are.
        clock.set(clock.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1)));
        ChangeFixture fixture = new ChangeFixture(client, work, cypher, clock);
        refusing = refusing(context.getAutowireCapableBeanFactory());
        freezes = new FreezeWalk(windows, windowQueries, clock, random);
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
        // Somebody who decides nothing themselves, and whose deputy a manager is.
        TestTokens absent = TestTokens.as(Role.CHANGE_MANAGER).in(fixture.organisationId);
        fixture.enter(absent.token());
        work.writeRepeatably(() -> fixture.person(absent.personId()));
        absentId = absent.personId();
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
        delegations.set(
                people.get(2),
                new SetDelegation(
                        absentId,
                        people.get(3).personId(),
                        null,
                        clock.now(),
                        clock.now().plus(Duration.ofDays(300)),
                        null,
                        null,
                        null),
                null);
        trial = environment(null, new SetDeploymentEnvironment("Walk trial", null, 900, false, false, false, true));
        production =
                environment(null, new SetDeploymentEnvironment("Walk production", null, 901, true, false, true, true));
    }

    /** As where the installation lets nothing start with conflicts and without a reason. */
    private static ChangeService refusing(AutowireCapableBeanFactory application) {
        DefaultListableBeanFactory factory = new DefaultListableBeanFactory(application);
        factory.registerSingleton(
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(factory, ConflictProperties.class)[0],
                new ConflictProperties(2, ConflictProperties.AtStart.REFUSE, Duration.ofDays(7)));
        factory.registerSingleton(
                "changeConflictQueries",
                factory.autowire(ChangeConflictQueries.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false));
        return (ChangeService)
                factory.autowire(ChangeService.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    }

    private String environment(@Nullable String id, SetDeploymentEnvironment environment) {
        return environments
                .set(people.get(2), id, environment, id == null ? null : 1, null)
                .id();
    }

    /** For changes of the fixture's service, and for major releases as a whole: of their deployments one manager decides. */
    private SetApprovalPolicy twoOfTheManagers(TicketKind kind, boolean active) {
        return twoOf(kind, active, List.of(stage("First"), stage("Second")));
    }

    private SetApprovalPolicy twoOf(TicketKind kind, boolean active, List<SetApprovalPolicy.Stage> stages) {
        return new SetApprovalPolicy(
                "Two of the managers",
                null,
                kind,
                ApprovalTarget.RECORD,
                10,
                kind == TicketKind.CHANGE ? "'" + offeringId + "' in record.services" : "record.type == 'MAJOR'",
                stages,
                active);
    }

    /** Another policy for changes of the fixture's service, by which two approve as well. */
    private void drawPolicy() {
        SetApprovalPolicy.Asked managers = managers(1);
        ofTeam = false;
        List<SetApprovalPolicy.Stage> stages = switch (shape++ % 6) {
            case 0 -> List.of(stage("First"), stage("Second"));
            case 1 -> List.of(stage("First"), stage("Beside", ApprovalRule.ANY, null, true, managers));
            case 2 -> List.of(stage("All", ApprovalRule.ALL, null, false, managers(2)));
            case 3 -> List.of(stage("Some", ApprovalRule.N_OF_M, 2, false, managers(3)));
            case 4 -> {
                ofTeam = true;
                yield List.of(
                        stage(
                                "Team",
                                ApprovalRule.ANY,
                                null,
                                false,
                                new SetApprovalPolicy.Asked(ApproverKind.TEAM, null, teamId, null, null)),
                        stage("Beside", ApprovalRule.ANY, null, true, managers));
            }
            default ->
                List.of(
                        stage(
                                "Absent",
                                ApprovalRule.ANY,
                                null,
                                false,
                                new SetApprovalPolicy.Asked(ApproverKind.PERSON, null, null, absentId, null)),
                        stage("Then", ApprovalRule.ANY, null, false, managers));
        };
        policyVersion = policies.set(
                        people.get(2), policyId, twoOf(TicketKind.CHANGE, true, stages), policyVersion, null)
                .version();
    }

    private static SetApprovalPolicy.Asked managers(int count) {
        return new SetApprovalPolicy.Asked(ApproverKind.ROLE, Role.CHANGE_MANAGER, null, null, count);
    }

    private static SetApprovalPolicy.Stage stage(String name) {
        return stage(name, ApprovalRule.ANY, null, false, managers(1));
    }

    private static SetApprovalPolicy.Stage stage(
            String name,
            ApprovalRule rule,
            @Nullable Integer count,
            boolean parallel,
            SetApprovalPolicy.Asked approvers) {
        return new SetApprovalPolicy.Stage(name, rule, count, List.of(approvers), null, null, null, parallel, null);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
        policies.set(people.get(2), policyId, twoOfTheManagers(TicketKind.CHANGE, false), policyVersion, null);
        policies.set(people.get(2), releasePolicyId, twoOfTheManagers(TicketKind.RELEASE, false), 1, null);
        environment(trial, new SetDeploymentEnvironment("Walk trial", null, 900, false, false, false, false));
        environment(production, new SetDeploymentEnvironment("Walk production", null, 901, true, false, false, false));
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

    /**
     * What somebody has approved, and who.
     *
     * @param conditionedBy the request that was decided with conditions; null if there were none
     */
    private record Approved(
            Principal by, Content content, @Nullable String conditionedBy) {}

    /** What an approval is for. */
    private record Content(
            Change.Plan plan,
            @Nullable String noCisReason,
            @Nullable String exemptionReason,
            Set<String> ciIds,
            List<String> tasks,
            Set<String> freezeIds) {}

    /** That a condition was met. */
    private record Met(@Nullable String requestId, String title) {}

    /**
     * A change that is walked.
     *
     * @param dangerous whether two approve it
     * @param approved who has approved it as it is
     * @param met the conditions that were met, of whatever approval
     * @param excepted from which freezes it was asked to be excepted with the window and the items that it has
     */
    private record Walked(
            String id,
            boolean dangerous,
            Aim aim,
            List<Approved> approved,
            Set<Met> met,
            Set<String> excepted,
            List<String> trace) {

        Walked(String id, boolean dangerous, Aim aim) {
            this(id, dangerous, aim, new ArrayList<>(), new HashSet<>(), new TreeSet<>(), new ArrayList<>());
        }

        String as() {
            return "seed " + SEED + ": " + trace;
        }
    }

    /**
     * What came of an attempt.
     *
     * @param accepted whether it was not refused
     * @param approved whether it was to approve something
     * @param conditionedBy the request that was decided with conditions
     * @param overridden whether a reason was given to start it with conflicts
     */
    private record Attempt(
            String what,
            boolean accepted,
            boolean approved,
            @Nullable String conditionedBy,
            boolean overridden) {

        static Attempt of(String what) {
            return new Attempt(what, true, false, null, false);
        }

        static Attempt approval(String what, @Nullable String conditionedBy) {
            return new Attempt(what, true, true, conditionedBy, false);
        }

        Attempt refused(String code) {
            return new Attempt(what + ' ' + code, false, approved, null, overridden);
        }
    }

    @Test
    void shouldImplementNothingThatIsNotAuthorisedAsItIs(TestReporter reporter) {
        Set<ChangeState> standard = EnumSet.noneOf(ChangeState.class);
        int count = 0;
        for (; isToGoOn(count, CHANGES, Sign.OF_CHANGES); count++) {
            Aim aim = Aim.values()[count % Aim.values().length];
            boolean dangerous = random.nextBoolean();
            drawPolicy();
            walk(new Walked(requested(dangerous), dangerous, aim));
            if (aim == Aim.OVERRIDE) {
                standard.addAll(walk(new Walked(requestedStandard(), false, aim)));
            }
        }

        reporter.publishEntry("walks of changes", String.valueOf(count));
        assertThat(seen).as("seed %d: what was not seen was not shown", SEED).containsAll(Sign.OF_CHANGES);
        assertThat(standard)
                .as("seed %d: standard changes", SEED)
                .doesNotContain(ChangeState.ASSESSMENT, ChangeState.AUTHORISATION);
    }

    private boolean isToGoOn(int walked, int wanted, Set<Sign> signs) {
        return walked < wanted || (walked < MORE * wanted && !seen.containsAll(signs));
    }

    /** The states that it has reached. */
    private Set<ChangeState> walk(Walked walked) {
        Set<ChangeState> reached = EnumSet.noneOf(ChangeState.class);
        freezeIfAimed(walked);
        for (int step = 0; step < STEPS; step++) {
            reached.add(step(walked));
        }
        freezes.endAll(people.get(2));
        return reached;
    }

    private void freezeIfAimed(Walked walked) {
        if (walked.aim() == Aim.EXCEPTION || walked.aim() == Aim.OVERRIDE) {
            freezes.set(people.get(2), items(walked.id()).iterator().next());
        }
    }

    /** Somebody does something to a change; the state in which it is then. */
    private ChangeState step(Walked walked) {
        List<Approved> approved = walked.approved();
        Change before = read(walked.id());
        Set<String> itemsBefore = items(walked.id());
        Move move = random.nextInt(4) > 0
                ? next(walked, before)
                : new Move(random.nextInt(25), random.nextInt(3) == 0 ? implementer(before) : any(people));
        Attempt attempt = act(move, before, walked);
        walked.trace().add(people.indexOf(move.by()) + " " + attempt.what());
        Change after = read(walked.id());
        if (after.type() == ChangeType.STANDARD
                && after.state() != before.state()
                && Set.of(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING).contains(after.state())) {
            assertOfApprovedTemplate(after, walked.trace());
        }
        if (after.revision() == before.revision()) {
            return after.state();
        }
        if (!Objects.equals(after.plan().window(), before.plan().window())
                || !items(walked.id()).equals(itemsBefore)
                || (before.state() != ChangeState.DRAFT && after.state() == ChangeState.DRAFT)) {
            walked.excepted().clear();
        }
        Content now = content(after, walked);
        if (attempt.approved() && attempt.accepted() && before.state() == ChangeState.AUTHORISATION) {
            approved.add(new Approved(move.by(), now, attempt.conditionedBy()));
        }
        if (after.state() == ChangeState.IMPLEMENTING && before.state() != ChangeState.IMPLEMENTING) {
            assertThat(before.state()).as(walked.as()).isEqualTo(ChangeState.SCHEDULED);
            assertMayBegin(after, attempt.overridden(), walked);
        }
        approved.removeIf(one -> !one.content().equals(now) || after.state() == ChangeState.DRAFT);
        return after.state();
    }

    private Principal implementer(Change change) {
        return people.stream()
                .filter(person -> change.implementerIds().contains(person.personId()))
                .findFirst()
                .orElseThrow();
    }

    private Principal person(String personId) {
        return people.stream()
                .filter(person -> person.personId().equals(personId))
                .findFirst()
                .orElseThrow();
    }

    private Principal manager() {
        return any(people.subList(2, people.size()));
    }

    /** Conditions are no part of what is approved: they come of it. */
    private Content content(Change change, Walked walked) {
        return new Content(
                change.plan(),
                change.purpose().noCisReason(),
                change.exemptionReason(),
                items(change.id()),
                tasks(change.id()).stream()
                        .filter(ChangeTask::isOfPlan)
                        .map(ChangeTask::text)
                        .toList(),
                Set.copyOf(walked.excepted()));
    }

    private void assertMayBegin(Change change, boolean overridden, Walked walked) {
        if (change.type() == ChangeType.STANDARD) {
            seen.add(Sign.STANDARD_BEGUN);
        } else {
            assertApproved(change, walked);
            if (walked.dangerous()) {
                seen.add(Sign.CHANGE_BEGUN_BY_TWO);
            }
            if (assertConditionsMet(walked)) {
                seen.add(Sign.CHANGE_BEGUN_WITH_CONDITIONS_MET);
            }
        }
        Instant to = Objects.requireNonNull(change.plannedTo());
        for (FreezeWalk.Freeze freeze : freezes.holding(items(change.id()), clock.now(), to)) {
            boolean excepted = walked.excepted().contains(freeze.id());
            assertThat(excepted || overridden).as(walked.as()).isTrue();
            seen.add(excepted ? Sign.CHANGE_BEGUN_EXCEPTED : Sign.CHANGE_BEGUN_FOR_A_REASON);
        }
    }

    /** Whether there were any: of each approval that stands, all were met. */
    private boolean assertConditionsMet(Walked walked) {
        List<Met> asked = walked.approved().stream()
                .filter(one -> one.conditionedBy() != null)
                .flatMap(one -> CONDITIONS.stream().map(title -> new Met(one.conditionedBy(), title)))
                .toList();
        assertThat(walked.met()).as(walked.as()).containsAll(asked);
        return !asked.isEmpty();
    }

    private List<ChangeTask> tasks(String changeId) {
        return changeQueries.tasks(Principal.SYSTEM, List.of(changeId)).getOrDefault(changeId, List.of());
    }

    /** What somebody has approved of a release, and who. */
    private record ReleaseApproved(Principal by, ReleaseContent content) {}

    /** That a manager has approved a deployment with this content and in this window. */
    private record DeploymentApproved(Principal by, ReleaseContent content, Deployment.@Nullable Window window) {}

    /** What the approval of a release is for. */
    private record ReleaseContent(
            ReleaseType type, Release.Content content, Release.Plan plan, Set<String> changeIds, Set<String> ciIds) {

        /** Without that by which it is accepted. */
        ReleaseContent deployed() {
            return new ReleaseContent(type, content.withCriteria(List.of()), plan, changeIds, ciIds);
        }
    }

    @Test
    void shouldBringNothingToProductionThatIsNotApprovedAsItIs(TestReporter reporter) {
        int count = 0;
        for (; isToGoOn(count, RELEASES, Sign.OF_RELEASES); count++) {
            walkRelease(count % 2 == 0 ? Aim.CONDITIONS : Aim.EXCEPTION);
        }

        reporter.publishEntry("walks of releases", String.valueOf(count));
        assertThat(seen).as("seed %d: what was not seen was not shown", SEED).containsAll(Sign.OF_RELEASES);
    }

    /** @param aim of the change that it contains */
    private void walkRelease(Aim aim) {
        Map<String, Walked> walked = new LinkedHashMap<>();
        drawPolicy();
        for (Aim one : List.of(aim, Aim.PLAIN)) {
            boolean dangerous = random.nextInt(3) == 0;
            Walked change = new Walked(requested(dangerous), dangerous, one);
            walked.put(change.id(), change);
            freezeIfAimed(change);
        }
        List<String> changeIds = List.copyOf(walked.keySet());
        String id = planned(changeIds.getFirst());
        List<ReleaseApproved> approved = new ArrayList<>();
        Map<String, DeploymentApproved> approvedDeployments = new LinkedHashMap<>();
        List<String> trace = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        for (int step = 0; step < RELEASE_STEPS; step++) {
            Release before = readRelease(id);
            if (random.nextInt(before.state() == ReleaseState.APPROVED ? 2 : 3) == 0) {
                String changeId = random.nextInt(3) > 0 ? changeIds.getFirst() : changeIds.getLast();
                step(Objects.requireNonNull(walked.get(changeId)));
                continue;
            }
            Move move = random.nextInt(4) > 0 ? next(before, approved) : anyMove();
            deploymentDecided = null;
            Attempt attempt = act(move, before, changeIds);
            trace.add(move.by().personId() + " " + attempt.what());
            Release after = readRelease(id);
            if (after.revision() == before.revision()) {
                continue;
            }
            ReleaseContent now = content(after);
            if (attempt.approved() && attempt.accepted()) {
                approved.add(new ReleaseApproved(move.by(), now));
            }
            List<Deployment> deploymentsNow = deploymentsOf(id);
            for (Deployment deployment : deploymentsNow) {
                if (deployment.id().equals(deploymentDecided)) {
                    approvedDeployments.put(
                            deployment.id(), new DeploymentApproved(move.by(), now.deployed(), deployment.window()));
                }
                DeploymentApproved one = approvedDeployments.get(deployment.id());
                if (one != null
                        && (!one.content().equals(now.deployed())
                                || !Objects.equals(one.window(), deployment.window()))) {
                    approvedDeployments.remove(deployment.id());
                }
            }
            for (Deployment deployment : deploymentsNow) {
                if (deployment.startedAt() != null
                        && begun.add(deployment.id())
                        && deployment.environmentId().equals(production)) {
                    assertApproved(after, deployment, approved, walked, trace);
                    assertDeploymentApproved(after, approvedDeployments.get(deployment.id()), trace);
                    assertNotFrozen(now, deployment, walked, trace);
                }
            }
            approved.removeIf(
                    one -> !one.content().equals(now) || after.approval().requestedAt() == null);
        }
        freezes.endAll(people.get(2));
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
            assertApproved(change, one);
            seen.add(Sign.RELEASE_BEGUN_WITH_CHANGES);
            if (assertConditionsMet(one)) {
                seen.add(Sign.RELEASE_BEGUN_WITH_CONDITIONS_MET);
            }
        }
    }

    /** By a manager who has no part in it and is no release manager, as it is and when it is. */
    private void assertDeploymentApproved(Release release, @Nullable DeploymentApproved approved, List<String> trace) {
        String as = "seed " + SEED + ": " + trace;
        assertThat(approved).as(as).isNotNull();
        Principal by = Objects.requireNonNull(approved).by();
        assertThat(by.roles()).as(as).containsExactly(Role.CHANGE_MANAGER);
        assertThat(by.personId())
                .as(as)
                .isNotIn(
                        release.reporterId(),
                        Objects.requireNonNullElse(release.assigneeId(), ""),
                        Objects.requireNonNullElse(release.approval().requestedById(), ""));
    }

    /** Until its window is over no freeze holds of what it touches, unless each change that touches it is excepted and lasts as long. */
    private void assertNotFrozen(
            ReleaseContent content, Deployment deployment, Map<String, Walked> walked, List<String> trace) {
        String as = "seed " + SEED + ": " + trace;
        Instant now = clock.now();
        Instant to = Objects.requireNonNull(deployment.window()).to();
        for (FreezeWalk.Freeze freeze : freezes.holding(now, to)) {
            List<String> touching = content.changeIds().stream()
                    .filter(changeId -> items(changeId).contains(freeze.ciId()))
                    .toList();
            assertThat(touching.isEmpty() && content.ciIds().contains(freeze.ciId()))
                    .as(as)
                    .isFalse();
            for (String changeId : touching) {
                Walked one = Objects.requireNonNull(walked.get(changeId));
                Change change = read(changeId);
                assertThat(one.excepted()).as(as + one.as()).contains(freeze.id());
                assertThat(Objects.requireNonNull(change.plannedFrom()))
                        .as(as)
                        .isBeforeOrEqualTo(FreezeWalk.later(freeze.from(), now));
                assertThat(Objects.requireNonNull(change.plannedTo()))
                        .as(as)
                        .isAfterOrEqualTo(FreezeWalk.earlier(freeze.to(), to));
                seen.add(Sign.RELEASE_BEGUN_EXCEPTED);
            }
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

    private String planned(String changeId) {
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
                                List.of(changeId),
                                null,
                                null,
                                null),
                        null)
                .id();
    }

    private Deployment.Window deploymentWindow() {
        Instant from = clock.now().plus(Duration.ofMinutes(random.nextInt(60) - 45));
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
                                FieldUpdate.absent(),
                                FieldUpdate.absent()),
                        null));
    }

    private Release.Artifact artifact() {
        return new Release.Artifact("shop", "4.2.0", "sha256:%064x".formatted(random.nextInt(4)));
    }

    /** Mostly it is what may come next, by who may, so that the walk gets somewhere. */
    private Move next(Release release, List<ReleaseApproved> approved) {
        Move deploy = isToApprove(release.id())
                ? new Move(20, manager())
                : new Move(isToBegin(release.id()) ? 6 : 5, any(releasers));
        boolean proven = release.criteria().stream().allMatch(Release.Criterion::isProven);
        return switch (release.state()) {
            case PLANNED -> new Move(0, any(releasers));
            case BUILT -> new Move(proven ? 2 : 1, any(releasers));
            case READY -> {
                if (random.nextInt(4) == 0) {
                    yield deploy;
                }
                yield release.approval().requestedAt() == null
                        ? new Move(3, any(releasers))
                        : new Move(4, another(approved.stream().map(ReleaseApproved::by)));
            }
            case APPROVED, DEPLOYING -> deploy;
            case DEPLOYED, EARLY_LIFE, CLOSED, ROLLED_BACK, CANCELLED -> new Move(6, any(releasers));
        };
    }

    private Move anyMove() {
        return new Move(random.nextInt(23), any(random.nextBoolean() ? releasers : people));
    }

    /** A manager who is none of these, if there is one. */
    private Principal another(Stream<Principal> others) {
        Set<Principal> taken = others.collect(Collectors.toSet());
        List<Principal> left = people.subList(2, people.size()).stream()
                .filter(manager -> !taken.contains(manager))
                .toList();
        return left.isEmpty() ? manager() : any(left);
    }

    /** Whether a deployment to production waits for nothing but its approval as far as its window goes; mostly, so that some begin without. */
    private boolean isToApprove(String releaseId) {
        return random.nextInt(5) > 0
                && deploymentsOf(releaseId).stream()
                        .anyMatch(deployment -> deployment.state() == DeploymentState.SCHEDULED
                                && deployment.approval().requestedAt() != null
                                && deployment.approval().approvedAt() == null
                                && deployment.window() != null
                                && deployment.window().holds(clock.now()));
    }

    /** Whether a deployment to production may begin now as far as its window goes. */
    private boolean isToBegin(String releaseId) {
        return deploymentsOf(releaseId).stream()
                .anyMatch(deployment -> deployment.state() == DeploymentState.SCHEDULED
                        && deployment.window() != null
                        && deployment.window().holds(clock.now()));
    }

    /** What somebody tries to do to a release. */
    private Attempt act(Move move, Release release, List<String> changeIds) {
        Principal who = move.by();
        int version = random.nextInt(10) == 0 ? release.version() - 1 : release.version();
        String id = release.id();
        Attempt attempt = Attempt.of("step " + move.number());
        try {
            switch (move.number()) {
                case 0 -> releaseService.execute(who, new ReleaseCommand.MarkBuilt(id, version, null));
                case 1 ->
                    releaseService.execute(
                            who, new ReleaseCommand.SetCriterion(id, version, 1, "It sells", "Report 17", true, null));
                case 2 -> releaseService.execute(who, new ReleaseCommand.MarkReady(id, version, null));
                case 3 -> releaseService.execute(who, new ReleaseCommand.RequestApproval(id, version, null));
                case 4 -> {
                    attempt = Attempt.approval("approve", null);
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
                case 20 -> deploymentDecided = deploymentDecided(who, id);
                default -> clock.advance(Duration.ofMinutes(10));
            }
            return attempt;
        } catch (RefusedException refused) {
            refused.errors().stream()
                    .map(error -> error.parameters().get("cause"))
                    .filter(Objects::nonNull)
                    .flatMap(cause ->
                            Sign.OF_RELEASES.stream().filter(sign -> sign.name().equals(cause)))
                    .forEach(seen::add);
            return attempt.refused(refused.errors().getFirst().code().name());
        } catch (ForbiddenException forbidden) {
            return attempt.refused(forbidden.permission().code());
        }
    }

    /** Approves any deployment of which somebody was asked, mostly one that waits; which. */
    private @Nullable String deploymentDecided(Principal who, String releaseId) {
        List<String> ids = deploymentsOf(releaseId).stream().map(Deployment::id).toList();
        List<ApprovalRequest> requests = queries.ofParts(Principal.SYSTEM, ids).values().stream()
                .flatMap(List::stream)
                .toList();
        if (requests.isEmpty()) {
            return null;
        }
        List<ApprovalRequest> open = requests.stream()
                .filter(request -> request.current() && request.state().open())
                .toList();
        ApprovalRequest request = any(open.isEmpty() || random.nextInt(4) == 0 ? requests : open);
        approvals.decide(
                who,
                request.id(),
                new GivenDecision(request.id(), ApprovalDecision.APPROVE, null, null, List.of(), null, null));
        return request.partId();
    }

    private void assertApproved(Change change, Walked walked) {
        String as = walked.as();
        Content now = content(change, walked);
        Set<String> by = new TreeSet<>();
        for (Approved one : walked.approved()) {
            assertThat((walked.dangerous() && ofTeam)
                            || one.by()
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
        assertThat(by).as(as).hasSizeGreaterThanOrEqualTo(walked.dangerous() ? 2 : 1);
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

    /** Mostly it is what may come next, by who may, so that the walk gets to what it is to show. */
    private Move next(Walked walked, Change change) {
        return switch (change.state()) {
            case DRAFT ->
                walked.aim() != Aim.OVERRIDE && change.exemption() == null
                        ? new Move(21, manager())
                        : new Move(6, person(change.reporterId()));
            case ASSESSMENT -> new Move(7, manager());
            case AUTHORISATION -> toAuthorise(walked, change);
            case SCHEDULED -> toStart(walked, change);
            case IMPLEMENTING, REVIEW, CLOSED, CANCELLED -> new Move(9, implementer(change));
        };
    }

    private Move toAuthorise(Walked walked, Change change) {
        if (random.nextInt(6) == 0) {
            return new Move(9, implementer(change));
        }
        if (walked.aim() == Aim.EXCEPTION && isFrozen(walked, change)) {
            return new Move(20, any(people));
        }
        Principal approver = another(Stream.concat(
                walked.approved().stream().map(Approved::by),
                people.stream().filter(person -> hasPart(change, person.personId()))));
        if (hasPart(change, approver.personId())) {
            return new Move(2, any(people));
        }
        return new Move(walked.aim() == Aim.CONDITIONS || random.nextBoolean() ? 10 : 8, approver);
    }

    private static boolean hasPart(Change change, String personId) {
        return personId.equals(change.reporterId())
                || personId.equals(change.assigneeId())
                || change.implementerIds().contains(personId);
    }

    private Move toStart(Walked walked, Change change) {
        if (Objects.requireNonNull(change.plannedTo()).isBefore(clock.now())) {
            return new Move(0, any(people));
        }
        if (random.nextInt(3) > 0 && tasks(change.id()).stream().anyMatch(ChangeTask::isUnmet)) {
            return new Move(16, any(people));
        }
        if (walked.aim() == Aim.EXCEPTION && random.nextBoolean() && isFrozen(walked, change)) {
            return new Move(20, any(people));
        }
        return new Move(9, implementer(change));
    }

    private boolean isFrozen(Walked walked, Change change) {
        return freezes.holding(items(change.id()), clock.now(), Objects.requireNonNull(change.plannedTo())).stream()
                .anyMatch(freeze -> !walked.excepted().contains(freeze.id()));
    }

    /** What somebody tries to do to a change. */
    private Attempt act(Move move, Change change, Walked walked) {
        Principal who = move.by();
        int version = random.nextInt(10) == 0 ? change.version() - 1 : change.version();
        String id = change.id();
        int drawn = move.number();
        Attempt attempt = Attempt.of("step " + drawn);
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
                    attempt = Attempt.approval("approve", null);
                    service.execute(who, new ChangeCommand.Authorise(id, version, null, null, null));
                }
                case 9 -> {
                    boolean reason = random.nextInt(walked.aim() == Aim.OVERRIDE ? 2 : 10) == 0;
                    attempt = new Attempt("start", true, false, null, reason);
                    refusing.execute(who, new ChangeCommand.Start(id, version, reason ? "Agreed" : null, null));
                }
                case 10 -> {
                    attempt = Attempt.approval("approve in words", null);
                    if (walked.aim() != Aim.CONDITIONS && random.nextBoolean()) {
                        service.execute(who, new ChangeCommand.AuthoriseVerbally(id, version, "By phone", null, null));
                    } else if (random.nextInt(walked.aim() == Aim.CONDITIONS ? 4 : 2) == 0) {
                        decided(who, id, ApprovalDecision.APPROVE, null);
                    } else {
                        attempt = Attempt.approval(
                                "approve on conditions",
                                decided(who, id, ApprovalDecision.APPROVE_WITH_CONDITIONS, null));
                    }
                }
                case 11 -> service.execute(who, new ChangeCommand.Reject(id, version, "Not like this", null));
                case 12 ->
                    service.execute(
                            who, new ChangeCommand.ExcludeCis(id, version, List.of(any(items)), "Not in use", null));
                case 13 -> changes.execute(who, new FacetCommand.Hold(id, version, "AWAITING_SUPPLIER", null, null));
                case 14 -> changes.execute(who, new FacetCommand.Resume(id, version, null));
                case 15 -> clock.advance(Duration.ofMinutes(10));
                case 16 -> meet(who, walked);
                case 20 -> except(who, version, walked);
                case 21 -> service.execute(who, new ChangeCommand.ExemptFromConflicts(id, version, "Agreed", null));
                case 22 -> freezes.set(who, any(items));
                case 23 -> freezes.move(who);
                case 17, 18, 19 -> {
                    if (change.type() == ChangeType.STANDARD) {
                        actOnTemplate(who, templateOf(change), drawn);
                    } else {
                        actOnTasks(who, id, version, drawn);
                    }
                }
                default -> changes.execute(who, new FacetCommand.Comment(id, "Hello", null));
            }
            return attempt;
        } catch (RefusedException refused) {
            if (drawn == 9) {
                refused.errors().forEach(error -> stopped(change, error));
            }
            return attempt.refused(refused.errors().getFirst().code().name());
        } catch (ForbiddenException forbidden) {
            return attempt.refused(forbidden.permission().code());
        }
    }

    /** What kept a change from starting. */
    private void stopped(Change change, UserError error) {
        if (change.state() == ChangeState.AUTHORISATION && error.code() == UserErrorCode.INVALID_TRANSITION) {
            seen.add(Sign.CHANGE_STOPPED_UNAUTHORISED);
        } else if (error.parameters().containsKey("taskIds")) {
            seen.add(Sign.CHANGE_STOPPED_BY_CONDITION);
        } else if (ChangeConflictKind.FREEZE.name().equals(error.parameters().get("kind"))) {
            seen.add(
                    change.type() == ChangeType.STANDARD
                            ? Sign.STANDARD_STOPPED_BY_FREEZE
                            : Sign.CHANGE_STOPPED_BY_FREEZE);
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

    /** Mostly as done: to leave a condition undone is no way round it. */
    private void meet(Principal who, Walked walked) {
        List<ChangeTask> conditions =
                tasks(walked.id()).stream().filter(task -> !task.isOfPlan()).toList();
        if (conditions.isEmpty()) {
            return;
        }
        List<ChangeTask> unmet = conditions.stream().filter(ChangeTask::isUnmet).toList();
        ChangeTask condition = any(unmet.isEmpty() || random.nextInt(10) == 0 ? conditions : unmet);
        boolean done = random.nextInt(5) > 0;
        service.execute(who, new ChangeCommand.CompleteTask(walked.id(), condition.id(), done, "So it is", null, null));
        if (done) {
            walked.met().add(new Met(condition.decisionId(), condition.title()));
        }
    }

    private void except(Principal who, int version, Walked walked) {
        if (!freezes.isEmpty()) {
            String freezeId = freezes.any().id();
            service.execute(
                    who,
                    new ChangeCommand.RequestFreezeException(
                            walked.id(), version, List.of(freezeId), "It cannot wait", null));
            walked.excepted().add(freezeId);
        }
    }

    private static String templateOf(Change change) {
        return Objects.requireNonNull(change.templateId());
    }

    /** Decides any request of a record, one of an earlier approval too; mostly one that waits. Its id. */
    private @Nullable String decided(Principal who, String id, ApprovalDecision decision, @Nullable String comment) {
        List<ApprovalRequest> requests =
                queries.ofRecords(Principal.SYSTEM, List.of(id)).getOrDefault(id, List.of());
        if (requests.isEmpty()) {
            return null;
        }
        List<ApprovalRequest> open = requests.stream()
                .filter(request -> request.current() && request.state().open())
                .toList();
        ApprovalRequest request = any(open.isEmpty() || random.nextInt(4) == 0 ? requests : open);
        approvals.decide(
                who,
                request.id(),
                new GivenDecision(
                        request.id(),
                        decision,
                        comment,
                        decision == ApprovalDecision.APPROVE_WITH_CONDITIONS ? String.join("\n", CONDITIONS) : null,
                        List.of(),
                        null,
                        null));
        return request.id();
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
                                implementers == null ? FieldUpdate.absent() : FieldUpdate.to(implementers),
                                FieldUpdate.absent(),
                                FieldUpdate.absent()),
                        null));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
