// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.store;

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

/** What releases have to do with the changes that they contain, and with the incidents that came after them. */
@Component
public final class ReleaseLinks {

    private static final String IDS = "ids";
    private static final String CHANGE_IDS = "changeIds";
    private static final String INCIDENT_ID = "incidentId";
    private static final String INCIDENT_IDS = "incidentIds";

    private final Cypher cypher;

    ReleaseLinks(Cypher cypher) {
        this.cypher = cypher;
    }

    /** Takes in changes whose locks are held; returns those that were not contained before. */
    public List<String> link(String releaseId, Collection<String> changeIds, Instant at) {
        return cypher.statement("release/link-changes")
                .with("id", releaseId)
                .with(CHANGE_IDS, List.copyOf(changeIds))
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string("changeId"));
    }

    /** Takes out changes whose locks are held; returns those that were contained before. */
    public List<String> unlink(String releaseId, Collection<String> changeIds, Instant at) {
        return cypher.statement("release/unlink-changes")
                .with("id", releaseId)
                .with(CHANGE_IDS, List.copyOf(changeIds))
                .with("at", at)
                .list(row -> row.string("changeId"));
    }

    /** The changes that a release contains, whoever sees them. */
    public List<String> changeIds(String releaseId) {
        return cypher.statement("release/contained").with("id", releaseId).list(row -> row.string("changeId"));
    }

    /** Links incidents whose locks are held; returns those that were not linked before. */
    public List<String> linkIncidents(String releaseId, Collection<String> incidentIds, Instant at) {
        return cypher.statement("release/link-incidents")
                .with("id", releaseId)
                .with(INCIDENT_IDS, List.copyOf(incidentIds))
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string(INCIDENT_ID));
    }

    /** Ends links of incidents whose locks are held; returns those that were linked before. */
    public List<String> unlinkIncidents(String releaseId, Collection<String> incidentIds, Instant at) {
        return cypher.statement("release/unlink-incidents")
                .with("id", releaseId)
                .with(INCIDENT_IDS, List.copyOf(incidentIds))
                .with("at", at)
                .list(row -> row.string(INCIDENT_ID));
    }

    public int countIncidents(String releaseId) {
        return cypher.statement("release/count-incidents")
                .with("id", releaseId)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    /** One part of the visible incidents of each release, the newest first: their ids. */
    public Map<String, Page<String>> incidentsOf(
            Visibility visibility, Collection<String> releaseIds, PageRequest request, String scope) {
        return NewestParts.ids(
                cypher.statement("release/incidents-of")
                        .with(IDS, Set.copyOf(releaseIds))
                        .with("v", visibility.parameters()),
                request,
                scope);
    }

    /** The visible releases that each incident has to do with, the oldest link first. */
    public Map<String, List<String>> releasesOfIncidents(Visibility visibility, Collection<String> incidentIds) {
        return linked("release/releases-of-incidents", visibility, incidentIds);
    }

    /**
     * What a release and the changes in it touch.
     *
     * @param ownerIds who owns the configuration items
     * @param ciIds these items
     */
    public record Touched(List<String> ownerIds, Set<String> ciIds) {

        public Touched {
            ownerIds = List.copyOf(ownerIds);
            ciIds = Set.copyOf(ciIds);
        }
    }

    /**
     * What a release and the changes in it touch, whoever sees it: they may have 10,000 items, of which none is read.
     *
     * @param limit how many owners are looked for
     */
    public Touched touched(String releaseId, int limit) {
        return cypher.statement("release/touched")
                .with("id", releaseId)
                .with("limit", limit)
                .one(row -> new Touched(row.strings("ownerIds"), row.stringSet("ciIds")))
                .orElseThrow();
    }

    /** The visible changes that each release contains, the oldest link first. */
    public Map<String, List<String>> changesOf(Visibility visibility, Collection<String> releaseIds) {
        return linked("release/changes-of", visibility, releaseIds);
    }

    /**
     * How many changes each release contains that the reader does not see.
     *
     * @param reads whether they read changes at all
     */
    public Map<String, Integer> hiddenChanges(Visibility visibility, Collection<String> releaseIds, boolean reads) {
        Map<String, Integer> counts = new HashMap<>();
        cypher.statement("release/hidden-changes")
                .with(IDS, Set.copyOf(releaseIds))
                .with("reads", reads)
                .with("v", visibility.parameters())
                .list(row -> counts.put(row.string("id"), row.integer("hiddenCount")));
        return counts;
    }

    /** The visible releases that contain each change, the oldest link first. */
    public Map<String, List<String>> releasesOf(Visibility visibility, Collection<String> changeIds) {
        return linked("release/releases-of", visibility, changeIds);
    }

    /** The visible items that each release or a visible change in it affects. */
    public Map<String, List<String>> affectedBy(Visibility visibility, Collection<String> releaseIds) {
        return linked("release/affected-of", visibility, releaseIds);
    }

    /** The changes that each release contains, whoever sees them. */
    public Map<String, List<String>> containedBy(Collection<String> releaseIds) {
        Map<String, List<String>> ids = new HashMap<>();
        cypher.statement("release/contained-of")
                .with(IDS, Set.copyOf(releaseIds))
                .list(row -> ids.put(row.string("id"), row.strings("linkedIds")));
        return ids;
    }

    private Map<String, List<String>> linked(String statement, Visibility visibility, Collection<String> recordIds) {
        Map<String, List<String>> ids = new HashMap<>();
        cypher.statement(statement)
                .with(IDS, Set.copyOf(recordIds))
                .with("v", visibility.parameters())
                .list(row -> ids.put(row.string("id"), row.strings("linkedIds")));
        return ids;
    }
}
