// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.Occurrence;
import io.mainstay.workflow.internal.ApprovalDeadline;
import io.mainstay.workflow.internal.ApprovalRequestFields;
import io.mainstay.workflow.internal.ApprovalTerms;
import io.mainstay.workflow.internal.Askings;
import io.mainstay.workflow.internal.PolicyConditions;
import io.mainstay.workflow.internal.engine.ApprovalEngine;
import io.mainstay.workflow.internal.engine.Seat;
import io.mainstay.workflow.internal.store.ApprovalPolicyStore;
import io.mainstay.workflow.internal.store.ApprovalRequestStore;
import io.mainstay.workflow.internal.store.DelegationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The approvals of records, for the kinds that have them. Everything here runs inside the unit of work that edits the record, with its
 * lock held: it is the lock of its requests too, so that of two who decide at once one comes after the other.
 */
@Component
public final class Approvals {

    /** The cause of a refusal of who has signed in too long ago. */
    public static final String FRESH_LOGIN_REQUIRED = "FRESH_LOGIN_REQUIRED";

    private static final String REQUEST_ID = "requestId";

    private final ApprovalPolicyStore policies;
    private final ApprovalRequestStore requests;
    private final DelegationStore delegations;
    private final IdentityViews identity;
    private final ApprovalDeadline deadline;
    private final ApprovalTerms terms;
    private final ApprovalProperties settings;
    private final Outbox outbox;
    private final Journal journal;
    private final ObjectProvider<ApprovalEvidence> evidence;

    /** @param evidence of kinds, which may have to do with the kinds that use this */
    Approvals(
            ApprovalPolicyStore policies,
            ApprovalRequestStore requests,
            DelegationStore delegations,
            IdentityViews identity,
            ApprovalDeadline deadline,
            ApprovalTerms terms,
            ApprovalProperties settings,
            Outbox outbox,
            Journal journal,
            ObjectProvider<ApprovalEvidence> evidence) {
        this.policies = policies;
        this.requests = requests;
        this.delegations = delegations;
        this.identity = identity;
        this.deadline = deadline;
        this.terms = terms;
        this.settings = settings;
        this.outbox = outbox;
        this.journal = journal;
        this.evidence = evidence;
    }

    /**
     * Who must be able to read a record, because they are asked to approve it, now or later.
     *
     * @param personIds those who are asked by name and cleared for the record
     */
    public record Asked(List<String> personIds, List<String> teamIds) {

        public Asked {
            personIds = List.copyOf(personIds);
            teamIds = List.copyOf(teamIds);
        }
    }

    /**
     * What has come of a decision.
     *
     * @param request that was decided, as it is now
     * @param whole where the approval stands
     * @param approvedByIds everybody who has approved or in whose place somebody has
     * @param evidenceHash of what was seen; null if that was not said
     */
    public record Verdict(
            ApprovalRequest request,
            Standing whole,
            List<String> approvedByIds,
            @Nullable String evidenceHash) {

        public Verdict {
            approvedByIds = List.copyOf(approvedByIds);
        }

        /** What the history of the record says of the decision. */
        public List<FieldChange> links() {
            ApprovalRequest.Decided decided = Objects.requireNonNull(request.decided());
            List<FieldChange> links = new ArrayList<>();
            links.add(FieldChange.of("approvalRequestId", null, request.id()));
            links.add(FieldChange.of("approval", null, request.state()));
            if (decided.delegatedFromId() != null) {
                links.add(FieldChange.of("delegatedFromId", null, decided.delegatedFromId()));
            }
            if (evidenceHash != null) {
                links.add(FieldChange.of("evidenceHash", null, evidenceHash));
            }
            return links;
        }
    }

