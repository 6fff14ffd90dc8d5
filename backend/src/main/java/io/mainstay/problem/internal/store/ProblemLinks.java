// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.store;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.problem.CauseCategory;
import io.mainstay.problem.ProblemCauseCount;
import io.mainstay.problem.ProblemIncidents;
import io.mainstay.problem.PublishedWorkaround;
import io.mainstay.problem.WorkaroundFit;
import io.mainstay.record.store.NewestParts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What problems and incidents have to do with each other. */
@Component
public final class ProblemLinks {

    private final Cypher cypher;

    ProblemLinks(Cypher cypher) {
        this.cypher = cypher;
    }

    /** Links incidents whose locks are held; returns those that were not linked before. */
    public List<String> link(String problemId, Collection<String> incidentIds, Instant at) {
        return cypher.statement("problem/link-incidents")
                .with("id", problemId)
                .with("incidentIds", incidentIds)
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string("incidentId"));
    }

    /** Ends links of incidents whose locks are held; returns those that were linked before. */
    public List<String> unlink(String problemId, Collection<String> incidentIds, Instant at) {
        return cypher.statement("problem/unlink-incidents")
                .with("id", problemId)
                .with("incidentIds", incidentIds)
                .with("at", at)
                .list(row -> row.string("incidentId"));
    }

    /** Which of the incidents are linked now. */
    public Set<String> linked(String problemId, Collection<String> incidentIds) {
        return cypher
                .statement("problem/linked-incident-ids")
                .with("id", problemId)
                .with("incidentIds", incidentIds)
                .list(row -> row.string("incidentId"))
                .stream()
                .collect(Collectors.toSet());
    }

    /** All visible incidents that a problem causes. */
    public List<String> incidentIds(Visibility visibility, String problemId) {
        return cypher.statement("problem/incident-ids")
                .with("id", problemId)
                .with("v", visibility.parameters())
                .list(row -> row.string("incidentId"));
    }

    public int count(String problemId) {
        return cypher.statement("problem/count-incidents")
                .with("id", problemId)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    /** One part of the visible incidents that each problem causes, the newest first: their ids. */
    public Map<String, Page<String>> incidentsOf(
            Visibility visibility, Collection<String> problemIds, PageRequest request, String scope) {
        return NewestParts.ids(
                cypher.statement("problem/incidents-of")
                        .with("ids", Set.copyOf(problemIds))
                        .with("v", visibility.parameters()),
                request,
                scope);
    }

    /** How many visible incidents each problem causes, and how its workaround fared on visible ones. */
    public Map<String, ProblemIncidents> counts(Visibility visibility, Collection<String> problemIds) {
        Map<String, ProblemIncidents> counts = new HashMap<>();
        cypher.statement("problem/incident-counts")
                .with("ids", Set.copyOf(problemIds))
                .with("v", visibility.parameters())
                .list(row -> counts.put(
                        row.string("problemId"),
                        new ProblemIncidents(
                                row.integer("incidents"), row.integer("helped"), row.integer("didNotHelp"))));
        return counts;
    }

    /** The visible problems that cause each incident, the oldest link first. */
    public Map<String, List<String>> problemsOf(Visibility visibility, Collection<String> incidentIds) {
        return ids(cypher.statement("problem/problems-of-incidents")
                .with("ids", Set.copyOf(incidentIds))
                .with("v", visibility.parameters()));
    }

    /** The visible known errors that each incident may be of, the linked and nearest first. */
    public Map<String, List<String>> knownErrorsOf(Visibility visibility, Collection<String> incidentIds, int limit) {
        return ids(cypher.statement("problem/known-errors-of-incidents")
                .with("ids", Set.copyOf(incidentIds))
                .with("limit", limit)
                .with("v", visibility.parameters()));
    }

    private static Map<String, List<String>> ids(Cypher.Statement statement) {
        Map<String, List<String>> ids = new HashMap<>();
        statement.list(row -> ids.put(row.string("incidentId"), row.strings("problemIds")));
        return ids;
    }

    /** The ids of visible known errors on configuration items or on what these depend on. */
    public List<String> knownErrorsOn(Visibility visibility, Collection<String> ciIds, int limit) {
        return cypher.statement("problem/known-errors")
                .with("ciIds", ciIds)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row -> row.string("problemId"));
    }

    /**
     * The open visible incidents that the workaround of a problem fits, the linked and nearest first.
     *
     * @param incidentIds which ones are asked for; null for all
     */
    public List<WorkaroundFit> fits(
            Visibility visibility,
            String problemId,
            Collection<String> ciIds,
            @Nullable Collection<String> incidentIds,
            int limit) {
        return cypher.statement("problem/workaround-fits")
                .with("id", problemId)
                .with("ciIds", ciIds)
                .with("incidentIds", incidentIds)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row ->
                        WorkaroundFit.of(row.string("incidentId"), row.integer("distance"), row.bool("published")));
    }

    /** Publishes to incidents whose locks are held; returns those to which it was not published before. */
    public List<String> publish(String problemId, Collection<String> incidentIds, Instant at) {
        return cypher.statement("problem/publish-workaround")
                .with("id", problemId)
                .with("incidentIds", incidentIds)
                .with("at", at)
                .with("linkId", Ids.next())
                .list(row -> row.string("incidentId"));
    }

    /** The workarounds that are published to each incident, of visible problems. */
    public Map<String, List<PublishedWorkaround>> workaroundsOf(Visibility visibility, Collection<String> incidentIds) {
        return cypher.statement("problem/workarounds-of-incidents")
                .with("ids", Set.copyOf(incidentIds))
                .with("v", visibility.parameters())
                .grouped(
                        row -> row.string("incidentId"),
                        row -> new PublishedWorkaround(
                                row.string("problemId"),
                                row.instant("publishedAt"),
                                row.has("helped") ? row.bool("helped") : null));
    }

    /**
     * Says whether a workaround helped with an incident, whose lock is held.
     *
     * @return what was said before, null inside if nothing; empty if it is not published there
     */
    public Optional<Rated> rate(String problemId, String incidentId, boolean helped, Instant at) {
        return cypher.statement("problem/rate-workaround")
                .with("key", incidentId + '/' + problemId)
                .with("helped", helped)
                .with("at", at)
                .one(row -> new Rated(row.has("before") ? row.bool("before") : null));
    }

    /** What had been said of a workaround before. */
    public record Rated(@Nullable Boolean before) {}

    /** Incidents of the problem's sort on configuration items in an interval, whatever anybody may see. */
    public Recurrence since(String problemId, Collection<String> ciIds, Instant from, Instant to, int limit) {
        return cypher.statement("problem/incidents-since")
                .with("id", problemId)
                .with("ciIds", ciIds)
                .with("from", from)
                .with("to", to)
                .with("limit", limit)
                .one(row -> new Recurrence(row.integer("count"), row.strings("numbers")))
                .orElseGet(() -> new Recurrence(0, List.of()));
    }

    /** @param numbers of the first ones */
    public record Recurrence(int count, List<String> numbers) {}

    /** Around which instant incidents on which configuration items are counted. */
    public record Fix(String id, List<String> ciIds, Instant from, Instant fixedAt, Instant to) {}

    /** How many there were. */
    public record Rates(int before, int after) {}

    /** How many visible incidents there were before and after each fix. */
    public Map<String, Rates> rates(Visibility visibility, Collection<Fix> fixes) {
        Map<String, Rates> rates = new HashMap<>();
        if (fixes.isEmpty()) {
            return rates;
        }
        cypher.statement("problem/rates-around-fix")
                .withRows(fixes.stream()
                        .map(fix -> Map.<String, @Nullable Object>of(
                                "id",
                                fix.id(),
                                "ciIds",
                                fix.ciIds(),
                                "from",
                                fix.from(),
                                "fixedAt",
                                fix.fixedAt(),
                                "to",
                                fix.to()))
                        .toList())
                .with("v", visibility.parameters())
                .list(row -> rates.put(row.string("id"), new Rates(row.integer("before"), row.integer("after"))));
        return rates;
    }

    /** How many visible problems there are of each kind of cause. */
    public List<ProblemCauseCount> byCause(Visibility visibility) {
        return cypher.statement("problem/by-cause")
                .with("v", visibility.parameters())
                .list(row -> new ProblemCauseCount(
                        row.enumValue("category", CauseCategory.class), row.integer("problems"), row.integer("open")));
    }
}
