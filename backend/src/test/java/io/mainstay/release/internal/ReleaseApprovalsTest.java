// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.internal.Changes;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseAction;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.ReleaseType;
import io.mainstay.release.ServiceChange;
import io.mainstay.ticket.Facets;
import io.mainstay.workflow.ApprovalMaterialFields;
import io.mainstay.workflow.MaterialFields;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReleaseApprovalsTest {

    private final Release approved = Releases.approved();

    private static List<String> edited(Release before, Outcome<Release> outcome) {
        return ReleaseApprovals.edited(before, outcome, () -> ApprovalMaterialFields.byDefault(TicketKind.RELEASE));
    }

    private static Outcome<Release> to(Release after) {
        return Outcome.of(after, _ -> List.of());
    }

    @Test
    void shouldCountAsAnEditWhateverAnApprovalIsFor() {
        Release.Content content = approved.content();
        Release.Artifact artifact = Releases.ARTIFACT;
        Release.Criterion criterion = Releases.PROVEN;
        Map<String, Release> edits = new HashMap<>();
        edits.put("artifactNames", artifact(new Release.Artifact("till", artifact.version(), artifact.digest())));
        edits.put("artifactVersions", artifact(new Release.Artifact(artifact.name(), "5", artifact.digest())));
        edits.put(
                "artifactDigests",
                artifact(new Release.Artifact(artifact.name(), artifact.version(), "sha256:" + "1".repeat(64))));
        edits.put("criterionTexts", criterion(new Release.Criterion("It hums", criterion.evidence(), true)));
        edits.put("criterionEvidence", criterion(new Release.Criterion(criterion.text(), "Report 18", true)));
        edits.put("criteriaMet", criterion(new Release.Criterion(criterion.text(), criterion.evidence(), false)));
        edits.put("type", approved.with(ReleaseType.MAJOR));
        edits.put("releaseVersion", approved.with(content.withVersion("4.2.1")));
        edits.put(
                "plan",
                approved.with(new Release.Plan("Throw it", approved.plan().rollBack(), null)));
        edits.put("rollBackPlan", approved.with(new Release.Plan(approved.plan().steps(), "Never", null)));
        edits.put("serviceChange", approved.with(new Release.ServicePlan(ServiceChange.NEW, null, null)));
        edits.put("intendedOutcome", approved.with(new Release.ServicePlan(null, "Orders from abroad", null)));
        edits.put(
                "estimatedCost",
                approved.with(new Release.Plan(
                        approved.plan().steps(), approved.plan().rollBack(), null, new BigDecimal("0.01"))));
        edits.put("effectiveFrom", Releases.effectiveFrom(approved, Releases.AT));
        edits.put(
                "serviceOfferingId",
                approved.with(approved.facets().with(new Facets.Assignment("offering", "team", "assignee", true))));

        edits.forEach((field, after) ->
                assertThat(edited(approved, to(after))).as(field).containsExactly(field));
        Set<String> tried = new HashSet<>(edits.keySet());
        for (String field : List.of("changeIds", "ciIds")) {
            assertThat(edited(approved, to(approved).linked(FieldChange.of(field, null, List.of("id")), false)))
                    .containsExactly(field);
            tried.add(field);
        }
        Release.Target shop = new Release.Target("shop", "production");
        Release installed =
                artifact(new Release.Artifact(artifact.name(), artifact.version(), artifact.digest(), List.of(shop)));
        List<String> targets = edited(approved, to(installed));
        assertThat(targets)
                .containsExactlyInAnyOrder(
                        "artifactTargetCiIds", "artifactTargetEnvironmentIds", "artifactTargetCounts");
        tried.addAll(targets);
        assertThat(edited(
                        installed,
                        to(artifact(new Release.Artifact(
                                artifact.name(),
                                artifact.version(),
                                artifact.digest(),
                                List.of(new Release.Target("shop", "test")))))))
                .as("the same item in another environment")
                .containsExactly("artifactTargetEnvironmentIds");
        assertThat(tried)
                .isEqualTo(ReleaseMaterial.FIELDS.all().stream()
                        .filter(MaterialFields.Field::byDefault)
                        .flatMap(field -> field.told().stream())
                        .collect(Collectors.toSet()));
        assertThat(edited(approved, to(criterion(criterion.reviewed(true)))))
                .as("what its review says")
                .isEmpty();
    }

    @Test
    void shouldCountByWhatIsSet() {
        Supplier<ApprovalMaterialFields> setting = () -> new ApprovalMaterialFields(
                TicketKind.RELEASE, 2, List.of("description"), List.of("criteria", "plan", "type"));
        Release.Criterion criterion = Releases.PROVEN;

        assertThat(ReleaseApprovals.edited(
                        approved,
                        to(criterion(new Release.Criterion("It hums", criterion.evidence(), false))),
                        setting))
                .isEmpty();
        assertThat(ReleaseApprovals.edited(
                        approved,
                        to(approved.with(
                                new Release.Plan("Throw it", approved.plan().rollBack(), null))),
                        setting))
                .isEmpty();
        assertThat(ReleaseApprovals.edited(
                        approved,
                        to(approved.with(
                                approved.facets().with(new Facets.Description(approved.title(), "More words", null)))),
                        setting))
                .containsExactly("description");
        assertThat(ReleaseApprovals.edited(approved, to(approved.with(ReleaseType.MAJOR)), setting))
                .as("material always")
                .containsExactly("type");
    }

    /** By what a release is accepted, no deployment is approved; all else is the same. */
    @Test
    void shouldSayByWhatAnEditWouldWithdrawSomething() {
        for (ReleaseState state : ReleaseState.values()) {
            boolean edited = List.of(
                            ReleaseState.PLANNED, ReleaseState.BUILT, ReleaseState.READY, ReleaseState.APPROVED)
                    .contains(state);
            Release asked =
                    Releases.in(state).with(Release.Approval.requested(Releases.AT, "asker", List.of(), List.of()));
            assertThat(ReleaseMaterial.withdrawable(asked, List.of()) == ReleaseMaterial.FIELDS)
                    .as("%s", state)
                    .isEqualTo(edited);
            assertThat(ReleaseMaterial.withdrawable(Releases.in(state).with(Release.Approval.NONE), List.of()))
                    .isNull();
            Deployment waiting = Releases.to("production", DeploymentState.SCHEDULED, null)
                    .with(Release.Approval.requested(Releases.AT, "asker", List.of(), List.of()));
            assertThat(ReleaseMaterial.withdrawable(Releases.in(state).with(Release.Approval.NONE), List.of(waiting)))
                    .as("%s, with a deployment that waits", state)
                    .isEqualTo(edited || state == ReleaseState.DEPLOYING ? ReleaseMaterial.OF_DEPLOYMENTS : null);
        }
        assertThat(ReleaseMaterial.OF_DEPLOYMENTS.find("criteria")).isEmpty();
        assertThat(ReleaseMaterial.OF_DEPLOYMENTS.all())
                .hasSize(ReleaseMaterial.FIELDS.all().size() - 1);
    }

    private Release artifact(Release.Artifact other) {
        return approved.with(approved.content().withArtifacts(List.of(other)));
    }

    private Release criterion(Release.Criterion other) {
        return approved.with(approved.content().withCriteria(List.of(other)));
    }

    @Test
    void shouldCountAPartOfAnApproverAndNothingElse() {
        assertThat(edited(approved, to(Releases.assignedTo(approved, "authority"))))
                .containsExactly("assigneeId");
        assertThat(edited(approved, to(Releases.assignedTo(approved, "somebody"))))
                .isEmpty();
        assertThat(edited(
                        approved,
                        to(approved.with(
                                approved.facets().with(new Facets.Description("Another name", "More words", null))))))
                .isEmpty();
        assertThat(edited(approved, to(approved).linked(FieldChange.of("deployments", null, "DEP0000001"), false)))
                .isEmpty();
    }

    @Test
    void shouldKeepOffWhoHasAPart() {
        Release ready = Releases.in(ReleaseState.READY);
        for (String person : List.of("planner", "assignee")) {
            assertThat(ReleaseSegregation.objection(ready, ReleaseAction.DECIDE, person))
                    .as(person)
                    .isNotNull();
            assertThat(ReleaseSegregation.objection(ready, ReleaseAction.REQUEST_APPROVAL, person))
                    .isNull();
        }
        assertThat(ReleaseSegregation.objection(ready, ReleaseAction.DECIDE, "authority"))
                .isNull();
        assertThat(ReleaseSegregation.parts(ready).keySet()).containsExactlyInAnyOrder("planner", "assignee");

        assertThat(ReleaseSegregation.parts(ready, List.of(Changes.in(ChangeState.DRAFT, ChangeType.NORMAL))))
                .as("with the changes that its approval covers")
                .containsOnlyKeys("planner", "assignee", "requester", "implementer")
                .containsEntry("planner", "planned it");

        Release asked = ready.with(Release.Approval.requested(Releases.AT, "asker", List.of(), List.of()));
        assertThat(ReleaseSegregation.objection(asked, ReleaseAction.DECIDE, "asker"))
                .contains("asked for its approval");
        assertThat(ReleaseSegregation.parts(asked).keySet()).containsExactlyInAnyOrder("planner", "assignee", "asker");
    }
}
