// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.work.Locks;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Occurrence;
import io.mainstay.workflow.internal.store.ApprovalRequestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Decides requests for approval. */
@Service
public final class ApprovalService {

    /** How long comments and conditions may be, in characters. */
    public static final int MAX_TEXT = 2_000;

    /** How long the name of a version of evidence may be, in characters. */
    public static final int MAX_EVIDENCE = 4_000;

    /** How many requests are decided by one call. */
    public static final int MAX_AT_ONCE = 50;

    /** How many conditions one decision may have. */
    public static final int MAX_CONDITIONS = 10;

    /** How long a condition may be that is said as a task, in characters. */
    public static final int MAX_CONDITION = 200;

    private static final int MAX_ID = 100;

    /** How much time of the call has to be left to decide one more request, and to answer what was decided. */
    static final Duration TIME_FOR_ONE = Duration.ofSeconds(2);

    private static final String LOW = "LOW";
    private static final String ITEMS = "items";
    private static final String REQUEST_ID = "requestId";
    private static final String COMMENT = "comment";
    private static final String CONDITIONS = "conditions";
    private static final String CONDITION_TASKS = "conditionTasks";
    private static final String EVIDENCE_VERSION = "evidenceVersion";
    private static final String ABSENT_WITHOUT = "absent unless it is APPROVE_WITH_CONDITIONS";
    private static final Set<String> FIELDS_OF_ITEMS = Set.of(EVIDENCE_VERSION, "expectedVersion");

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
        ApprovalSubject subject = subjects.of(request.recordType()).orElseThrow();
        checkTasksOf(subject, decision);
        subject.decide(principal, request, decision);
        return requests.byId(requestId).orElseThrow();
    }

    /**
     * Decides several requests in the same way, each for itself: that one is refused undoes nothing of the others. For what has a low risk
     * alone, and for nothing that is to be made although a freeze forbids it; the rest wants somebody who looks at it. What the time of the
     * call does not suffice for is refused and may be sent again.
     *
     * @throws RefusedException if the call as a whole is none, or there are too many
     */
    public DecidedMany decideMany(Principal principal, DecideMany many) {
        principal.require(Permission.APPROVAL_DECIDE);
        check(many);
        Set<String> ids = many.items().stream().map(DecideMany.Item::requestId).collect(Collectors.toSet());
        Map<String, ApprovalRequest> known = requests.byIds(ids);
        Map<String, Object> records = subjects.records(principal, known.values());
        List<String> decided = new ArrayList<>();
        List<UserError> refusals = new ArrayList<>();
        for (int place = 0; place < many.items().size(); place++) {
            DecideMany.Item item = many.items().get(place);
            try {
                requireTime();
                ApprovalRequest request = known.get(item.requestId());
                Object record = request == null ? null : records.get(request.recordId());
                if (request == null || record == null) {
                    throw notFound(item.requestId());
                }
                ApprovalSubject subject = subjects.of(request.recordType()).orElseThrow();
                requireLowRisk(subject.risk(record));
                refuseException(subject.asksForException(record));
                GivenDecision decision = many.decision(item);
                checkTasksOf(subject, decision);
                subject.decide(principal, request, decision);
                decided.add(request.id());
            } catch (RefusedException refused) {
                for (UserError error : refused.errors()) {
                    refusals.add(ofItem(place, error));
                }
            } catch (ForbiddenException forbidden) {
                refusals.add(ofItem(
                        place,
                        UserError.forbidden(
                                forbidden.permission(), String.valueOf(forbidden.getMessage()), REQUEST_ID)));
            }
        }
        Map<String, ApprovalRequest> now = requests.byIds(decided);
        return new DecidedMany(
                decided.stream().map(now::get).filter(Objects::nonNull).toList(), refusals);
    }

    private static void requireTime() {
        if (!RequestWork.hasTimeFor(TIME_FOR_ONE)) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "There was no time left to decide this. Send it again, with fewer at once.",
                            REQUEST_ID)
                    .with("cause", "TIMEOUT"));
        }
    }

    private static void refuseException(boolean asked) {
        if (asked) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "This is to be made although a freeze forbids it, and is decided alone.",
                            REQUEST_ID)
                    .with("cause", "FREEZE_EXCEPTION"));
        }
    }

    private static void requireLowRisk(@Nullable String risk) {
        if (!LOW.equals(risk)) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "Only what has a low risk is decided with others at once; this has "
                                    + (risk == null ? "none that is known." : "the risk " + risk + "."),
                            REQUEST_ID)
                    .with("risk", Objects.requireNonNullElse(risk, "")));
        }
    }

    /** An error of a call for one request, as one of the call for many. What concerns the record concerns the request that names it. */
    private static UserError ofItem(int place, UserError error) {
        List<String> path = new ArrayList<>(List.of(ITEMS, String.valueOf(place)));
        path.add(
                error.field().size() == 1
                                && FIELDS_OF_ITEMS.contains(error.field().getFirst())
                        ? error.field().getFirst()
                        : REQUEST_ID);
        return new UserError(error.code(), error.message(), path, error.parameters());
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
                .orElseThrow(() -> notFound(requestId));
    }

    private static RefusedException notFound(String requestId) {
        return RefusedException.notFound("Request for approval", requestId, REQUEST_ID);
    }

    private static void check(GivenDecision decision) {
        Validation validation = new Validation().limitText(decision.evidenceVersion(), MAX_EVIDENCE, EVIDENCE_VERSION);
        checkTexts(validation, decision.decision(), decision.comment());
        checkTasks(validation, decision.decision(), decision.tasks());
        checkConditions(
                validation,
                decision.decision(),
                decision.conditions(),
                !decision.tasks().isEmpty());
        validation.refuseIfFailed();
    }

    private static void check(DecideMany many) {
        List<DecideMany.Item> items = many.items();
        Validation validation = new Validation()
                .check(!items.isEmpty() && items.size() <= MAX_AT_ONCE, "1 to " + MAX_AT_ONCE + " requests", ITEMS);
        validation.refuseIfFailed();
        validation.check(
                items.stream().map(DecideMany.Item::requestId).distinct().count() == items.size(),
                "without the same request twice",
                ITEMS);
        for (int place = 0; place < items.size(); place++) {
            validation.limitText(
                    items.get(place).evidenceVersion(), MAX_EVIDENCE, ITEMS, String.valueOf(place), EVIDENCE_VERSION);
        }
        checkTexts(validation, many.decision(), many.comment());
        checkConditions(validation, many.decision(), many.conditions(), false);
        validation.refuseIfFailed();
    }

    private static void checkTexts(Validation validation, ApprovalDecision decision, @Nullable String comment) {
        validation.limitText(comment, MAX_TEXT, COMMENT);
        // Of which others a reason is needed, the stage of each request says.
        if (decision.alwaysNeedsComment()) {
            validation.requireText(comment, MAX_TEXT, COMMENT);
        }
    }

    private static void checkTasks(Validation validation, ApprovalDecision decision, List<ApprovalCondition> tasks) {
        validation
                .check(
                        decision == ApprovalDecision.APPROVE_WITH_CONDITIONS || tasks.isEmpty(),
                        ABSENT_WITHOUT,
                        CONDITION_TASKS)
                .check(tasks.size() <= MAX_CONDITIONS, "at most " + MAX_CONDITIONS, CONDITION_TASKS);
        for (int place = 0; place < Math.min(tasks.size(), MAX_CONDITIONS); place++) {
            ApprovalCondition task = tasks.get(place);
            String number = String.valueOf(place);
            validation
                    .requireText(task.text(), MAX_CONDITION, CONDITION_TASKS, number, "text")
                    .limitText(task.teamId(), MAX_ID, CONDITION_TASKS, number, "teamId");
        }
    }

    /** @param asTasks whether there are conditions that are said as tasks */
    private static void checkConditions(
            Validation validation, ApprovalDecision decision, @Nullable String conditions, boolean asTasks) {
        if (decision != ApprovalDecision.APPROVE_WITH_CONDITIONS) {
            validation
                    .limitText(conditions, MAX_TEXT, CONDITIONS)
                    .check(conditions == null, ABSENT_WITHOUT, CONDITIONS);
            return;
        }
        if (asTasks) {
            validation.limitText(conditions, MAX_TEXT, CONDITIONS);
        } else {
            validation.requireText(conditions, MAX_TEXT, CONDITIONS);
        }
    }

    /** Each line of the conditions of a record with tasks becomes one of them, with the line as its title. */
    private static void checkTasksOf(ApprovalSubject subject, GivenDecision decision) {
        Validation validation = new Validation();
        if (subject.hasTasks()) {
            validation
                    .check(
                            decision.allConditions().size() <= MAX_CONDITIONS,
                            "at most " + MAX_CONDITIONS + " lines, together with the conditions that are said as tasks",
                            CONDITIONS)
                    .check(
                            GivenDecision.lines(decision.conditions()).allMatch(line -> line.length() <= MAX_CONDITION),
                            "lines of at most " + MAX_CONDITION + " characters, each the title of a task",
                            CONDITIONS);
        } else {
            validation.check(
                    decision.tasks().isEmpty(),
                    "absent of a record without tasks, whose conditions are said in conditions",
                    CONDITION_TASKS);
        }
        validation.refuseIfFailed();
    }
}
