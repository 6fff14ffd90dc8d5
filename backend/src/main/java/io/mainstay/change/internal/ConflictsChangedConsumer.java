// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflicts.IncompleteReason;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.ConflictFinder.Asked;
import io.mainstay.change.internal.conflict.ConflictTies;
import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.change.internal.store.ConflictingStore;
import io.mainstay.change.internal.store.ConflictingStore.Came;
import io.mainstay.change.internal.store.ConflictingStore.Kept;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.TransactionalEventConsumer;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Consumes what moves a change, and tells the owners of those that it has come into the way of, or is not in the way of any more, by their
 * history and an event. What is told is the difference to what their owners know: it does not matter whether an event comes twice, or late. Of
 * other changes none is looked at but those that are planned at the same time, and none is locked but those whose owners may be told.
 */
@Component
final class ConflictsChangedConsumer implements TransactionalEventConsumer {

    private static final String CONFLICTING = "conflictingChangeId";

    /** In how many changes at most one statement notes it. */
    private static final int AT_ONCE = 500;

    /** What may hide a conflict with another change. */
    static final Set<IncompleteReason> HIDING =
            EnumSet.of(IncompleteReason.DEPENDENCIES, IncompleteReason.CHANGES, IncompleteReason.STATES);

    private final Tickets<Change, ChangeState> changes;
    private final ChangeLinks links;
    private final ConflictFinder finder;
    private final ConflictingStore store;
    private final ConflictNews news;
    private final BusinessClock clock;

    ConflictsChangedConsumer(
            Tickets<Change, ChangeState> changes,
            ChangeLinks links,
            ConflictFinder finder,
            ConflictingStore store,
            ConflictNews news,
            BusinessClock clock) {
        this.changes = changes;
        this.links = links;
        this.finder = finder;
        this.store = store;
        this.news = news;
        this.clock = clock;
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

    /** How changes were moved long ago is no news. */
    @Override
    public boolean startsWithOldEvents() {
        return false;
    }

    /** Looks once more under the locks: another one may have moved since, and then tells by an event of its own. */
    @Override
    public void handle(OutboxEvent event) {
        String movedId = event.aggregateId();
        Change seen = changes.byIds(Principal.SYSTEM, List.of(movedId)).get(movedId);
        if (seen == null) {
            return;
        }
        Look guess = look(seen);
        news.keep(seen, guess.found(), event.occurredAt());
        ConflictDifference first = guess.difference();
        if (first.isEmpty()) {
            return;
        }
        Set<String> ids = new TreeSet<>(first.came());
        ids.addAll(first.went());
        ids.add(movedId);
        Map<String, Change> others = new LinkedHashMap<>(changes.lockAll(ids));
        Change moved = others.remove(movedId);
        if (moved == null) {
            return;
        }
        Look look = look(moved);
        ConflictDifference difference = look.difference().among(others.keySet());
        if (difference.isEmpty()) {
            return;
        }
        Occurrence at = new Occurrence(event.occurredAt(), clock.now(), false);
        tell(movedId, difference.came(), true, others, at);
        tell(movedId, difference.went(), false, others, at);
        Map<String, Came> came = new TreeMap<>();
        difference
                .came()
                .forEach(id -> came.put(
                        id,
                        new Came(
                                Objects.requireNonNull(look.ties().get(id)),
                                mayHaveMovedSince(event, Objects.requireNonNull(others.get(id))))));
        Instant known = later(event.occurredAt(), moved.header().lastEventAt());
        Map<String, Instant> went = new TreeMap<>();
        difference
                .went()
                .forEach(id -> went.put(
                        id,
                        later(
                                known,
                                Objects.requireNonNull(others.get(id)).header().lastEventAt())));
        store.save(movedId, came, went);
    }

    /**
     * Whether another change may have moved after a change did, whose owner then may not know what is found: the event of the other tells it. If
     * something else happened to the other there is none, so that the end of the conflict is told in any case.
     */
    private static boolean mayHaveMovedSince(OutboxEvent event, Change other) {
        return !other.header().lastEventAt().isBefore(event.occurredAt());
    }

    /** What is found is of now, not of the event: no conflict ended before the last that happened to either change. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void tell(String movedId, Set<String> ids, boolean conflicting, Map<String, Change> locked, Occurrence at) {
        FieldChange field =
                conflicting ? FieldChange.of(CONFLICTING, null, movedId) : FieldChange.of(CONFLICTING, movedId, null);
        ids.stream()
                .map(id -> Objects.requireNonNull(locked.get(id)))
                .gather(Gatherers.windowFixed(AT_ONCE))
                .forEach(some -> changes.noteAll(
                        Principal.SYSTEM,
                        some,
                        ConflictNews.Action.CHANGE_CONFLICTS,
                        at,
                        other -> Outcome.<Change>of(
                                        other,
                                        edit -> List.of(
                                                ChangeEventMaker.conflictsChanged(edit.after(), movedId, conflicting)))
                                .linked(field, false)));
    }

    /**
     * @param ties of all that are found now
     * @param found null if the change is in nobody's way
     */
    private record Look(
            ConflictDifference difference, Map<String, ConflictTies> ties, ConflictFinder.@Nullable Found found) {}

    private Look look(Change change) {
        Kept kept = store.of(change.id());
        if (!ConflictStore.BINDING.contains(change.state())) {
            return new Look(ConflictDifference.between(kept, Set.of(), true), Map.of(), null);
        }
        // Not as exempt: the others are told of it all the same.
        ConflictFinder.Found found = Objects.requireNonNull(
                finder.find(List.of(Asked.of(change, links.ciIds(change.id())))).get(change.id()));
        if (change.plan().window() == null) {
            return new Look(ConflictDifference.between(kept, Set.of(), true), Map.of(), found);
        }
        Map<String, ConflictTies> ties = ConflictTies.of(found.findings());
        return new Look(
                ConflictDifference.between(kept, ties.keySet(), Collections.disjoint(found.incomplete(), HIDING)),
                ties,
                found);
    }
}
