// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflicts.IncompleteReason;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.ConflictFinder.Asked;
import io.mainstay.change.internal.ConflictFinder.Found;
import io.mainstay.change.internal.ConflictFinder.Side;
import io.mainstay.change.internal.conflict.ConflictTies;
import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.change.internal.store.ConflictingStore;
import io.mainstay.change.internal.store.ConflictingStore.Came;
import io.mainstay.change.internal.store.ConflictingStore.Kept;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the owners of two changes that these are in each other's way now, or not any more, though neither has moved. */
@Component
final class PairNews {

    /** Of how many pairs is told at once. */
    static final int PAIRS = 500;

    private final Tickets<Change, ChangeState> changes;
    private final ConflictFinder finder;
    private final ConflictingStore store;

    PairNews(Tickets<Change, ChangeState> changes, ConflictFinder finder, ConflictingStore store) {
        this.changes = changes;
        this.finder = finder;
        this.store = store;
    }

    /** @param ties of all that are found now */
    private record Look(ConflictDifference difference, Map<String, ConflictTies> ties) {}

    /** Those of some changes of which something seems to be new, each with the others; read without locks, so a guess. */
    Map<String, Set<String>> moved(Collection<String> changeIds) {
        Map<String, Set<String>> moved = new TreeMap<>();
        looks(changes.byIds(Principal.SYSTEM, changeIds).values()).forEach((id, look) -> {
            Set<String> others = new TreeSet<>(look.difference().came());
            others.addAll(look.difference().went());
            moved.put(id, others);
        });
        return moved;
    }

    /**
     * Takes the locks of some changes and of the others, looks once more and tells the owners of both what is new.
     *
     * @param guess what {@link #moved} has said of them
     * @param after the id after which they begin
     * @return the id after which there is more to be told; null if all is told
     */
    @Nullable
    String tell(Map<String, Set<String>> guess, String after, Occurrence at) {
        SortedSet<String> ids = new TreeSet<>();
        SortedSet<String> both = new TreeSet<>();
        String before = after;
        String more = null;
        int pairs = 0;
        for (Map.Entry<String, Set<String>> one : new TreeMap<>(guess).entrySet()) {
            if (pairs >= PAIRS) {
                more = before;
                break;
            }
            List<String> others = one.getValue().stream().limit(PAIRS - pairs).toList();
            pairs += others.size();
            ids.add(one.getKey());
            both.add(one.getKey());
            both.addAll(others);
            if (others.size() < one.getValue().size()) {
                more = before;
                break;
            }
            before = one.getKey();
        }
        tell(ids, changes.lockAll(both), at);
        return more;
    }

    private void tell(Set<String> ids, Map<String, Change> locked, Occurrence at) {
        Map<String, Look> looks =
                looks(ids.stream().map(locked::get).filter(Objects::nonNull).toList());
        Map<String, ConflictDifference> news = new TreeMap<>();
        Set<Set<String>> told = new HashSet<>();
        looks.forEach((id, look) -> {
            ConflictDifference difference = look.difference().among(locked.keySet());
            Map<String, Came> came = new TreeMap<>();
            for (String other : difference.came()) {
                if (told.add(Set.of(id, other))) {
                    came.put(other, new Came(Objects.requireNonNull(look.ties().get(other)), false));
                    with(news, id).came().add(other);
                    with(news, other).came().add(id);
                }
            }
            Map<String, Instant> went = new TreeMap<>();
            for (String other : difference.went()) {
                if (told.add(Set.of(id, other))) {
                    went.put(other, latest(at.occurredAt(), locked.get(id), locked.get(other)));
                    with(news, id).went().add(other);
                    with(news, other).went().add(id);
                }
            }
            if (!came.isEmpty() || !went.isEmpty()) {
                store.save(id, came, went);
            }
        });
        List<Change> concerned = news.keySet().stream()
                .map(id -> Objects.requireNonNull(locked.get(id)))
                .toList();
        if (!concerned.isEmpty()) {
            changes.noteAll(
                    Principal.SYSTEM,
                    concerned,
                    ConflictNews.Action.CHANGE_CONFLICTS,
                    at,
                    change -> note(change, Objects.requireNonNull(news.get(change.id()))));
        }
    }

    private static ConflictDifference with(Map<String, ConflictDifference> news, String id) {
        return news.computeIfAbsent(id, _ -> new ConflictDifference(Set.of(), Set.of()));
    }

    private static Instant latest(Instant at, @Nullable Change... changes) {
        Instant latest = at;
        for (Change change : changes) {
            Instant last = Objects.requireNonNull(change).header().lastEventAt();
            latest = last.isAfter(latest) ? last : latest;
        }
        return latest;
    }

    private static Outcome<Change> note(Change change, ConflictDifference difference) {
        return Outcome.<Change>of(change, edit -> {
                    List<Record> events = new ArrayList<>();
                    difference
                            .came()
                            .forEach(id -> events.add(ChangeEventMaker.conflictsChanged(edit.after(), id, true)));
                    difference
                            .went()
                            .forEach(id -> events.add(ChangeEventMaker.conflictsChanged(edit.after(), id, false)));
                    return events;
                })
                .linked(
                        FieldChange.of("conflictingChangeIds", orNull(difference.went()), orNull(difference.came())),
                        false);
    }

    private static @Nullable Set<String> orNull(Set<String> ids) {
        return ids.isEmpty() ? null : ids;
    }

    /** What is new of each, by its id and in that order; not of those of which nothing is. */
    private Map<String, Look> looks(Collection<Change> some) {
        List<Change> planned = some.stream()
                .filter(change -> change.plan().window() != null && ConflictStore.BINDING.contains(change.state()))
                .toList();
        Map<String, Look> looks = new TreeMap<>();
        if (planned.isEmpty()) {
            return looks;
        }
        List<String> ids = planned.stream().map(Change::id).toList();
        Map<String, List<String>> ciIds = changes.ciIds(Principal.SYSTEM, ids);
        Map<String, Found> found = finder.find(
                planned.stream()
                        .map(change -> Asked.of(change, ciIds.getOrDefault(change.id(), List.of())))
                        .toList(),
                Set.of(Side.CHANGES));
        if (planned.size() > 1
                && found.values().stream().anyMatch(one -> one.incomplete().contains(IncompleteReason.CHANGES))) {
            // So many at once that not all were looked at: one by one.
            planned.forEach(change -> looks.putAll(looks(List.of(change))));
            return looks;
        }
        Map<String, Set<String>> known = store.of(ids);
        found.forEach((id, one) -> {
            Map<String, ConflictTies> ties = ConflictTies.of(one.findings());
            ConflictDifference difference = ConflictDifference.between(
                    // Of whoever does not know yet another event is still to come.
                    new Kept(known.getOrDefault(id, Set.of()), Set.of()),
                    ties.keySet(),
                    Collections.disjoint(one.incomplete(), ConflictsChangedConsumer.HIDING));
            if (!difference.isEmpty()) {
                looks.put(id, new Look(difference, ties));
            }
        });
        return looks;
    }
}
