// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalPolicyService;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApproverKind;
import io.mainstay.workflow.DelegationService;
import io.mainstay.workflow.SetApprovalPolicy;
import io.mainstay.workflow.SetDelegation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Has changes of a high risk approved in two stages, the first of which the service manager lets a deputy do for two weeks, and exceptions
 * from freezes by the change advisory board.
 */
@Component
final class ApprovalLoader {

    private static final Duration ABSENCE = Duration.ofDays(14);

    private final ApprovalPolicyService policies;
    private final DelegationService delegations;

    ApprovalLoader(ApprovalPolicyService policies, DelegationService delegations) {
        this.policies = policies;
        this.delegations = delegations;
    }

    /** The keys make a repeated load find what is there. */
    void load(Realm realm, Instant now) {
        policies.set(
                Principal.SYSTEM,
                null,
                new SetApprovalPolicy(
                        "High risk",
                        "Whoever answers for the services reviews it before it is authorised.",
                        TicketKind.CHANGE,
                        null,
                        100,
                        "record.type == 'NORMAL' && record.risk in ['HIGH', 'VERY_HIGH']",
                        List.of(
                                stage(
                                        "Review",
                                        new SetApprovalPolicy.Asked(
                                                ApproverKind.PERSON,
                                                null,
                                                null,
                                                realm.id(RealmPerson.SERVICE_MANAGER),
                                                null)),
                                stage(
                                        "Authorisation",
                                        new SetApprovalPolicy.Asked(
                                                ApproverKind.ROLE, Role.CHANGE_MANAGER, null, null, null))),
                        null),
                null,
                "demo high risk");
        policies.set(
                Principal.SYSTEM,
                null,
                new SetApprovalPolicy(
                        "Exception from a freeze",
                        "What cannot wait until a freeze is over, the board decides.",
                        TicketKind.CHANGE,
                        null,
                        50,
                        "record.type == 'NORMAL' && record.freezeException",
                        List.of(stage("Board", new SetApprovalPolicy.Asked(ApproverKind.CAB, null, null, null, null))),
                        null),
                null,
                "demo exception from a freeze");
        delegations.set(
                Principal.SYSTEM,
                new SetDelegation(
                        realm.id(RealmPerson.SERVICE_MANAGER),
                        realm.id(RealmPerson.TEAM_LEAD),
                        null,
                        now,
                        now.plus(ABSENCE),
                        "At a customer's for two weeks",
                        null,
                        null),
                "demo absence of the service manager");
    }

    private static SetApprovalPolicy.Stage stage(String name, SetApprovalPolicy.Asked approver) {
        return new SetApprovalPolicy.Stage(name, ApprovalRule.ANY, null, List.of(approver), null, null, null, null, null);
    }
}
