// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.ConflictFinder.Asked;
import io.mainstay.change.internal.ConflictFinder.Found;
import io.mainstay.change.internal.ConflictFinder.Side;
import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.conflict.MatterDifference;
import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.change.internal.store.MatterStore;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells the owners of changes, by their history and an event, what has come into their way or is not in it any more though they have done nothing:
 * the difference to what was last found of each. It is kept, so that nobody is told twice of the same.
 */
@Component
final class ConflictNews {

    /** What happens to a change because of something else; the name in its history. */
    enum Action implements TicketAction {
        CHANGE_CONFLICTS
    }

    private final Tickets<Change, ChangeState> changes;
    private final ConflictFinder finder;
    private final MatterStore store;

    ConflictNews(Tickets<Change, ChangeState> changes, ConflictFinder finder, MatterStore store) {
        this.changes = changes;
        this.finder = finder;
        this.store = store;
    }

    /**
     * What is looked at.
     *
     * @param about what of these sides may be new
     */
    record Scope(Set<Side> sides, Predicate<Matter> about) {

        Scope {
            sides = Set.copyOf(sides);
        }
    }

    /** Those of some changes of which something seems to be new, in the order of their ids; read without locks, so a guess. */
    List<String> moved(Collection<String> changeIds, Scope scope) {
        return List.copyOf(
                differences(changes.byIds(Principal.SYSTEM, changeIds).values(), scope)
                        .keySet());
    }

    /** Takes the locks of some changes, looks once more and tells their owners what is new. */
    void tell(Collection<String> changeIds, Scope scope, Occurrence at) {
        Map<String, Change> locked = changes.lockAll(new TreeSet<>(changeIds));
        Map<String, MatterDifference> differences = differences(locked.values(), scope);
        List<Change> news = locked.values().stream()
                .filter(change -> {
                    MatterDifference difference = differences.get(change.id());
                    return difference != null && difference.isNews();
                })
                .toList();
        if (!news.isEmpty()) {
            changes.noteAll(
                    Principal.SYSTEM,
                    news,
                    Action.CHANGE_CONFLICTS,
                    at,
                    change -> note(change, Objects.requireNonNull(differences.get(change.id()))));
        }
        store.save(differences, null);
    }

    /**
     * Keeps what is found of a change that has itself moved: its owner has moved it, and is told nothing.
     *
     * @param found null if it is in nobody's way any more
     * @param asOf when it has moved
     */
    void keep(Change change, @Nullable Found found, Instant asOf) {
        MatterDifference difference = MatterDifference.between(
                store.of(List.of(change.id())).getOrDefault(change.id(), Set.of()),
                found == null ? Set.of() : Matter.of(found.findings(), found.maintainedBy()),
                _ -> true,
                found == null ? Set.of() : found.incomplete());
        if (!difference.isEmpty()) {
            store.save(Map.of(change.id(), difference), asOf);
        }
    }

    /** What is new of each, by its id and in that order; not of those of which nothing is. */
    private Map<String, MatterDifference> differences(Collection<Change> some, Scope scope) {
        List<Change> binding = some.stream()
                .filter(change -> ConflictStore.BINDING.contains(change.state()))
                .toList();
        List<String> ids = binding.stream().map(Change::id).toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> ciIds = changes.ciIds(Principal.SYSTEM, ids);
        Map<String, Found> found = finder.find(
                binding.stream()
                        // What counts of one that is exempt is asked of each matter.
                        .map(change -> Asked.of(change, ciIds.getOrDefault(change.id(), List.of())))
                        .toList(),
                scope.sides());
        Map<String, Set<Matter>> kept = store.of(ids);
        Map<String, MatterDifference> differences = new TreeMap<>();
        for (Change change : binding) {
            Found ofChange = Objects.requireNonNull(found.get(change.id()));
            boolean exempt = change.exemption() != null;
            MatterDifference difference = MatterDifference.between(
                    kept.getOrDefault(change.id(), Set.of()),
                    Matter.of(ofChange.findings(), ofChange.maintainedBy()),
                    scope.about().and(matter -> !exempt || matter.kind().countsIfExempt()),
                    ofChange.incomplete());
            if (!difference.isEmpty()) {
                differences.put(change.id(), difference);
            }
        }
        return differences;
    }

    private static Outcome<Change> note(Change change, MatterDifference difference) {
        Map<Matter.Kind, SortedSet<String>> came = byKind(difference.came());
        Map<Matter.Kind, SortedSet<String>> went = byKind(difference.went());
        Outcome<Change> outcome = Outcome.of(change, edit -> {
            List<Record> events = new ArrayList<>();
            came.forEach((kind, ids) -> events.add(ChangeEventMaker.matterChanged(edit.after(), kind, ids, true)));
            went.forEach((kind, ids) -> events.add(ChangeEventMaker.matterChanged(edit.after(), kind, ids, false)));
            return events;
        });
        Set<Matter.Kind> kinds = new TreeSet<>(came.keySet());
        kinds.addAll(went.keySet());
        for (Matter.Kind kind : kinds) {
            outcome = outcome.linked(FieldChange.of(kind.field(), went.get(kind), came.get(kind)), false);
        }
        return outcome;
    }

    private static Map<Matter.Kind, SortedSet<String>> byKind(SortedSet<Matter> matters) {
        return matters.stream()
                .filter(matter -> matter.kind().conflict() != null)
                .collect(Collectors.groupingBy(
                        Matter::kind,
                        TreeMap::new,
                        Collectors.mapping(Matter::recordId, Collectors.toCollection(TreeSet::new))));
    }
}
