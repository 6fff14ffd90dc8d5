// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.EventPublisher;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.workflow.internal.store.ApprovalRequestStore;
import io.mainstay.workflow.internal.store.DelegationStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;

/**
 * Tells people of the requests that they are asked, by name, as of their teams, by their roles or in the place of others: when they come,
 * when they are decided, by whomever, and when they are over. Whoever saw the record only because they were asked does not see it any more
 * then, and is told that it is over and nothing else. Each event is read once, whoever gets it; whether somebody may still be told
 * is asked again for each.
 */
@Component
public final class ApprovalSubscriptions implements BroadcastEventConsumer {

    private final ApprovalRequestStore requests;
    private final DelegationStore delegations;
    private final ApprovalSubjects subjects;
    private final BusinessClock clock;
    private final EventPublisher<Happened> feed = new EventPublisher<>();

    ApprovalSubscriptions(
            ApprovalRequestStore requests,
            DelegationStore delegations,
            ApprovalSubjects subjects,
            BusinessClock clock) {
        this.requests = requests;
        this.delegations = delegations;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * @param approver who is asked
     * @param deputyIds who may decide in their place
     */
    private record Happened(OutboxEvent event, Approver approver, Set<String> deputyIds) {

        /** Whether they see its record because they are asked; roles and deputies open nothing. */
        boolean letsRead(Principal principal) {
            return approver.kind() != ApproverKind.ROLE
                    && approver.kind() != ApproverKind.CAB
                    && Approvals.keys(principal).contains(String.valueOf(approver.key()));
        }

        boolean concerns(Principal principal) {
            String key = approver.key();
            return (key != null && Approvals.keys(principal).contains(key)) || deputyIds.contains(principal.personId());
        }
    }

    @Override
    public String name() {
        return "approval.subscriptions";
    }

    @Override
    public Set<String> interests() {
        return Set.of("approval.");
    }

    @Override
    public void handle(OutboxEvent event) {
        if (feed.isIdle() || !event.aggregateType().equals(ApprovalRequest.TYPE)) {
            return;
        }
        requests.byId(event.aggregateId()).ifPresent(request -> {
            String personId = request.approver().personId();
            feed.publish(new Happened(
                    event,
                    request.approver(),
                    personId == null ? Set.of() : delegations.deputies(personId, request, clock.now())));
        });
    }

    @Override
    public void missed(OutboxEvent event) {
        feed.interrupt();
    }

    /** Events from before are lost to those who listen, if there are any. */
    @Override
    public void restart(String epoch, long seq) {
        feed.interrupt();
    }

    /**
     * What happens to the requests that the principal is asked and whose records they see or saw because of that.
     *
     * @param principal asked anew for each event
     */
    public Publisher<ApprovalChange> of(Supplier<Principal> principal) {
        principal.get().require(Permission.APPROVAL_DECIDE);
        return feed.subscribe(
                        () -> Optional.of(ApprovalChange.nothingMissed()),
                        _ -> true,
                        happened -> shown(principal.get(), happened))
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private Optional<ApprovalChange> shown(Principal principal, Happened happened) {
        if (!principal.may(Permission.APPROVAL_DECIDE) || !happened.concerns(principal)) {
            return Optional.empty();
        }
        OutboxEvent event = happened.event();
        ApprovalRequest request = requests.byId(event.aggregateId()).orElse(null);
        if (request == null) {
            return Optional.empty();
        }
        boolean seen = !subjects.seen(principal, List.of(request)).isEmpty();
        if (!seen && !(request.state().over() && happened.letsRead(principal))) {
            return Optional.empty();
        }
        return Optional.of(new ApprovalChange(
                event.seq(),
                event.type(),
                request.id(),
                Math.toIntExact(event.revision()),
                event.occurredAt(),
                seen ? request : null));
    }
}
