// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApprovalStage;
import io.mainstay.workflow.ApprovalTarget;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.ApproverKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskingsTest {

    private static final Set<String> KNOWN = Set.of("owner", "second", "requester", "named");

    @Test
    void shouldAskEachOwnerOnceAndNobodyWithAPart() {
        Askings.Asked asked = Askings.of(
                stage(ApprovalRule.ALL, null, owners(ApproverKind.CI_OWNER), owners(ApproverKind.SERVICE_OWNER)),
                matter(List.of("owner", "requester", "gone"), List.of("owner", "second")),
                KNOWN);

        assertThat(asked.approvers()).extracting(Approver::personId).containsExactly("owner", "second");
        assertThat(asked.needed()).isEqualTo(2);
    }

    @Test
    void shouldAskNobodyWhereThereIsNoOwner() {
        Askings.Asked asked = Askings.of(
                stage(ApprovalRule.ANY, null, owners(ApproverKind.CI_OWNER)),
                matter(List.of("requester"), List.of()),
                KNOWN);

        assertThat(asked.approvers())
                .singleElement()
                .satisfies(approver -> assertThat(approver.key()).isNull());
        assertThat(asked.needed()).isEqualTo(1);
    }

    @Test
    void shouldNotMakeDoWithFewerOwnersThanMustApprove() {
        Askings.Asked asked = Askings.of(
                stage(ApprovalRule.N_OF_M, 3, owners(ApproverKind.CI_OWNER)),
                matter(List.of("owner"), List.of()),
                KNOWN);

        assertThat(asked.approvers()).extracting(Approver::personId).containsExactly("owner", null, null);
        assertThat(asked.needed()).isEqualTo(3);
    }

    @Test
    void shouldAskSeveralPeopleOfARole() {
        Approver three = new Approver(ApproverKind.ROLE, Role.CHANGE_MANAGER, null, null, 3);

        Askings.Asked asked = Askings.of(stage(ApprovalRule.ALL, null, three), matter(List.of(), List.of()), KNOWN);

        assertThat(asked.approvers()).hasSize(3).containsOnly(Approver.role(Role.CHANGE_MANAGER));
        assertThat(asked.needed()).isEqualTo(3);
    }

    /** Who is named and owns something is asked as who is named. */
    @Test
    void shouldAskWhomItNamesOnceThoughTheyOwnSomething() {
        Askings.Asked asked = Askings.of(
                stage(ApprovalRule.ALL, null, owners(ApproverKind.CI_OWNER), Approver.person("owner")),
                matter(List.of("owner"), List.of()),
                KNOWN);

        assertThat(asked.approvers()).containsExactly(Approver.person("owner"));
    }

    @Test
    void shouldTakeTheFirstPolicyWhoseConditionHolds() {
        ApprovalPolicy costly = policy("costly", "record.cost > 100.0");
        ApprovalPolicy risky = policy("risky", "record.risk == 'HIGH' && 'service' in record.services");
        ApprovalPolicy all = policy("all", null);

        assertThat(PolicyConditions.first(List.of(costly, risky, all), matter(List.of(), List.of())))
                .as("what has no cost is not costly, and no fault either")
                .contains(risky);
        assertThat(PolicyConditions.first(List.of(costly, all), matter(List.of(), List.of())))
                .contains(all);
        assertThat(PolicyConditions.first(List.of(costly), matter(List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void shouldTakePoliciesForWhatIsApproved() {
        ApprovalPolicy ofRecords = policy("records", null);
        ApprovalPolicy ofDeployments =
                policy("deployments", null, ApprovalTarget.DEPLOYMENT, Approver.role(Role.CHANGE_MANAGER));
        List<ApprovalPolicy> both = List.of(ofRecords, ofDeployments);

        assertThat(PolicyConditions.first(both, matter(List.of(), List.of()))).contains(ofRecords);
        assertThat(PolicyConditions.first(both, deployment())).contains(ofDeployments);
        assertThat(PolicyConditions.asked(both, deployment())).containsExactly(ofDeployments);
    }

    /** Such as by a policy that was put there otherwise. */
    @Test
    void shouldSayThatARoleWhichDecidesNothingOfItIsNotEnough() {
        for (Role role : List.of(Role.RELEASE_MANAGER, Role.CHANGE_MANAGER)) {
            ApprovalPolicy asking = policy("asking", null, ApprovalTarget.DEPLOYMENT, Approver.role(role));
            assertThat(Previews.stages(asking, deployment(), KNOWN, Map.of()))
                    .singleElement()
                    .satisfies(stage ->
                            assertThat(stage.canComplete()).as(role.name()).isEqualTo(role == Role.CHANGE_MANAGER));
            assertThat(Previews.stages(asking, matter(List.of(), List.of()), KNOWN, Map.of()))
                    .singleElement()
                    .satisfies(stage -> assertThat(stage.canComplete()).isTrue());
        }
    }

    private static ApprovalMatter deployment() {
        return matter(List.of(), List.of()).of(new ApprovalMatter.Part("deployment", "Production"), Map.of());
    }

    private static ApprovalMatter matter(List<String> ciOwners, List<String> serviceOwners) {
        return new ApprovalMatter(
                TicketKind.CHANGE,
                "Change",
                "change",
                "NORMAL",
                "HIGH",
                Set.of("service"),
                null,
                ciOwners,
                serviceOwners,
                Confidentiality.PUBLIC_INTERNAL,
                Map.of("requester", "requested it"));
    }

    private static Approver owners(ApproverKind kind) {
        return new Approver(kind, null, null, null, 1);
    }

    private static ApprovalStage stage(ApprovalRule rule, @Nullable Integer count, Approver... approvers) {
        return new ApprovalStage("Stage", rule, count, List.of(approvers), null, null, false, false, List.of());
    }

    private static ApprovalPolicy policy(String id, @Nullable String condition) {
        return policy(id, condition, ApprovalTarget.RECORD, Approver.role(Role.CHANGE_MANAGER));
    }

    private static ApprovalPolicy policy(
            String id, @Nullable String condition, ApprovalTarget target, Approver approver) {
        return new ApprovalPolicy(
                id,
                id,
                null,
                TicketKind.CHANGE,
                target,
                1,
                condition,
                List.of(stage(ApprovalRule.ANY, null, approver)),
                true,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
