// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.ConflictFinder;
import io.mainstay.change.internal.ConflictFinder.Asked;
import io.mainstay.change.internal.ConflictFinder.Found;
import io.mainstay.change.internal.store.ChangeTaskStore;
import io.mainstay.change.internal.store.GraphEditStore;
import io.mainstay.cmdb.ConsequenceQueries;
import io.mainstay.cmdb.Consequences;
import io.mainstay.kernel.Principal;
import io.mainstay.ticket.Tickets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gathers what speaks for and against changes: what they change, their tasks, what they do to services, and what they conflict with.
 * The number of database calls does not depend on how many there are.
 */
@Component
final class ChangeFacts {

    private final Tickets<Change, ChangeState> changes;
    private final ConflictFinder finder;
    private final ConsequenceQueries consequences;
    private final ChangeTaskStore tasks;
    private final GraphEditStore graphEdits;

    ChangeFacts(
            Tickets<Change, ChangeState> changes,
            ConflictFinder finder,
            ConsequenceQueries consequences,
            ChangeTaskStore tasks,
            GraphEditStore graphEdits) {
        this.changes = changes;
        this.finder = finder;
        this.consequences = consequences;
        this.tasks = tasks;
        this.graphEdits = graphEdits;
    }

    /**
     * What is known of one change.
     *
     * @param ciIds all that it changes, visible or not
     * @param tasks in their order; they are seen with the change
     * @param graphEdit what its success makes of items and relations; null for nothing
     * @param consequences what happens if all of these fail, as the reader is shown it
     * @param found what it conflicts with, over the whole graph; nothing of a change that has been made or cancelled
     */
    record Of(
            Change change,
            Set<String> ciIds,
            List<ChangeTask> tasks,
            @Nullable ChangeGraphEdit graphEdit,
            Consequences consequences,
            Found found) {}

    /** Called inside a read or a unit of work; by the id of the change. */
    Map<String, Of> of(Principal reader, Collection<Change> all) {
        Map<String, List<String>> linked =
                changes.ciIds(Principal.SYSTEM, all.stream().map(Change::id).toList());
        Map<String, Set<String>> ciIds = new HashMap<>();
        List<Asked> asked = new ArrayList<>();
        for (Change change : all) {
            Set<String> ofChange = new TreeSet<>(linked.getOrDefault(change.id(), List.of()));
            ciIds.put(change.id(), ofChange);
            if (change.state().isOpen()) {
                asked.add(ChangeConflictQueries.asked(change, ofChange));
            }
        }
        Map<String, List<ChangeTask>> planned = tasks.of(ciIds.keySet());
        Map<String, ChangeGraphEdit> edits = graphEdits.of(ciIds.keySet());
        Map<String, Consequences> hit = consequences.of(reader, ciIds);
        Map<String, Found> found = asked.isEmpty() ? Map.of() : finder.find(asked);
        Map<String, Of> facts = new HashMap<>();
        for (Change change : all) {
            String id = change.id();
            facts.put(
                    id,
                    new Of(
                            change,
                            ciIds.getOrDefault(id, Set.of()),
                            planned.getOrDefault(id, List.of()),
                            edits.get(id),
                            hit.getOrDefault(id, Consequences.NONE),
                            found.getOrDefault(id, new Found(List.of(), Set.of()))));
        }
        return facts;
    }
}
