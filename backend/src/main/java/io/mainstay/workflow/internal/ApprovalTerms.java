// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.workflow.ApprovalProperties;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The timers of requests for approval: reminders at shares of their time, its end, and that of the patience with a question. They are timers
 * of the record, whose lock is that of its requests, named by the request.
 */
@Component
public final class ApprovalTerms {

    public static final String DUE = "approval.due";
    public static final String REMINDER = "approval.reminder";
    public static final String RETURN = "approval.return";

    private final Timers timers;
    private final ApprovalProperties settings;

    ApprovalTerms(Timers timers, ApprovalProperties settings) {
        this.timers = timers;
        this.settings = settings;
    }

    /**
     * Arms and disarms what differs between two states of a request. What is armed already stays as it is.
     *
     * @param before null for a request that is new
     */
    public void follow(@Nullable ApprovalRequest before, ApprovalRequest after) {
        Map<String, TimerSpec> old = before == null ? Map.of() : of(before);
        Map<String, TimerSpec> due = of(after);
        due.forEach((key, timer) -> {
            TimerSpec armed = old.get(key);
            if (armed == null || !armed.dueAt().equals(timer.dueAt())) {
                timers.arm(timer);
            }
        });
        old.forEach((key, timer) -> {
            if (!due.containsKey(key)) {
                timers.disarm(timer.kind(), timer.aggregateId(), timer.name());
            }
        });
    }

    /** The request of a timer. */
    public static String requestId(String timerName) {
        int end = timerName.indexOf('/');
        return end < 0 ? timerName : timerName.substring(0, end);
    }

    /** Which share of its time has passed, of a reminder. */
    public static int percent(String timerName) {
        return Integer.parseInt(timerName.substring(timerName.indexOf('/') + 1));
    }

    private Map<String, TimerSpec> of(ApprovalRequest request) {
        Map<String, TimerSpec> due = new TreeMap<>();
        Instant from = request.term().startedAt();
        Instant until = request.term().dueAt();
        if (!request.current() || !request.state().open() || from == null || until == null) {
            return due;
        }
        put(due, TimerSpec.of(DUE, request.recordId(), until).named(request.id()));
        Duration length = Duration.between(from, until);
        for (int percent : settings.remindAt()) {
            Instant at = from.plus(length.multipliedBy(percent).dividedBy(100));
            put(due, TimerSpec.of(REMINDER, request.recordId(), at).named(request.id() + '/' + percent));
        }
        ApprovalRequest.Question question = request.question();
        if (request.state() == ApprovalRequestState.INFORMATION_ASKED && question != null) {
            Instant at = question.askedAt().plus(settings.returnAfter());
            put(due, TimerSpec.of(RETURN, request.recordId(), at).named(request.id()));
        }
        return due;
    }

    private static void put(Map<String, TimerSpec> due, TimerSpec timer) {
        due.put(timer.kind() + ' ' + timer.name(), timer);
    }
}