    /** Begins the approval of a record, or of a part of it, by the policy that holds for it now. One that went on is over. */
    public Asked open(Principal principal, ApprovalMatter matter, Occurrence at) {
        end(principal, matter.recordId(), matter.partId(), at);
        ApprovalPolicy policy = PolicyConditions.first(policies.inUse(matter.kind()), matter)
                .orElseThrow(() -> new IllegalStateException("no policy of approval holds for " + matter.recordId()));
        Set<String> known = known(identity, matter, policy.stages());
        List<ApprovalRequest> made = new ArrayList<>();
        for (int number = 1; number <= policy.stages().size(); number++) {
            made.addAll(requests(matter, policy, number, known, at));
        }
        requests.create(made);
        made.forEach(request -> terms.follow(null, request));
        journal.appendEach(made.stream()
                .map(request -> entry(
                        principal,
                        request,
                        "approval.request",
                        at,
                        ApprovalRequestFields.ALL.created(request),
                        request.state().open() ? List.of(requested(request)) : List.of()))
                .toList());
        Set<String> people = new TreeSet<>();
        Set<String> teams = new TreeSet<>();
        for (ApprovalRequest request : made) {
            for (Approver asked : approvers(request)) {
                if (asked.personId() != null && known.contains(asked.personId())) {
                    people.add(asked.personId());
                }
                if (asked.teamId() != null) {
                    teams.add(asked.teamId());
                }
            }
        }
        return new Asked(List.copyOf(people), List.copyOf(teams));
    }

    private static List<Approver> approvers(ApprovalRequest request) {
        Approver next = request.term().escalatesTo();
        return next == null ? List.of(request.approver()) : List.of(request.approver(), next);
    }

    private List<ApprovalRequest> requests(
            ApprovalMatter matter, ApprovalPolicy policy, int number, Set<String> known, Occurrence at) {
        ApprovalStage stage = policy.stages().get(number - 1);
        Askings.Asked asked = Askings.of(stage, matter, known);
        int step = ApprovalStage.steps(policy.stages()).get(number - 1);
        boolean first = step == 1;
        Instant made = at.occurredAt();
        // Whatever the instant that is stated: who is asked has the time from now on.
        Instant begun = at.recordedAt();
        Instant due = first ? deadline.after(begun, stage.dueDays()) : null;
        return asked.approvers().stream()
                .map(approver -> new ApprovalRequest(
                        Ids.next(),
                        matter.recordType(),
                        matter.recordId(),
                        matter.partId(),
                        new ApprovalRequest.Stage(
                                policy.id(),
                                policy.version(),
                                number,
                                step,
                                stage.name(),
                                stage.rule(),
                                asked.needed(),
                                stage.freshLogin(),
                                stage.commentRequiredFor()),
                        approver,
                        first ? ApprovalRequestState.WAITING : ApprovalRequestState.UPCOMING,
                        true,
                        new ApprovalRequest.Term(stage.dueDays(), first ? begun : null, due, stage.escalatesTo(), null),
                        null,
                        null,
                        List.copyOf(new TreeSet<>(matter.parts().keySet())),
                        matter.barredRoles(),
                        1,
                        1,
                        made,
                        made))
                .toList();
    }

    /** Those whom a policy names, or who own what the record is about, who are active and cleared for the record. */
    static Set<String> known(IdentityViews identity, ApprovalMatter matter, List<ApprovalStage> stages) {
        Set<String> named = Askings.people(stages, matter).collect(Collectors.toSet());
        if (named.isEmpty()) {
            return Set.of();
        }
        Map<String, PersonView> people = identity.people(named);
        Map<String, Confidentiality> clearances =
                matter.confidentiality() == Confidentiality.PUBLIC_INTERNAL ? Map.of() : identity.clearances(named);
        return named.stream()
                .filter(id -> {
                    PersonView person = people.get(id);
                    return person != null
                            && person.active()
                            && clearances
                                    .getOrDefault(id, Confidentiality.PUBLIC_INTERNAL)
                                    .covers(matter.confidentiality());
                })
                .collect(Collectors.toSet());
    }

    /** Whether a record as a whole has an approval that holds or goes on. */
    public boolean isBegun(String recordId) {
        return !requests.current(recordId, null).isEmpty();
    }

    /** Who is asked now to approve a part of a record, by stage and as they were asked. */
    public List<Approver> waitedFor(String recordId, String partId) {
        return requests.current(recordId, partId).stream()
                .filter(request -> request.state().open())
                .map(ApprovalRequest::approver)
                .toList();
    }

