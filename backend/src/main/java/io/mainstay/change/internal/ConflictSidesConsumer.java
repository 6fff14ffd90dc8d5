// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.change.internal.store.ConflictingStore;
import io.mainstay.cmdb.CiRelationCreated;
import io.mainstay.cmdb.CiRelationEnded;
import io.mainstay.cmdb.CiRelationsLoaded;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Locks;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.window.ChangeWindow;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Consumes what moves something that changes meet beside other changes. A timer looks at those that it touches, part by part: there may be thousands,
 * and of many events in a moment one look is enough.
 */
@Component
final class ConflictSidesConsumer implements TransactionalEventConsumer {

    private static final String ITEM_STATUS = "ci.operational-status-changed.v1";

    private final Locks locks;
    private final Timers timers;
    private final WindowConflictSweep windows;
    private final ItemConflictSweep items;
    private final IncidentConflictSweep incidents;
    private final RelationConflictSweep relations;
    private final ConflictingStore store;
    private final BusinessClock clock;

    ConflictSidesConsumer(
            Locks locks,
            Timers timers,
            WindowConflictSweep windows,
            ItemConflictSweep items,
            IncidentConflictSweep incidents,
            RelationConflictSweep relations,
            ConflictingStore store,
            BusinessClock clock) {
        this.locks = locks;
        this.timers = timers;
        this.windows = windows;
        this.items = items;
        this.incidents = incidents;
        this.relations = relations;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "change.conflict-sides";
    }

    @Override
    public Set<String> interests() {
        return Set.of(
                "change-window.",
                ITEM_STATUS,
                "ci.relation-created.v1",
                "ci.relation-ended.v1",
                "ci.relations-loaded.v1",
                "incident.reported.v1",
                "incident.prioritised.v1",
                "incident.cis-changed.v1",
                "incident.resolved.v1",
                "incident.reopened.v1",
                "incident.closed.v1",
                "incident.cancelled.v1");
    }

    /** It asks for the present state. */
    @Override
    public boolean parksAggregates() {
        return false;
    }

    /** How something moved long ago is no news. */
    @Override
    public boolean startsWithOldEvents() {
        return false;
    }

    @Override
    public void handle(OutboxEvent event) {
        if (event.type().startsWith("incident.")) {
            if (isUrgent(event.payload(Urgency.class))) {
                lookAgain(incidents, "Incident", event.aggregateId());
            }
            return;
        }
        switch (event.type()) {
            case ITEM_STATUS -> lookAgain(items, ConfigurationItem.TYPE, event.aggregateId());
            case "ci.relation-created.v1" -> {
                CiRelationCreated created = event.payload(CiRelationCreated.class);
                around(Set.of(created.sourceId(), created.targetId()));
            }
            case "ci.relation-ended.v1" -> {
                CiRelationEnded ended = event.payload(CiRelationEnded.class);
                around(Set.of(ended.sourceId(), ended.targetId()));
            }
            case "ci.relations-loaded.v1" ->
                around(store.endsOf(event.payload(CiRelationsLoaded.class).relations().stream()
                        .map(CiRelationsLoaded.Entry::id)
                        .toList()));
            default -> lookAgain(windows, ChangeWindow.TYPE, event.aggregateId());
        }
    }

    /**
     * What events of incidents have in common.
     *
     * @param before of one whose priority has changed, the one before
     */
    private record Urgency(
            TicketPriority priority, @Nullable TicketPriority before) {}

    /** Most incidents are not: nobody is told of them. */
    private static boolean isUrgent(Urgency urgency) {
        return ConflictStore.isUrgent(urgency.priority())
                || (urgency.before() != null && ConflictStore.isUrgent(urgency.before()));
    }

    private void around(Set<String> ciIds) {
        lookAgain(relations, ConfigurationItem.TYPE, ciIds);
    }

    private void lookAgain(ConflictSweep sweep, String label, String id) {
        lookAgain(sweep, label, Set.of(id));
    }

    private void lookAgain(ConflictSweep sweep, String label, Set<String> ids) {
        Instant now = clock.now();
        timers.armAll(locks.lockAll(label, ids).stream()
                .map(moved -> sweep.first(moved, now))
                .toList());
    }
}
