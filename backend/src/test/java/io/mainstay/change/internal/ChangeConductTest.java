// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeEvents;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.FreezeException;
import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.Facets;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.MaterialFields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChangeConductTest {

    private final ChangeConduct conduct = by(ApprovalMaterialFields.byDefault(TicketKind.CHANGE));
    private final Change scheduled = Changes.authorised(ChangeType.NORMAL);

    @Test
    void shouldWithdrawAnAuthorisationByEveryMaterialEdit() {
        Change.Plan plan = scheduled.plan();
        Change.Window window = plan.window();
        Map<String, Change> edits = new LinkedHashMap<>();
        edits.put("plan", Changes.planned(scheduled, "Another", plan.test(), plan.backOut(), window));
        edits.put("testPlan", Changes.planned(scheduled, plan.steps(), null, plan.backOut(), window));
        edits.put("backOutPlan", Changes.planned(scheduled, plan.steps(), plan.test(), "Never", window));
        edits.put(
                "plannedTo",
                Changes.planned(
                        scheduled,
                        plan.steps(),
                        plan.test(),
                        plan.backOut(),
                        new Change.Window(
                                Changes.AT.plusSeconds(3600), Changes.AT.plusSeconds(7201), "Europe/Berlin")));
        edits.put(
                "plannedFrom",
                Changes.planned(
                        scheduled,
                        plan.steps(),
                        plan.test(),
                        plan.backOut(),
                        new Change.Window(
                                Changes.AT.plusSeconds(3601), Changes.AT.plusSeconds(7200), "Europe/Berlin")));
        edits.put("implementerIds", Changes.implementedBy(scheduled, "implementer", "another"));
        edits.put(
                "serviceOfferingId",
                scheduled.with(scheduled
                        .facets()
                        .with(new Facets.Assignment(
                                "offering",
                                scheduled.facets().assignment().teamId(),
                                scheduled.assigneeId(),
                                scheduled.facets().assignment().assigned()))));
        edits.put("riskAnswers", scheduled.with(plan.answering(Map.of("moves-data", true))));
        edits.put("estimatedCost", scheduled.with(plan.costing(new BigDecimal("0.01"))));
        edits.put("noCisReason", scheduled.with(new Change.Purpose("It is old", "None", null)));

        edits.put("conflictExemptionReason", scheduled.exempt(new Change.Exemption("Agreed", "manager", Changes.AT)));

        edits.forEach((field, after) -> assertThat(withdrawn(conduct.settle(scheduled, edited(after))))
                .as(field)
                .containsExactly(field));
        Set<String> tried = new TreeSet<>(edits.keySet());
        tried.addAll(Set.of("ciIds", "tasks", "graphEdit", FreezeException.WINDOWS, ChangeOutages.FIELD));
        Change bringing = bringing(scheduled, "ci", 3600);
        assertThat(withdrawn(conduct.settle(
                        bringing,
                        edited(bringing(scheduled, "ci", 3601))
                                .linked(FieldChange.secret(ChangeOutages.FIELD, "3600", "3601"), true))))
                .containsExactly(ChangeOutages.FIELD);
        assertThat(withdrawn(conduct.settle(bringing, edited(bringing(scheduled, "other", 3600)))))
                .containsExactly("plannedOutageCiIds");
        tried.add("plannedOutageCiIds");
        Change excluding = scheduled.with(plan.with(List.of(new Change.Exclusion("ci", "Not used"))));
        assertThat(withdrawn(conduct.settle(scheduled, edited(excluding))))
                .containsExactlyInAnyOrder("excludedCiIds", "excludedCiReasons");
        assertThat(withdrawn(conduct.settle(
                        excluding,
                        edited(scheduled.with(plan.with(List.of(new Change.Exclusion("ci", "It is another one"))))))))
                .containsExactly("excludedCiReasons");
        tried.addAll(Set.of("excludedCiIds", "excludedCiReasons"));
        assertThat(tried)
                .isEqualTo(ChangeMaterial.FIELDS.all().stream()
                        .filter(MaterialFields.Field::byDefault)
                        .flatMap(field -> field.told().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static ChangeConduct by(ApprovalMaterialFields setting) {
        return new ChangeConduct(() -> setting);
    }

    @Test
    void shouldWithdrawByWhatIsSet() {
        Change.Plan plan = scheduled.plan();
        Outcome<Change> planned =
                edited(Changes.planned(scheduled, "Another", plan.test(), plan.backOut(), plan.window()));
        Outcome<Change> titled = edited(scheduled.with(
                scheduled.facets().with(new Facets.Description("Another title", scheduled.description(), null))));
        Outcome<Change> tasked = edited(scheduled).linked(FieldChange.of("tasks", null, "1 Unplug it"), false);
        ChangeConduct other =
                by(new ApprovalMaterialFields(TicketKind.CHANGE, 2, List.of("title"), List.of("plan", "tasks")));

        assertThat(other.settle(scheduled, planned)).isSameAs(planned);
        assertThat(withdrawn(other.settle(scheduled, titled))).containsExactly("title");
        Outcome<Change> seenAnew = other.settle(scheduled, tasked);
        assertThat(seenAnew.after()).isEqualTo(scheduled);
        assertThat(seenAnew.traits().moves())
                .as("whoever decides has seen it, be it material or not")
                .isTrue();
        Change waiting = Changes.in(ChangeState.AUTHORISATION, ChangeType.NORMAL);
        assertThat(other.revises(waiting, tasked(waiting))).isFalse();
        assertThat(conduct.revises(waiting, tasked(waiting))).isTrue();
        assertThat(withdrawn(by(new ApprovalMaterialFields(
                                TicketKind.CHANGE, 2, List.of(), List.of("implementerIds", "plannedTo")))
                        .settle(scheduled, edited(Changes.implementedBy(scheduled, "implementer", "another")))))
                .as("what is material always, whatever a setting says")
                .containsExactly("implementerIds");
    }

    private static Outcome<Change> tasked(Change change) {
        return edited(change).linked(FieldChange.of("tasks", null, "1 Unplug it"), false);
    }

    /** A draft, or an edit of what is always or never material, costs no look at the setting. */
    @Test
    void shouldAskForTheSettingOnlyWhereItDecides() {
        ChangeConduct never = new ChangeConduct(() -> {
            throw new AssertionError("nothing depends on the setting");
        });
        for (ChangeState state : List.of(ChangeState.DRAFT, ChangeState.ASSESSMENT)) {
            Change draft = Changes.in(state, ChangeType.NORMAL);
            Change.Plan plan = draft.plan();
            never.settle(draft, edited(Changes.planned(draft, "Another", plan.test(), plan.backOut(), plan.window())));
        }
        assertThat(withdrawn(never.settle(scheduled, edited(Changes.implementedBy(scheduled, "another")))))
                .containsExactly("implementerIds");
        never.settle(scheduled, edited(Changes.assignedTo(scheduled, "somebody")));
        Change standard = Changes.in(ChangeState.SCHEDULED, ChangeType.STANDARD);
        never.settle(standard, tasked(standard));
    }

    /** It was approved with its template, so that no setting of approvals has to do with it. */
    @Test
    void shouldKeepATemplateAndAnExceptionWhateverIsSet() {
        ChangeConduct nothing = by(new ApprovalMaterialFields(
                TicketKind.CHANGE, 2, List.of(), List.of("plan", "plannedOutages", "tasks")));
        Change standard = Changes.in(ChangeState.SCHEDULED, ChangeType.STANDARD);
        Change.Plan plan = standard.plan();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> nothing.settle(
                        standard,
                        edited(Changes.planned(standard, "Another", plan.test(), plan.backOut(), plan.window()))));
        assertThat(nothing.withdrawsExceptions(
                        scheduled, edited(scheduled).linked(FieldChange.of("ciIds", null, List.of("ci")), false)))
                .isTrue();
    }

    @Test
    void shouldSayByWhatAnEditWouldWithdrawSomething() {
        for (ChangeType type : List.of(ChangeType.NORMAL, ChangeType.EMERGENCY)) {
            for (ChangeState state : ChangeState.values()) {
                assertThat(ChangeMaterial.withdrawable(Changes.in(state, type)) != null)
                        .as("%s in %s", type, state)
                        .isEqualTo(state == ChangeState.AUTHORISATION || state == ChangeState.SCHEDULED);
            }
        }
        assertThat(ChangeMaterial.withdrawable(Changes.in(ChangeState.SCHEDULED, ChangeType.STANDARD)))
                .isNull();
    }

    /** Conditions come by the approvals that they would withdraw. */
    @Test
    void shouldNotWithdrawAnAuthorisationByConditionsOfIt() {
        Outcome<Change> conditioned =
                edited(scheduled).linked(FieldChange.of(ChangeTasks.CONDITIONS, null, "Tell the desk"), false);

        assertThat(conduct.settle(scheduled, conditioned).after()).isEqualTo(scheduled);
        assertThat(conduct.revises(scheduled, conditioned)).isFalse();
    }

    private static Change bringing(Change change, String ciId, int from) {
        return change.with(change.plan()
                .bringing(List.of(new ExpectedOutage(
                        "OUT0000001",
                        ciId,
                        FailureEffect.STOPS,
                        Changes.AT.plusSeconds(from),
                        Changes.AT.plusSeconds(7200),
                        "Title"))));
    }

    /** It does not come back with the window or the items for which it was asked. */
    @Test
    void shouldWithdrawExceptionsByWhatTheyAreForAndByRejection() {
        Change.Plan plan = scheduled.plan();
        Change moved = Changes.planned(
                scheduled,
                plan.steps(),
                plan.test(),
                plan.backOut(),
                new Change.Window(Changes.AT.plusSeconds(3600), Changes.AT.plusSeconds(7201), "Europe/Berlin"));
        assertThat(conduct.withdrawsExceptions(scheduled, edited(moved))).isTrue();
        assertThat(conduct.withdrawsExceptions(
                        scheduled, edited(scheduled).linked(FieldChange.of("ciIds", null, List.of("ci")), false)))
                .isTrue();
        for (ChangeState state : List.of(ChangeState.ASSESSMENT, ChangeState.AUTHORISATION)) {
            Change waiting = Changes.in(state, ChangeType.NORMAL);
            assertThat(conduct.withdrawsExceptions(waiting, edited(waiting.at(ChangeState.DRAFT))))
                    .as("rejected in %s", state)
                    .isTrue();
        }
        Change draft = Changes.in(ChangeState.DRAFT, ChangeType.NORMAL);
        assertThat(conduct.withdrawsExceptions(draft, edited(draft))).isFalse();
        assertThat(conduct.withdrawsExceptions(
                        scheduled,
                        edited(Changes.planned(scheduled, "Another", plan.test(), plan.backOut(), plan.window()))))
                .isFalse();
        assertThat(conduct.withdrawsExceptions(
                        scheduled,
                        edited(scheduled)
                                .linked(FieldChange.of(FreezeException.WINDOWS, null, List.of("freeze")), false)))
                .isFalse();
    }

    /** Whichever command it is: what is material is kept as the template says it, or is nobody's to authorise. */
    @Test
    void shouldKeepWhatTheTemplateOfAStandardChangeSays() {
        for (ChangeState state : List.of(ChangeState.DRAFT, ChangeState.SCHEDULED)) {
            Change standard = Changes.in(state, ChangeType.STANDARD);
            Change.Plan plan = standard.plan();
            Map<String, Change> edits = Map.of(
                    "plan", Changes.planned(standard, "Another", plan.test(), plan.backOut(), plan.window()),
                    "testPlan", Changes.planned(standard, plan.steps(), null, plan.backOut(), plan.window()),
                    "backOutPlan", Changes.planned(standard, plan.steps(), plan.test(), "Never", plan.window()));
            edits.forEach((field, after) -> assertThatExceptionOfType(RefusedException.class)
                    .as(field)
                    .isThrownBy(() -> conduct.settle(standard, edited(after)))
                    .satisfies(refused -> assertThat(refused.errors())
                            .extracting(UserError::field)
                            .containsExactly(List.of("input", field))));
            assertThat(edits.keySet()).isEqualTo(ChangeConduct.OF_TEMPLATE);

            Outcome<Change> settled = conduct.settle(standard, edited(Changes.implementedBy(standard, "another")));
            assertThat(settled.after().state())
                    .as("it had no authorisation to lose")
                    .isEqualTo(state);
            assertThat(settled.after().implementerIds()).containsExactly("another");
        }
    }

    @Test
    void shouldWithdrawAnAuthorisationByMaterialLinks() {
        for (FieldChange link : List.of(
                FieldChange.of("ciIds", null, List.of("ci")),
                FieldChange.of("ciIds", List.of("ci"), null),
                FieldChange.of("tasks", null, "1 Unplug it"))) {
            Outcome<Change> settled =
                    conduct.settle(scheduled, edited(scheduled).linked(link, false));

            assertThat(withdrawn(settled)).containsExactly(link.field());
            assertThat(settled.links()).containsExactly(link);
        }
    }

    @Test
    void shouldWithdrawTheAuthorisationOfWhoGetsAPart() {
        assertThat(withdrawn(conduct.settle(scheduled, edited(Changes.assignedTo(scheduled, "authority")))))
                .containsExactly("assigneeId");
        assertThat(withdrawn(conduct.settle(scheduled, edited(Changes.implementedBy(scheduled, "authority")))))
                .containsExactly("implementerIds");
        Change implementing = scheduled.at(ChangeState.IMPLEMENTING);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> conduct.settle(implementing, edited(Changes.assignedTo(implementing, "authority"))));
    }

    @Test
    void shouldKeepAnAuthorisationOtherwise() {
        Outcome<Change> described = edited(scheduled.with(
                scheduled.facets().with(new Facets.Description("Another title", "With more words", null))));
        assertThat(conduct.settle(scheduled, described)).isSameAs(described);

        Outcome<Change> assigned = edited(Changes.assignedTo(scheduled, "somebody"));
        assertThat(conduct.settle(scheduled, assigned)).isSameAs(assigned);

        Outcome<Change> linked =
                edited(scheduled).linked(FieldChange.of("recordIds", null, List.of("incident")), false);
        assertThat(conduct.settle(scheduled, linked)).isSameAs(linked);

        Outcome<Change> started = edited(scheduled.at(ChangeState.IMPLEMENTING));
        assertThat(conduct.settle(scheduled, started)).isSameAs(started);

        Outcome<Change> cancelled = edited(scheduled.at(ChangeState.CANCELLED).authorised(null));
        assertThat(conduct.settle(scheduled, cancelled)).isSameAs(cancelled);
    }

    /** Whoever authorises names the version that they have seen, so it must move with what is linked. */
    @Test
    void shouldMoveTheVersionWithTheLinkedItems() {
        Change waiting = Changes.in(ChangeState.AUTHORISATION, ChangeType.NORMAL);

        Outcome<Change> linked =
                conduct.settle(waiting, edited(waiting).linked(FieldChange.of("ciIds", null, List.of("ci")), false));

        assertThat(linked.traits().moves()).isTrue();
        assertThat(linked.after()).isEqualTo(waiting);
        Change draft = Changes.in(ChangeState.DRAFT, ChangeType.NORMAL);
        Outcome<Change> drafted = edited(draft).linked(FieldChange.of("ciIds", null, List.of("ci")), false);
        assertThat(conduct.settle(draft, drafted))
                .as("nobody decides on a draft")
                .isSameAs(drafted);
    }

    private static Outcome<Change> edited(Change after) {
        return Outcome.of(after, edit -> List.of());
    }

    /** The fields that the event of the withdrawal names. */
    private List<String> withdrawn(Outcome<Change> settled) {
        Change after = settled.after();
        assertThat(after.state()).isEqualTo(ChangeState.AUTHORISATION);
        assertThat(after.authorisation()).isNull();
        List<Record> events = settled.events()
                .apply(new Edited<>(
                        Principal.SYSTEM, "change.update", scheduled, after, Occurrence.at(Changes.AT), List.of()));
        return events.stream()
                .filter(ChangeEvents.AuthorisationWithdrawn.class::isInstance)
                .map(ChangeEvents.AuthorisationWithdrawn.class::cast)
                .peek(event -> assertThat(event.authorisedById()).isEqualTo("authority"))
                .flatMap(event -> event.fields().stream())
                .collect(Collectors.toList());
    }
}