    /**
     * Decides a request of a record, or of a part of it.
     *
     * @param recordId whose lock is held
     * @param partId null for a request of the record as a whole
     * @param parts who has which part in the record
     * @throws RefusedException FORBIDDEN if the principal is not asked, has a part in the record or has decided a request of its approval
     *     already, be it as a deputy, and with the cause FRESH_LOGIN_REQUIRED if they have signed in too long ago; REQUIRED if its stage wants a
     *     comment on such a decision and there is none; STALE_VERSION; INVALID_TRANSITION if the request does not wait; CONFLICT with the reason
     *     EVIDENCE_STALE if the evidence that they name has changed
     */
    public Verdict decide(
            Principal principal,
            String recordId,
            @Nullable String partId,
            Map<String, String> parts,
            GivenDecision decision,
            Occurrence at) {
        List<ApprovalRequest> all = requests.current(recordId, partId);
        Set<String> counted = counted(all);
        List<DelegationStore.Delegated> delegators = delegations.delegators(principal.personId(), at.recordedAt());
        Right right = new Right(principal, parts, counted, delegators);
        ApprovalRequest request = chosen(recordId, partId, all, right, decision.requestId());
        String delegatedFromId = right.require(request);
        if (decision.expectedVersion() != null) {
            requireVersion(request, decision.expectedVersion());
        }
        requireOpen(request);
        requireFreshLogin(principal, request, at.recordedAt());
        requireComment(request, decision);
        ApprovalEvidence.Pinned pinned = pinned(principal, request, decision);
        ApprovalRequest decided = request.decided(
                decision.decision().state(),
                new ApprovalRequest.Decided(
                        principal.personId(),
                        delegatedFromId,
                        at.occurredAt(),
                        decision.comment(),
                        decision.conditionsText(),
                        pinned == null ? decision.evidenceVersion() : pinned.version()));
        return settled(principal, all, decided, pinned == null ? null : pinned.hash(), parts, at);
    }

    /** @param wanted null for the first that can be decided; may be one of an earlier approval of the record */
    private ApprovalRequest chosen(
            String recordId, @Nullable String partId, List<ApprovalRequest> all, Right right, @Nullable String wanted) {
        if (wanted == null) {
            return all.stream()
                    .filter(request -> request.state().open() && right.objection(request) == null)
                    .findFirst()
                    .orElseThrow(() -> forbidden("You are not asked to approve this now, or have decided already."));
        }
        return all.stream()
                .filter(request -> request.id().equals(wanted))
                .findFirst()
                .or(() -> requests.byId(wanted)
                        .filter(request ->
                                request.recordId().equals(recordId) && Objects.equals(request.partId(), partId)))
                .orElseThrow(() -> RefusedException.notFound("Request for approval", wanted, REQUEST_ID));
    }

