// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.Change;
import io.mainstay.change.FreezeException;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Exceptions from freezes. Knows nothing of visibility: they are seen with their changes. */
@Component
public final class FreezeExceptionStore {

    private final Cypher cypher;

    FreezeExceptionStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** Keeps that exceptions are asked for, for the change as it is now; in the place of what was asked before. Called under its lock. */
    public void request(
            Change change,
            Collection<String> ciIds,
            Collection<String> windowIds,
            String reason,
            String requestedById,
            Instant at) {
        cypher.statement("change/request-freeze-exceptions")
                .with("changeId", change.id())
                .with("windowIds", windowIds)
                .with("reason", reason)
                .with("requestedById", requestedById)
                .with("requestedAt", at)
                .with("plannedFrom", change.plannedFrom())
                .with("plannedTo", change.plannedTo())
                .with("ciIds", List.copyOf(new TreeSet<>(ciIds)))
                .run();
    }

    /** Those of changes, by the ids of the changes. */
    public Map<String, List<FreezeException>> of(Collection<String> changeIds) {
        return cypher.statement("change/freeze-exceptions")
                .with("changeIds", changeIds)
                .grouped(row -> row.row("exception").string("changeId"), FreezeExceptionStore::read);
    }

    /** Withdraws what was asked for a change, for good: it has to be asked for anew. Called under its lock. */
    public void withdraw(String changeId, Instant at) {
        cypher.statement("change/withdraw-freeze-exceptions")
                .with("changeId", changeId)
                .with("withdrawnAt", at)
                .run();
    }

    /** The freezes of which an exception is asked for that stands for a change as it is about to be written. */
    public Set<String> standing(Change change, Collection<String> ciIds) {
        List<String> sorted = List.copyOf(new TreeSet<>(ciIds));
        return cypher
                .statement("change/freeze-exceptions")
                .with("changeIds", List.of(change.id()))
                .list(row -> row.row("exception"))
                .stream()
                .filter(node -> node.instantOrNull("withdrawnAt") == null
                        && Objects.equals(node.instantOrNull("plannedFrom"), change.plannedFrom())
                        && Objects.equals(node.instantOrNull("plannedTo"), change.plannedTo())
                        && node.strings("ciIds").equals(sorted))
                .map(node -> node.string("windowId"))
                .collect(Collectors.toSet());
    }

    private static FreezeException read(Row row) {
        Row node = row.row("exception");
        boolean stands = row.bool("stands");
        return new FreezeException(
                node.string("changeId"),
                node.string("windowId"),
                node.string("reason"),
                node.string("requestedById"),
                node.instant("requestedAt"),
                stands,
                stands ? row.stringOrNull("grantedById") : null,
                stands ? row.instantOrNull("grantedAt") : null);
    }
}
