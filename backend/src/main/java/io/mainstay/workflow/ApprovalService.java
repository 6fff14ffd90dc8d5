// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Occurrence;
import io.mainstay.workflow.internal.store.ApprovalRequestStore;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Decides requests for approval. */
@Service
public final class ApprovalService {

    /** How long comments and conditions may be, in characters. */
    public static final int MAX_TEXT = 2_000;

    /** How long the name of a version of evidence may be, in characters. */
    public static final int MAX_EVIDENCE = 4_000;

    private final ApprovalSubjects subjects;
    private final ApprovalRequestStore requests;
    private final Approvals approvals;
    private final UnitOfWork work;
    private final Locks locks;
    private final BusinessClock clock;

    ApprovalService(
            ApprovalSubjects subjects,
            ApprovalRequestStore requests,
            Approvals approvals,
            UnitOfWork work,
            Locks locks,
            BusinessClock clock) {
        this.subjects = subjects;
        this.requests = requests;
        this.approvals = approvals;
        this.work = work;
        this.locks = locks;
        this.clock = clock;
    }

    /**
     * Decides a request for approval, with what follows for its record.
     *
     * @return the request afterwards
     * @throws RefusedException NOT_FOUND if the principal does not see the record; otherwise as {@link Approvals#decide} says, and as the
     *     record does
     */
    public ApprovalRequest decide(Principal principal, String requestId, GivenDecision decision) {
        principal.require(Permission.APPROVAL_DECIDE);
        check(decision);
        ApprovalRequest request = seen(principal, requestId);
        subjects.of(request.recordType()).orElseThrow().decide(principal, request.recordId(), decision);
        return requests.byId(requestId).orElseThrow();
    }

    /**
     * Asks for information before deciding. The request can be decided meanwhile, and its time goes on.
     *
     * @throws RefusedException NOT_FOUND if the principal does not see the record; otherwise as for a decision
     */
    public ApprovalRequest ask(Principal principal, String requestId, String question, int expectedVersion) {
        principal.require(Permission.APPROVAL_DECIDE);
        new Validation().requireText(question, MAX_TEXT, "question").refuseIfFailed();
        return underLock(
                principal, requestId, at -> approvals.ask(principal, requestId, question, expectedVersion, at));
    }

    /**
     * Answers what an approver has asked. Whoever works on such records may, and whoever has a part in this one.
     *
     * @throws RefusedException NOT_FOUND if the principal does not see the record; FORBIDDEN for others; INVALID_TRANSITION if nothing is
     *     asked
     */
    public ApprovalRequest answer(Principal principal, String requestId, String answer, int expectedVersion) {
        ApprovalRequest request = seen(principal, requestId);
        new Validation().requireText(answer, MAX_TEXT, "answer").refuseIfFailed();
        return underLock(
                principal,
                requestId,
                at -> approvals.answer(
                        principal, requestId, answer, expectedVersion, worksOnOrHasPart(principal, request), at));
    }

    private boolean worksOnOrHasPart(Principal principal, ApprovalRequest request) {
        ApprovalSubject subject = subjects.of(request.recordType()).orElseThrow();
        return principal.may(subject.kind().workPermission())
                || subject.matter(principal, request.recordId())
                        .map(matter -> matter.parts().containsKey(principal.personId()))
                        .orElse(false);
    }

    /** The lock of the record is that of its requests. */
    private ApprovalRequest underLock(
            Principal principal, String requestId, Function<Occurrence, ApprovalRequest> edit) {
        ApprovalRequest request = seen(principal, requestId);
        Occurrence at = Occurrence.at(clock.now());
        return work.writeRepeatably(() -> {
            locks.lock(request.recordType(), request.recordId(), row -> row.string("id"));
            return edit.apply(at);
        });
    }

    private ApprovalRequest seen(Principal principal, String requestId) {
        return requests.byId(requestId)
                .filter(found -> !subjects.seen(principal, List.of(found)).isEmpty())
                .orElseThrow(() -> RefusedException.notFound("Request for approval", requestId, "requestId"));
    }

    private static void check(GivenDecision decision) {
        Validation validation = new Validation()
                .limitText(decision.comment(), MAX_TEXT, "comment")
                .limitText(decision.conditions(), MAX_TEXT, "conditions")
                .limitText(decision.evidenceVersion(), MAX_EVIDENCE, "evidenceVersion");
        switch (decision.decision()) {
            case REJECT, ABSTAIN -> validation.requireText(decision.comment(), MAX_TEXT, "comment");
            case APPROVE, APPROVE_WITH_CONDITIONS -> {
                // needs no reason
            }
        }
        if (decision.decision() == ApprovalDecision.APPROVE_WITH_CONDITIONS) {
            validation.requireText(decision.conditions(), MAX_TEXT, "conditions");
        } else {
            validation.check(
                    Objects.isNull(decision.conditions()), "absent unless it is APPROVE_WITH_CONDITIONS", "conditions");
        }
        validation.refuseIfFailed();
    }
}