    private static void requireOpen(ApprovalRequest request) {
        if (!request.current() || !request.state().open()) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION,
                            request.state() == ApprovalRequestState.UPCOMING
                                    ? "The stage " + request.stage().name()
                                            + " has not begun; what is before it comes first."
                                    : "A request in state " + request.state() + " is not decided any more.",
                            REQUEST_ID)
                    .with("state", request.state().name()));
        }
    }

    /** Named as in RFC 9470, so that a client knows how to let somebody sign in anew. */
    private void requireFreshLogin(Principal principal, ApprovalRequest request, Instant now) {
        Duration most = settings.freshLogin();
        Instant signedInAt = principal.signedInAt();
        if (!request.stage().freshLogin() || (signedInAt != null && !signedInAt.isBefore(now.minus(most)))) {
            return;
        }
        throw new RefusedException(UserError.of(
                        UserErrorCode.FORBIDDEN,
                        "This is decided by who has signed in within the last " + settings.freshLoginInWords() + ": "
                                + (signedInAt == null
                                        ? "your token does not say when you did (auth_time), as that of a program does not."
                                        : "you did at " + signedInAt + ". Sign in anew and decide then."),
                        REQUEST_ID)
                .with("cause", FRESH_LOGIN_REQUIRED)
                .with("error", "insufficient_user_authentication")
                .with("max_age", (int) most.toSeconds()));
    }

    private static void requireComment(ApprovalRequest request, GivenDecision decision) {
        String comment = decision.comment();
        if (request.stage().commentRequiredFor().contains(decision.decision())
                && (comment == null || comment.isBlank())) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.REQUIRED,
                            "comment must not be empty: the stage "
                                    + request.stage().name() + " wants to be told why of " + decision.decision() + ".",
                            decision.field("comment"))
                    .with("stage", request.stage().name()));
        }
    }

    /** The one place in which it is asked whether what somebody has seen is still what is; null if they do not say, or of a kind without evidence. */
    private ApprovalEvidence.@Nullable Pinned pinned(
            Principal principal, ApprovalRequest request, GivenDecision decision) {
        String seen = decision.evidenceVersion();
        return seen == null
                ? null
                : evidence.stream()
                        .filter(kind -> kind.recordType().equals(request.recordType()))
                        .findFirst()
                        .map(kind -> kind.pin(principal, request.recordId(), seen, decision.field("evidenceVersion")))
                        .orElse(null);
    }

    /** Writes a decision with what follows from it. */
    private Verdict settled(
            Principal principal,
            List<ApprovalRequest> all,
            ApprovalRequest decided,
            @Nullable String evidenceHash,
            Map<String, String> parts,
            Occurrence at) {
        List<ApprovalRequest> now = all.stream()
                .map(request -> request.id().equals(decided.id()) ? decided : request)
                .toList();
        ApprovalEngine.Moves moves =
                ApprovalEngine.moves(now.stream().map(ApprovalRequest::seat).toList());
        Set<String> barred = new TreeSet<>(parts.keySet());
        barred.addAll(counted(now));
        List<Edit> edits = new ArrayList<>();
        for (int index = 0; index < now.size(); index++) {
            ApprovalRequest before = all.get(index);
            ApprovalRequest moved = moved(now.get(index), moves, at).barred(List.copyOf(barred));
            // A rejection ends the approval. What others have decided of it stays to be read.
            edits.add(new Edit(before, moves.whole() == Standing.REJECTED ? moved.over() : moved));
        }
        Map<String, ApprovalRequest> after = write(principal, edits, at);
        List<String> approvedBy = List.copyOf(new TreeSet<>(ApprovalEngine.counted(now.stream()
                .map(ApprovalRequest::seat)
                .filter(seat -> seat.state().approved())
                .toList())));
        return new Verdict(Objects.requireNonNull(after.get(decided.id())), moves.whole(), approvedBy, evidenceHash);
    }

    private ApprovalRequest moved(ApprovalRequest request, ApprovalEngine.Moves moves, Occurrence at) {
        if (moves.begin().contains(request.id())) {
            return request.begun(
                    at.recordedAt(),
                    deadline.after(at.recordedAt(), request.term().days()));
        }
        return moves.withdraw().contains(request.id()) ? request.superfluous() : request;
    }

    /**
     * An approver wants to know something first. The request waits on, for whoever answers or decides.
     *
     * @param requestId of a record whose lock is held
     * @throws RefusedException FORBIDDEN as for a decision; STALE_VERSION; INVALID_TRANSITION unless the request waits
     */
    ApprovalRequest ask(Principal principal, String requestId, String question, int expectedVersion, Occurrence at) {
        ApprovalRequest request = locked(requestId);
        List<DelegationStore.Delegated> delegators = delegations.delegators(principal.personId(), at.recordedAt());
        if (request.barredIds().contains(principal.personId())) {
            throw forbidden("You have a part in the record, or have decided a request of its approval already.");
        }
        new Right(principal, Map.of(), Set.copyOf(request.barredIds()), delegators).require(request);
        requireVersion(request, expectedVersion);
        requireOpen(request);
        return written(
                principal,
                request,
                request.asked(new ApprovalRequest.Question(
                        principal.personId(), at.occurredAt(), question, null, null, null)),
                at);
    }

    /**
     * Somebody answers what an approver wanted to know.
     *
     * @param requestId of a record whose lock is held
     * @param mayAnswer whether they work on such records or have a part in this one; to have decided of it is none
     * @throws RefusedException FORBIDDEN for whoever has nothing to do with the record; STALE_VERSION; INVALID_TRANSITION if nothing is asked
     */
    ApprovalRequest answer(
            Principal principal,
            String requestId,
            String answer,
            int expectedVersion,
            boolean mayAnswer,
            Occurrence at) {
        ApprovalRequest request = locked(requestId);
        if (!mayAnswer) {
            throw forbidden("Whoever works on the record or has a part in it answers; you do neither.");
        }
        requireVersion(request, expectedVersion);
        ApprovalRequest.Question asked = request.question();
        if (!request.current() || request.state() != ApprovalRequestState.INFORMATION_ASKED || asked == null) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID_TRANSITION, "Nothing is asked that waits for an answer.", REQUEST_ID)
                    .with("state", request.state().name()));
        }
        return written(
                principal,
                request,
                request.waiting(new ApprovalRequest.Question(
                        asked.askedById(),
                        asked.askedAt(),
                        asked.text(),
                        principal.personId(),
                        at.occurredAt(),
                        answer)),
                at);
    }

    private ApprovalRequest locked(String requestId) {
        return requests.byId(requestId)
                .orElseThrow(() -> RefusedException.notFound("Request for approval", requestId, REQUEST_ID));
    }

    private static void requireVersion(ApprovalRequest request, int expected) {
        if (expected != request.version()) {
            throw RefusedException.staleVersion(expected, request.version());
        }
    }

    private ApprovalRequest written(Principal principal, ApprovalRequest before, ApprovalRequest after, Occurrence at) {
        Occurrence now = at.after(before.updatedAt());
        return Objects.requireNonNull(
                write(principal, List.of(new Edit(before, after)), now).get(before.id()));
    }

    /** The approval of a record is over: what it was for was edited, or the record goes another way. */
    public void end(Principal principal, String recordId, Occurrence at) {
        end(principal, recordId, null, at);
    }

    /** The same of a part of a record. */
    public void end(Principal principal, String recordId, @Nullable String partId, Occurrence at) {
        write(
                principal,
                requests.current(recordId, partId).stream()
                        .map(request -> new Edit(request, request.over()))
                        .toList(),
                at);
    }

    /** Others have a part in a record than before. */
    public void bar(String recordId, Map<String, String> parts) {
        bar(recordId, null, parts);
    }

    /** The same of a part of a record. */
    public void bar(String recordId, @Nullable String partId, Map<String, String> parts) {
        List<ApprovalRequest> all = requests.current(recordId, partId);
        Set<String> barred = new TreeSet<>(parts.keySet());
        barred.addAll(counted(all));
        all.forEach(request -> requests.save(request.barred(List.copyOf(barred))));
    }

    /** A share of the time of a request has passed. An event for others; the request itself does not change. */
    void remind(ApprovalRequest request, int percent, TimerFiring firing) {
        Approver approver = request.approver();
        outbox.append(new NewEvent(
                ApprovalRequest.TYPE,
                request.id(),
                request.revision(),
                firing.dueAt(),
                new ApprovalEvents.Reminder(
                        request.id(),
                        request.recordType(),
                        request.recordId(),
                        approver.kind(),
                        roleOf(approver),
                        approver.teamId(),
                        approver.personId(),
                        percent,
                        Objects.requireNonNull(request.term().dueAt()),
                        request.partId())));
    }

    /**
     * The time of a request is over. Whom its policy names next is asked in its place, once; where that is nobody, or somebody who cannot
     * decide, it waits on, because a record is not rejected by nobody's saying anything.
     */
    void overdue(ApprovalRequest request, TimerFiring firing) {
        Approver next = request.term().escalatesTo();
        if (next == null || cannotDecide(request, next)) {
            outbox.append(new NewEvent(
                    ApprovalRequest.TYPE, request.id(), request.revision(), firing.dueAt(), told(request, null)));
            return;
        }
        Occurrence at = new Occurrence(firing.dueAt(), firing.firedAt(), false).after(request.updatedAt());
        ApprovalRequest inPlace = request.escalated(
                Ids.next(),
                next,
                at.occurredAt(),
                deadline.after(firing.firedAt(), request.term().days()));
        ApprovalRequest expired = request.expired().next(at.occurredAt());
        requests.save(expired);
        terms.follow(request, expired);
        requests.create(List.of(inPlace));
        terms.follow(null, inPlace);
        journal.appendEach(List.of(
                entry(
                        Principal.SYSTEM,
                        expired,
                        action(new Edit(request, expired)),
                        at,
                        ApprovalRequestFields.ALL.between(request, expired),
                        List.of(told(expired, inPlace.id()))),
                entry(
                        Principal.SYSTEM,
                        inPlace,
                        "approval.request",
                        at,
                        ApprovalRequestFields.ALL.created(inPlace),
                        List.of(requested(inPlace)))));
    }

    /** Nobody has answered what an approver wanted to know: they decide without, or ask again. */
    void returned(ApprovalRequest request, TimerFiring firing) {
        ApprovalRequest.Question question = request.question();
        if (request.state() != ApprovalRequestState.INFORMATION_ASKED || question == null) {
            return;
        }
        Occurrence at = new Occurrence(firing.dueAt(), firing.firedAt(), false).after(request.updatedAt());
        write(Principal.SYSTEM, List.of(new Edit(request, request.waiting(question))), at);
    }

    /**
     * Whether somebody who is named has a part in the record, has decided of it, or is asked already, or those are asked who have a role that
     * decides nothing of it: with them nobody could decide.
     */
    private boolean cannotDecide(ApprovalRequest request, Approver next) {
        if (next.role() != null && request.barredRoles().contains(next.role())) {
            return true;
        }
        String personId = next.personId();
        return personId != null
                && (request.barredIds().contains(personId)
                        || requests.current(request.recordId(), request.partId()).stream()
                                .anyMatch(other ->
                                        personId.equals(other.approver().personId())));
    }

    private static Record told(ApprovalRequest request, @Nullable String escalatedToId) {
        return new ApprovalEvents.Overdue(
                request.id(),
                request.recordType(),
                request.recordId(),
                request.stage().number(),
                Objects.requireNonNull(request.term().dueAt()),
                escalatedToId,
                request.partId());
    }

    private static @Nullable String roleOf(Approver approver) {
        return approver.role() == null ? null : approver.role().name();
    }

    /** A request and what becomes of it. */
    private record Edit(ApprovalRequest before, ApprovalRequest after) {}

    private Map<String, ApprovalRequest> write(Principal principal, List<Edit> edits, Occurrence at) {
        Map<String, ApprovalRequest> written = new HashMap<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (Edit edit : edits) {
            List<FieldChange> fields = ApprovalRequestFields.ALL.between(edit.before(), edit.after());
            ApprovalRequest after =
                    fields.isEmpty() ? edit.after() : edit.after().next(at.occurredAt());
            requests.save(after);
            terms.follow(edit.before(), after);
            written.put(after.id(), after);
            if (!fields.isEmpty()) {
                entries.add(entry(principal, after, action(edit), at, fields, events(edit.before(), after)));
            }
        }
        if (!entries.isEmpty()) {
            journal.appendEach(entries);
        }
        return written;
    }

    private static String action(Edit edit) {
        return switch (edit.after().state()) {
            case WAITING -> {
                if (edit.before().state() != ApprovalRequestState.INFORMATION_ASKED) {
                    yield "approval.begin";
                }
                yield isReturned(edit.before(), edit.after()) ? "approval.return" : "approval.answer";
            }
            case INFORMATION_ASKED -> "approval.ask-for-information";
            case APPROVED, APPROVED_WITH_CONDITIONS, REJECTED, ABSTAINED ->
                edit.before().state().decided() ? "approval.end" : "approval.decide";
            case WITHDRAWN -> "approval.withdraw";
            case EXPIRED -> edit.before().state().open() ? "approval.expire" : "approval.end";
            case UPCOMING -> throw new IllegalStateException("nothing becomes UPCOMING");
        };
    }

    /** Whether a question waits for its answer no longer and has none. */
    private static boolean isReturned(ApprovalRequest before, ApprovalRequest after) {
        return before.state() == ApprovalRequestState.INFORMATION_ASKED
                && after.state() == ApprovalRequestState.WAITING
                && Objects.equals(before.question(), after.question());
    }

    private static List<Record> events(ApprovalRequest before, ApprovalRequest after) {
        if (before.decided() == null && after.decided() != null) {
            ApprovalRequest.Decided decided = after.decided();
            return List.of(new ApprovalEvents.Decided(
                    after.id(),
                    after.recordType(),
                    after.recordId(),
                    after.stage().number(),
                    after.state(),
                    decided.byId(),
                    decided.delegatedFromId(),
                    after.partId()));
        }
        if (before.state() == ApprovalRequestState.UPCOMING && after.state() == ApprovalRequestState.WAITING) {
            return List.of(requested(after));
        }
        if (after.question() != null && !after.question().equals(before.question())) {
            return List.of(asked(after, after.question()));
        }
        if (isReturned(before, after)) {
            return List.of(new ApprovalEvents.InformationReturned(
                    after.id(),
                    after.recordType(),
                    after.recordId(),
                    Objects.requireNonNull(after.question()).askedById(),
                    after.partId()));
        }
        if (before.state() != after.state() && after.state() == ApprovalRequestState.WITHDRAWN) {
            return List.of(new ApprovalEvents.Withdrawn(
                    after.id(),
                    after.recordType(),
                    after.recordId(),
                    after.stage().number(),
                    after.partId()));
        }
        return List.of();
    }

    private static Record asked(ApprovalRequest request, ApprovalRequest.Question question) {
        return question.answeredById() == null
                ? new ApprovalEvents.InformationAsked(
                        request.id(), request.recordType(), request.recordId(), question.askedById(), request.partId())
                : new ApprovalEvents.Answered(
                        request.id(),
                        request.recordType(),
                        request.recordId(),
                        question.askedById(),
                        question.answeredById(),
                        request.partId());
    }

    private static Record requested(ApprovalRequest request) {
        Approver approver = request.approver();
        return new ApprovalEvents.Requested(
                request.id(),
                request.recordType(),
                request.recordId(),
                request.stage().number(),
                approver.kind(),
                roleOf(approver),
                approver.teamId(),
                approver.personId(),
                Objects.requireNonNull(request.term().dueAt()),
                request.partId());
    }

    private static JournalEntry entry(
            Principal principal,
            ApprovalRequest request,
            String action,
            Occurrence at,
            List<FieldChange> fields,
            List<Record> events) {
        return new JournalEntry(
                Ids.next(),
                principal,
                ApprovalRequest.TYPE,
                request.id(),
                request.revision(),
                action,
                at.occurredAt(),
                at.recordedAt(),
                fields,
                events);
    }

    private static Set<String> counted(Collection<ApprovalRequest> all) {
        List<Seat> seats = all.stream().map(ApprovalRequest::seat).toList();
        return ApprovalEngine.counted(seats);
    }

    private static RefusedException forbidden(String message) {
        return new RefusedException(UserError.of(UserErrorCode.FORBIDDEN, message, REQUEST_ID));
    }

    /** What somebody may decide of the approval of a record. */
    private record Right(
            Principal principal,
            Map<String, String> parts,
            Set<String> counted,
            List<DelegationStore.Delegated> delegators) {

        /** @return in whose place they decide; null if they are asked themselves */
        @Nullable
        String require(ApprovalRequest request) {
            String objection = objection(request);
            if (objection != null) {
                throw forbidden(objection);
            }
            return delegator(request);
        }

        /** Why they may not decide a request; null if they may. */
        @Nullable
        String objection(ApprovalRequest request) {
            if (parts.containsKey(principal.personId())) {
                return "Nobody approves what they have a part in: you " + parts.get(principal.personId()) + ".";
            }
            Role barred = request.barredRoles().stream()
                    .filter(principal.roles()::contains)
                    .findFirst()
                    .orElse(null);
            if (barred != null) {
                return "Nobody with the role " + barred + " approves this, whatever else they are.";
            }
            String from = delegator(request);
            if (from == null && !isAsked(request)) {
                return isDeputyInVain(request)
                        ? "Nobody with the role " + names(request.barredRoles())
                                + " approves this, nor does their deputy: whose deputy you are has it, or did not make you that themselves, so that nobody knows."
                        : "You are not asked to decide this, nor is anybody whose deputy for it you are now.";
            }
            if (from != null && parts.containsKey(from)) {
                return "Nobody approves what they have a part in, nor does their deputy: they " + parts.get(from) + ".";
            }
            if (counted.contains(principal.personId()) || (from != null && counted.contains(from))) {
                // Who is asked again about what they have decided is told what has become of it.
                return request.state().decided()
                        ? null
                        : "One person counts once in an approval, whatever their roles, and you have decided already.";
            }
            return null;
        }

        private boolean isAsked(ApprovalRequest request) {
            String key = request.approver().key();
            return key != null && keys(principal).contains(key);
        }

        private @Nullable String delegator(ApprovalRequest request) {
            String personId = request.approver().personId();
            boolean delegated = delegators.stream()
                    .anyMatch(delegator -> delegator.personId().equals(personId) && delegator.covers(request));
            return delegated && !isAsked(request) ? personId : null;
        }

        /** Whether somebody whose deputy they are is asked, who has or may have a role that decides nothing of it. */
        private boolean isDeputyInVain(ApprovalRequest request) {
            return delegators.stream()
                    .anyMatch(delegator ->
                            delegator.personId().equals(request.approver().personId())
                                    && delegator.scope().covers(request)
                                    && !delegator.covers(request));
        }

        private static String names(Set<Role> roles) {
            return roles.stream().map(Role::name).sorted().collect(Collectors.joining(" or "));
        }
    }

    /** The keys of what somebody is asked by name, as of their teams or by their roles. */
    static Set<String> keys(Principal principal) {
        Set<String> keys = new HashSet<>();
        keys.add(Approver.personKey(principal.personId()));
        principal.teamIds().forEach(id -> keys.add(Approver.teamKey(id)));
        principal.roles().forEach(role -> keys.add(Approver.roleKey(role)));
        return keys;
    }
}
