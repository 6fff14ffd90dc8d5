// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.workflow.internal.ApprovalTerms;
import io.mainstay.workflow.internal.store.ApprovalRequestStore;
import java.util.function.BiConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens when the time of a request for approval goes by. The lock of its record is held. */
@Configuration(proxyBeanMethods = false)
class ApprovalTimers {

    @Bean
    TimerHandler approvalReminder(ApprovalRequestStore requests, Approvals approvals) {
        return new Waiting(ApprovalTerms.REMINDER, requests, (request, firing) -> {
            if (!firing.armedLate()) {
                approvals.remind(request, ApprovalTerms.percent(firing.name()), firing);
            }
        });
    }

    @Bean
    TimerHandler approvalDue(ApprovalRequestStore requests, Approvals approvals) {
        return new Waiting(ApprovalTerms.DUE, requests, approvals::overdue);
    }

    @Bean
    TimerHandler approvalReturn(ApprovalRequestStore requests, Approvals approvals) {
        return new Waiting(ApprovalTerms.RETURN, requests, approvals::returned);
    }

    /** For a request that still waits. */
    private record Waiting(String kind, ApprovalRequestStore requests, BiConsumer<ApprovalRequest, TimerFiring> action)
            implements TimerHandler {

        @Override
        public void fire(TimerFiring firing) {
            requests.byId(ApprovalTerms.requestId(firing.name()))
                    .filter(request -> request.current() && request.state().open())
                    .ifPresent(request -> action.accept(request, firing));
        }
    }
}
