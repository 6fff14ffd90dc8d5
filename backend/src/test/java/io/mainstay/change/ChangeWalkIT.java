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
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.FacetCommand;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Random people do random things to random changes. Whatever they try, no change is being implemented that nobody who may has
 * authorised as it is, none of the more dangerous half that not two of them have, and no standard change whose template is not approved
 * as it is. What an approval is for is kept here beside the change and compared with it, without the rules of the capability.
 */
@IntegrationTest
class ChangeWalkIT {

    private static final int CHANGES = Integer.getInteger("mainstay.change.walks", 20);
    private static final int STEPS = 40;
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

    private final Random random = new Random(SEED);
    private final List<Principal> people = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();
    private String teamId = "";
    private String offeringId = "";
    private String policyId = "";

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
        policyId = policies.set(people.get(2), null, twoOfTheManagers(true), null, null)
                .id();
    }

    /** For changes of the fixture's service. */
    private SetApprovalPolicy twoOfTheManagers(boolean active) {
        return new SetApprovalPolicy(
                "Two of the managers",
                null,
                TicketKind.CHANGE,
                10,
                "'" + offeringId + "' in record.services",
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
                null);
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
        policies.set(people.get(2), policyId, twoOfTheManagers(false), 1, null);
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
    private record Content(Change.Plan plan, @Nullable String noCisReason, Set<String> ciIds) {}

    @Test
    void shouldImplementNothingThatIsNotAuthorisedAsItIs() {
        Map<ChangeState, Integer> reached = new EnumMap<>(ChangeState.class);
        Map<ChangeState, Integer> standard = new EnumMap<>(ChangeState.class);
        for (int count = 0; count < CHANGES; count++) {
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

    /** @param dangerous whether two approve it */
    private void walk(String id, boolean dangerous, Map<ChangeState, Integer> reached) {
        List<Approved> approved = new ArrayList<>();
        List<String> trace = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Change before = read(id);
            Principal who = any(people);
            String what = act(who, before);
            trace.add(who.displayName() + " " + people.indexOf(who) + " " + what);
            Change after = read(id);
            reached.merge(after.state(), 1, Integer::sum);
            if (after.type() == ChangeType.STANDARD) {
                if (after.state() != before.state()
                        && Set.of(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING)
                                .contains(after.state())) {
                    assertOfApprovedTemplate(after, trace);
                }
            }
            if (what.startsWith("approve")
                    && before.state() == ChangeState.AUTHORISATION
                    && after.revision() > before.revision()) {
                approved.add(new Approved(who, content(after)));
            }
            if (after.type() != ChangeType.STANDARD
                    && after.state() == ChangeState.IMPLEMENTING
                    && before.state() == ChangeState.SCHEDULED) {
                assertApproved(after, dangerous, approved, trace);
            }
            Content now = content(after);
            approved.removeIf(one -> !one.content().equals(now) || after.state() == ChangeState.DRAFT);
        }
    }

    private Content content(Change change) {
        return new Content(change.plan(), change.purpose().noCisReason(), items(change.id()));
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
                "Replace", null, "Replace it", "Old", plan, null, "Put back", null, null, null, null, null, null, null);
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

    /** What it was, and how it ended. Half of the time it is what may come next, so that the walk gets somewhere. */
    private String act(Principal who, Change change) {
        int version = random.nextInt(10) == 0 ? change.version() - 1 : change.version();
        String id = change.id();
        int actions = change.type() == ChangeType.STANDARD ? 20 : 17;
        int drawn = random.nextBoolean() ? next(change.state()) : random.nextInt(actions);
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
                        what += decided(who, id);
                    }
                }
                case 11 -> service.execute(who, new ChangeCommand.Reject(id, version, "Not like this", null));
                case 12 ->
                    service.execute(
                            who, new ChangeCommand.ExcludeCis(id, version, List.of(any(items)), "Not in use", null));
                case 13 -> changes.execute(who, new FacetCommand.Hold(id, version, "AWAITING_SUPPLIER", null, null));
                case 14 -> changes.execute(who, new FacetCommand.Resume(id, version, null));
                case 15 -> clock.advance(Duration.ofMinutes(10));
                case 17 -> {
                    String templateId = templateOf(change);
                    templateService.revoke(
                            who,
                            templateId,
                            "Not now",
                            null,
                            template(templateId).version());
                }
                case 18 -> {
                    String templateId = templateOf(change);
                    templateService.update(
                            who,
                            templateId,
                            proposal(random.nextBoolean() ? "Replace" : "Replace " + random.nextInt()),
                            template(templateId).version());
                }
                case 19 -> {
                    String templateId = templateOf(change);
                    templateService.approve(
                            who, templateId, null, template(templateId).version());
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

    private static String templateOf(Change change) {
        return Objects.requireNonNull(change.templateId());
    }

    /** Decides any request of a change, one of an earlier approval too. */
    private String decided(Principal who, String id) {
        List<ApprovalRequest> requests =
                queries.ofRecords(Principal.SYSTEM, List.of(id)).getOrDefault(id, List.of());
        if (requests.isEmpty()) {
            return " nothing";
        }
        ApprovalRequest request = any(requests);
        approvals.decide(
                who, request.id(), new GivenDecision(request.id(), ApprovalDecision.APPROVE, null, null, null, null));
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
