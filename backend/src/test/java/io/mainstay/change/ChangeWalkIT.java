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
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.Tickets;
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
 * authorised as it is, and no standard change whose template is not approved as it is. What an authorisation is for is kept here beside the change and compared with it, without the rules of
 * the capability.
 */
@IntegrationTest
class ChangeWalkIT {

    private static final int CHANGES = Integer.getInteger("mainstay.change.walks", 60);
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

    private final Random random = new Random(SEED);
    private final List<Principal> people = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();
    private String teamId = "";

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
    }

    @AfterEach
    void followTheMachine() {
        clock.follow();
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

    /** What somebody has authorised, and who. */
    private record Authorised(
            Principal by, Change.Plan plan, @Nullable String noCisReason, Set<String> ciIds) {}

    @Test
    void shouldImplementNothingThatIsNotAuthorisedAsItIs() {
        Map<ChangeState, Integer> reached = new EnumMap<>(ChangeState.class);
        Map<ChangeState, Integer> standard = new EnumMap<>(ChangeState.class);
        for (int count = 0; count < CHANGES; count++) {
            walk(requested(), reached);
            walk(requestedStandard(), standard);
        }

        assertThat(reached)
                .as("seed %d: a walk that gets nowhere shows nothing", SEED)
                .containsKeys(ChangeState.AUTHORISATION, ChangeState.SCHEDULED, ChangeState.IMPLEMENTING);
        assertThat(standard)
                .as("seed %d: standard changes", SEED)
                .containsKeys(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING)
                .doesNotContainKeys(ChangeState.ASSESSMENT, ChangeState.AUTHORISATION);
    }

    private void walk(String id, Map<ChangeState, Integer> reached) {
        Authorised authorised = null;
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
            } else if (after.state() == ChangeState.SCHEDULED && before.state() == ChangeState.AUTHORISATION) {
                authorised = new Authorised(who, after.plan(), after.purpose().noCisReason(), items(id));
            } else if (after.state() != ChangeState.SCHEDULED && before.state() == ChangeState.SCHEDULED) {
                if (after.state() == ChangeState.IMPLEMENTING) {
                    assertAuthorised(after, Objects.requireNonNull(authorised), trace);
                }
                authorised = null;
            }
        }
    }

    private void assertAuthorised(Change change, Authorised authorised, List<String> trace) {
        String as = "seed " + SEED + ": " + trace;
        String by = authorised.by().personId();
        assertThat(authorised
                        .by()
                        .may(
                                change.type() == ChangeType.NORMAL
                                        ? Permission.CHANGE_AUTHORISE
                                        : Permission.CHANGE_AUTHORISE_EMERGENCY))
                .as(as)
                .isTrue();
        assertThat(List.of(change.reporterId(), Objects.requireNonNullElse(change.assigneeId(), "")))
                .as(as)
                .doesNotContain(by);
        assertThat(change.implementerIds()).as(as).isNotEmpty().doesNotContain(by);
        assertThat(change.plan()).as(as).isEqualTo(authorised.plan());
        assertThat(change.purpose().noCisReason()).as(as).isEqualTo(authorised.noCisReason());
        assertThat(items(change.id())).as(as).isEqualTo(authorised.ciIds());
        assertThat(change.authorisedById()).as(as).isEqualTo(by);
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

    private String requested() {
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

    /** What it was, and how it ended. Half of the time it is what may come next, so that the walk gets somewhere. */
    private String act(Principal who, Change change) {
        int version = random.nextInt(10) == 0 ? change.version() - 1 : change.version();
        String id = change.id();
        int actions = change.type() == ChangeType.STANDARD ? 20 : 17;
        int drawn = random.nextBoolean() ? 6 + random.nextInt(5) : random.nextInt(actions);
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
                case 8 -> service.execute(who, new ChangeCommand.Authorise(id, version, null, null));
                case 9 -> service.execute(who, new ChangeCommand.Start(id, version, null, null));
                case 10 ->
                    service.execute(who, new ChangeCommand.AuthoriseVerbally(id, version, "By phone", null, null));
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
