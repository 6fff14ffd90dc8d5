// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.record.store.NewestParts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What changes have to do with the incidents and problems that they are to resolve. */
@Component
public final class ChangeLinks {

    private static final String IDS = "ids";
    private static final String RECORD_IDS = "recordIds";

    private final Cypher cypher;

    ChangeLinks(Cypher cypher) {
        this.cypher = cypher;
    }

    /** Links incidents and problems whose locks are held; returns those that were not linked before. */
    public List<String> link(String changeId, Collection<String> recordIds, Instant at) {
        return cypher.statement("change/link-records")
                .with("id", changeId)
                .with(RECORD_IDS, recordIds)
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string("recordId"));
    }

    /** Ends links of incidents and problems whose locks are held; returns those that were linked before. */
    public List<String> unlink(String changeId, Collection<String> recordIds, Instant at) {
        return cypher.statement("change/unlink-records")
                .with("id", changeId)
                .with(RECORD_IDS, recordIds)
                .with("at", at)
                .list(row -> row.string("recordId"));
    }

    /** The configuration items that a change touches, whoever sees them. */
    public List<String> ciIds(String changeId) {
        return cypher.statement("change/touched").with("id", changeId).list(row -> row.string("ciId"));
    }

    /** The visible changes that affect a configuration item and are being implemented: the ten that began first, in that order. */
    public List<String> implementing(Visibility visibility, String ciId) {
        return cypher.statement("change/implementing-of-item")
                .with("ciId", ciId)
                .with("v", visibility.parameters())
                .list(row -> row.string("id"));
    }

    public int count(String changeId) {
        return cypher.statement("change/count-records")
                .with("id", changeId)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    /** Whether a change is to resolve a visible incident of one of some priorities. */
    public boolean hasIncident(Visibility visibility, String changeId, Collection<String> priorities) {
        return cypher.statement("change/has-incident")
                .with("id", changeId)
                .with("priorities", priorities)
                .with("v", visibility.parameters())
                .one(row -> row.bool("found"))
                .orElse(false);
    }

    /** One part of the visible incidents that each change is to resolve, the newest first: their ids. */
    public Map<String, Page<String>> incidentsOf(
            Visibility visibility, Collection<String> changeIds, PageRequest request, String scope) {
        return parts("change/incidents-of", visibility, changeIds, request, scope);
    }

    /** One part of the visible problems that each change is to resolve, the newest first: their ids. */
    public Map<String, Page<String>> problemsOf(
            Visibility visibility, Collection<String> changeIds, PageRequest request, String scope) {
        return parts("change/problems-of", visibility, changeIds, request, scope);
    }

    private Map<String, Page<String>> parts(
            String statement, Visibility visibility, Collection<String> changeIds, PageRequest request, String scope) {
        return NewestParts.ids(
                cypher.statement(statement).with(IDS, Set.copyOf(changeIds)).with("v", visibility.parameters()),
                request,
                scope);
    }

    /** The visible changes that are to resolve each incident or problem, the oldest link first. */
    public Map<String, List<String>> changesOf(Visibility visibility, Collection<String> recordIds) {
        Map<String, List<String>> ids = new HashMap<>();
        cypher.statement("change/changes-of")
                .with(IDS, Set.copyOf(recordIds))
                .with("v", visibility.parameters())
                .list(row -> ids.put(row.string("id"), row.strings("linkedIds")));
        return ids;
    }
}
