// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.ConflictFinder.Asked;
import io.mainstay.change.internal.conflict.ConflictDetection.Work;
import io.mainstay.change.internal.conflict.Finding;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.change.internal.store.ConflictingStore;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.ticket.Tickets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Consumes what moves a change, and tells the owners of those that it has come into the way of, or is not in the way of any more. What is
 * told is the difference to what was told before: it does not matter whether an event comes twice, or late. Of other changes none is looked
 * at but those that are planned at the same time, and none is locked but those whose owners are told.
 */
@Component
final class ConflictsChangedConsumer implements TransactionalEventConsumer {

    /** The owners of how many changes are told by one event; others are told by the next one of the change. */
    private static final int MAX_TOLD = 500;

    private final Tickets<Change, ChangeState> changes;
    private final ChangeLinks links;
    private final ConflictFinder finder;
    private final ConflictingStore store;
    private final Outbox outbox;

    ConflictsChangedConsumer(
            Tickets<Change, ChangeState> changes,
            ChangeLinks links,
            ConflictFinder finder,
            ConflictingStore store,
            Outbox outbox) {
        this.changes = changes;
        this.links = links;
        this.finder = finder;
        this.store = store;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "change.conflicts";
    }

    @Override
    public Set<String> interests() {
        return Set.of(
                "change.submitted.v1",
                "change.updated.v1",
                "change.cis-changed.v1",
                "change.rejected.v1",
                "change.completed.v1",
                "change.cancelled.v1");
    }

    /** It asks for the present state. */
    @Override
    public boolean parksAggregates() {
        return false;
    }

    /** What was so before anybody was told is no news. */
    @Override
    public boolean startsWithOldEvents() {
        return false;
    }

    @Override
    public void handle(OutboxEvent event) {
        Change moved =
                changes.byIds(Principal.SYSTEM, List.of(event.aggregateId())).get(event.aggregateId());
        if (moved == null) {
            return;
        }
        Set<String> now = conflicting(moved);
        Set<String> before = store.of(moved.id());
        Set<String> differing = new TreeSet<>();
        Stream.concat(now.stream(), before.stream())
                .filter(id -> now.contains(id) != before.contains(id))
                .sorted()
                .limit(MAX_TOLD)
                .forEach(differing::add);
        if (differing.isEmpty()) {
            return;
        }
        outbox.append(changes.lockAll(differing).values().stream()
                .map(other -> new NewEvent(
                        Change.TYPE,
                        other.id(),
                        other.revision(),
                        event.occurredAt(),
                        ChangeEventMaker.conflictsChanged(other, moved.id(), now.contains(other.id()))))
                .toList());
        store.save(
                moved.id(),
                differing.stream().filter(now::contains).toList(),
                differing.stream().filter(id -> !now.contains(id)).toList());
    }

    /** Also of a change that is exempt: others are told of it. */
    private Set<String> conflicting(Change change) {
        Change.Window window = change.plan().window();
        if (window == null || !ConflictStore.BINDING.contains(change.state())) {
            return Set.of();
        }
        Work work = new Work(change.id(), new Span(window.from(), window.to()), Set.copyOf(change.implementerIds()));
        Set<String> others = new TreeSet<>();
        Objects.requireNonNull(finder.find(List.of(new Asked(work, Set.copyOf(links.ciIds(change.id())))))
                        .get(change.id()))
                .findings()
                .forEach(finding -> {
                    if (finding instanceof Finding.WithOther other) {
                        others.add(other.otherId());
                    }
                });
        return others;
    }
}
