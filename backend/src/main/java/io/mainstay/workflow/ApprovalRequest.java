// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Role;
import io.mainstay.workflow.internal.engine.Seat;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for approval: one who is asked to agree to a record, by a stage of a policy as it was when the approval began.
 *
 * @param recordType the label of the record
 * @param partId what of the record is to be approved by itself, such as its deployment to one environment; null for the record as a whole
 * @param stage of the policy
 * @param approver who is asked, down to one person where the policy names an owner
 * @param current whether it belongs to the approval that holds or goes on; those of an earlier one stay readable
 * @param term until when
 * @param decided null while nobody has decided it
 * @param question what the approver wanted to know last; null if nothing
 * @param barredIds who may not decide it, because they have a part in the record or have decided another request of the approval
 * @param barredRoles who has one of them does not decide it, whatever else they are
 */
public record ApprovalRequest(
        String id,
        String recordType,
        String recordId,
        @Nullable String partId,
        Stage stage,
        Approver approver,
        ApprovalRequestState state,
        boolean current,
        Term term,
        @Nullable Decided decided,
        @Nullable Question question,
        List<String> barredIds,
        Set<Role> barredRoles,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "ApprovalRequest";

    public ApprovalRequest {
        barredIds = List.copyOf(barredIds);
        barredRoles = Set.copyOf(barredRoles);
    }

    /**
     * The stage by which it is asked, as it was when the approval began.
     *
     * @param number from 1
     * @param step in which it is open, together with those that are parallel, from 1
     * @param needed how many of the stage must approve
     * @param freshLogin whether who decides must have signed in not long before
     * @param commentRequiredFor decisions of which somebody has to say why, beside those of which they always have to
     */
    public record Stage(
            String policyId,
            int policyVersion,
            int number,
            int step,
            String name,
            ApprovalRule rule,
            int needed,
            boolean freshLogin,
            List<ApprovalDecision> commentRequiredFor) {

        public Stage {
            commentRequiredFor = List.copyOf(commentRequiredFor);
        }
    }

    /**
     * Until when it is to be decided.
     *
     * @param days business days from the beginning of the stage; null for the setting
     * @param startedAt when its stage began; null before
     * @param dueAt null before its stage begins
     * @param escalatesTo who is asked next if it is not decided by then; null for nobody
     * @param escalatedFromId the request in whose place it came; null if it came with its stage
     */
    public record Term(
            @Nullable Integer days,
            @Nullable Instant startedAt,
            @Nullable Instant dueAt,
            @Nullable Approver escalatesTo,
            @Nullable String escalatedFromId) {}

    /**
     * What was decided.
     *
     * @param byId who decided
     * @param delegatedFromId in whose place they did so; null if they were asked themselves
     * @param evidenceVersion the evidence that they had seen; null if they did not say
     */
    public record Decided(
            String byId,
            @Nullable String delegatedFromId,
            Instant at,
            @Nullable String comment,
            @Nullable String conditions,
            @Nullable String evidenceVersion) {}

    /** What the approver wanted to know, and the answer; what has not happened is null. */
    public record Question(
            String askedById,
            Instant askedAt,
            String text,
            @Nullable String answeredById,
            @Nullable Instant answeredAt,
            @Nullable String answer) {}

    /** As the engine sees it. */
    public Seat seat() {
        return new Seat(
                id,
                stage.number(),
                stage.step(),
                stage.needed(),
                state,
                decided == null ? null : decided.byId(),
                decided == null ? null : decided.delegatedFromId());
    }

    /** The key under which it is found by whoever it waits for; null if it does not wait, or for nobody. */
    public @Nullable String waitingKey() {
        return current && state.open() ? approver.key() : null;
    }

    ApprovalRequest decided(ApprovalRequestState to, Decided how) {
        return with(to, current, term, how, question);
    }

    ApprovalRequest begun(Instant at, Instant due) {
        return with(
                ApprovalRequestState.WAITING,
                current,
                new Term(term.days(), at, due, term.escalatesTo(), term.escalatedFromId()),
                decided,
                question);
    }

    /** It is not needed any more, but what was decided in its approval holds. */
    ApprovalRequest superfluous() {
        return with(ApprovalRequestState.WITHDRAWN, current, term, decided, question);
    }

    /** The approval holds no more. What was decided stays to be read, and of what was not rejected the state says that it holds no more. */
    ApprovalRequest over() {
        boolean stays = state == ApprovalRequestState.REJECTED
                || state == ApprovalRequestState.ABSTAINED
                || state == ApprovalRequestState.EXPIRED;
        return with(stays ? state : ApprovalRequestState.WITHDRAWN, false, term, decided, question);
    }

    /** The request that comes in the place of this one, once: it has nobody after it. */
    ApprovalRequest escalated(String newId, Approver next, Instant at, Instant due) {
        return new ApprovalRequest(
                newId,
                recordType,
                recordId,
                partId,
                stage,
                next,
                ApprovalRequestState.WAITING,
                true,
                new Term(term.days(), at, due, null, id),
                null,
                null,
                barredIds,
                barredRoles,
                1,
                1,
                at,
                at);
    }

    ApprovalRequest expired() {
        return with(ApprovalRequestState.EXPIRED, current, term, decided, question);
    }

    ApprovalRequest asked(Question what) {
        return with(ApprovalRequestState.INFORMATION_ASKED, current, term, decided, what);
    }

    /** Waits for a decision again. */
    ApprovalRequest waiting(Question what) {
        return with(ApprovalRequestState.WAITING, current, term, decided, what);
    }

    ApprovalRequest barred(List<String> people) {
        return new ApprovalRequest(
                id,
                recordType,
                recordId,
                partId,
                stage,
                approver,
                state,
                current,
                term,
                decided,
                question,
                people,
                barredRoles,
                version,
                revision,
                createdAt,
                updatedAt);
    }

    /** The same at its next revision. */
    ApprovalRequest next(Instant now) {
        return new ApprovalRequest(
                id,
                recordType,
                recordId,
                partId,
                stage,
                approver,
                state,
                current,
                term,
                decided,
                question,
                barredIds,
                barredRoles,
                version + 1,
                revision + 1,
                createdAt,
                now);
    }

    private ApprovalRequest with(
            ApprovalRequestState newState,
            boolean newCurrent,
            Term newTerm,
            @Nullable Decided newDecided,
            @Nullable Question newQuestion) {
        return new ApprovalRequest(
                id,
                recordType,
                recordId,
                partId,
                stage,
                approver,
                newState,
                newCurrent,
                newTerm,
                newDecided,
                newQuestion,
                barredIds,
                barredRoles,
                version,
                revision,
                createdAt,
                updatedAt);
    }
}
