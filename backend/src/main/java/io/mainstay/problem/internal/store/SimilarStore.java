// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.store;

import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the graph says of records that may be similar to an incident. */
@Component
public final class SimilarStore {

    private final Cypher cypher;

    SimilarStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * Who asks.
     *
     * @param readsProblems without it, there are no known errors
     */
    public record Reader(Visibility visibility, boolean readsProblems) {}

    /**
     * What else affects the configuration items of an incident.
     *
     * @param ciIds those that the reader sees
     * @param category the path of the incident's category; null if it has none
     * @param incidentIds the newest first
     * @param knownErrorIds the newest first
     */
    public record OnItems(
            List<String> ciIds, @Nullable String category, List<String> incidentIds, List<String> knownErrorIds) {}

    /** What an incident or a known error has in common with an incident. */
    public record Facts(String id, TicketKind kind, Instant reportedAt, boolean sameItem, boolean sameCategory) {}

    /** @param limit how many incidents, and how many known errors */
    public OnItems onItems(String incidentId, int limit, Reader reader) {
        return cypher.statement("problem/similar-on-items")
                .with("id", incidentId)
                .with("limit", limit)
                .with("problems", reader.readsProblems())
                .with("v", reader.visibility().parameters())
                .one(row -> new OnItems(
                        row.strings("ciIds"),
                        row.stringOrNull("category"),
                        row.strings("incidentIds"),
                        row.strings("knownErrorIds")))
                .orElse(new OnItems(List.of(), null, List.of(), List.of()));
    }

    /**
     * Of those that the reader sees; what is withdrawn, problems that are no known errors, and those that the incident is linked
     * to are left out.
     */
    public List<Facts> facts(String incidentId, Collection<String> ids, OnItems onItems, Reader reader) {
        return cypher.statement("problem/similar-facts")
                .with("id", incidentId)
                .with("ids", ids)
                .with("ciIds", onItems.ciIds())
                .with("category", onItems.category())
                .with("problems", reader.readsProblems())
                .with("v", reader.visibility().parameters())
                .list(row -> new Facts(
                        row.string("id"),
                        row.bool("knownError") ? TicketKind.PROBLEM : TicketKind.INCIDENT,
                        row.instant("reportedAt"),
                        row.bool("sameItem"),
                        row.bool("sameCategory")));
    }
}
