// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeFigures.Approvals;
import io.mainstay.change.ChangeFigures.Conflicts;
import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Dimension;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Incidents;
import io.mainstay.change.ChangeFigures.Scope;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.internal.ChangeFollowers.Dependent;
import io.mainstay.change.internal.ChangeFollowers.Implemented;
import io.mainstay.change.internal.ChangeFollowers.Reported;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Cypher.Statement;
import io.mainstay.platform.cypher.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How closed changes came out. One statement for each question, however many changes there are. */
@Component
public final class ChangeFigureStore {

    private static final String NOT_IMPLEMENTED = "notImplemented";
    private static final String LIMIT = "limit";

    private final Cypher cypher;

    ChangeFigureStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** The groups of one sort, those with the most changes first; at most as many as are told, and how many there are. */
    public record Grouped(Dimension dimension, int groupCount, List<One> groups) {

        public Grouped {
            groups = List.copyOf(groups);
        }
    }

    /**
     * One group.
     *
     * @param key null for those that have nothing by which they are put together
     * @param leadTime of all changes; of none for other groups, as is the waiting time
     */
    public record One(@Nullable String key, Counts counts, Times leadTime, Times waitingTime) {}

    /** That two changes were in each other's way. */
    public record Pair(String changeId, String otherId) {}

    /**
     * Those that were avoided, or those that were not.
     *
     * @param count how many there are
     * @param pairs at most as many as are told
     */
    public record FoundConflicts(boolean avoided, int count, List<Pair> pairs) {

        public FoundConflicts {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * Rows, and whether they are all that there are.
     *
     * @param complete false if some were left out
     */
    public record Found<T>(List<T> rows, boolean complete) {

        public Found {
            rows = List.copyOf(rows);
        }

        static <T> Found<T> atMost(int limit, List<T> rows) {
            return new Found<>(rows.subList(0, Math.min(limit, rows.size())), rows.size() <= limit);
        }
    }

    /** How something that is looked for may be reached: some ways lead to what the reader does not see. */
    private record Way(String ciId, @Nullable Dependent dependent, int paths) {}

    public List<Grouped> counts(Visibility visibility, Scope scope) {
        return asked("change/figures", visibility, scope)
                .with(NOT_IMPLEMENTED, ChangeOutcome.NOT_IMPLEMENTED)
                .with(LIMIT, Groups.MAX_GROUPS)
                .list(row -> new Grouped(
                        row.enumValue("dimension", Dimension.class),
                        row.integer("groupCount"),
                        row.rows("groups", ChangeFigureStore::group)));
    }

    /** What was decided in time of what these changes were to be approved by. */
    public Approvals approvals(Visibility visibility, Scope scope) {
        return asked("change/figures-approvals", visibility, scope)
                .one(row -> new Approvals(row.integer("decided"), row.integer("inTime"), row.integer("expired")))
                .orElseThrow();
    }

    private static One group(Row row) {
        return new One(
                row.stringOrNull("key"),
                new Counts(
                        row.integer("closed"),
                        row.integer("successful"),
                        row.integer("withIssues"),
                        row.integer("backedOut"),
                        row.integer("failed"),
                        row.integer(NOT_IMPLEMENTED),
                        row.integer("emergencies"),
                        row.integer("unauthorised")),
                times(row, "lead"),
                times(row, "waiting"));
    }

    private static Times times(Row row, String what) {
        return new Times(row.integer(what + "Count"), seconds(row, what + "Median"), seconds(row, what + "P90"));
    }

    private static @Nullable Duration seconds(Row row, String key) {
        Long seconds = row.longOrNull(key);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** The pairs of which the reader may see what ties them, those that were not avoided first. */
    public Found<FoundConflicts> conflicts(Visibility visibility, Scope scope) {
        return asked("change/figures-conflicts", visibility, scope)
                .with(NOT_IMPLEMENTED, ChangeOutcome.NOT_IMPLEMENTED)
                .with("mostLooked", Conflicts.MAX_LOOKED + 1)
                .with(LIMIT, Conflicts.MAX_PAIRS / 2)
                .one(row -> new Found<>(
                        row.rows("kinds", ChangeFigureStore::conflicts), row.integer("looked") <= Conflicts.MAX_LOOKED))
                .orElseThrow();
    }

    private static FoundConflicts conflicts(Row row) {
        return new FoundConflicts(
                row.bool("avoided"),
                row.integer("pairCount"),
                row.rows("pairs", pair -> new Pair(pair.string("changeId"), pair.string("otherId"))));
    }

    /** What was changed by the changes that were implemented, of the visible items: those of the changes that were closed last first. */
    public Found<Implemented> implemented(Visibility visibility, Scope scope) {
        return Found.atMost(
                Incidents.MAX_CHANGED,
                asked("change/figures-implemented", visibility, scope)
                        .with(NOT_IMPLEMENTED, ChangeOutcome.NOT_IMPLEMENTED)
                        .with(LIMIT, Incidents.MAX_CHANGED + 1)
                        .list(row -> new Implemented(
                                row.string("changeId"),
                                row.string("ciId"),
                                row.instant("began"),
                                row.instant("ended"))));
    }

    /**
     * What is visible of what fails with some items, over at most two relations, and the items themselves.
     *
     * @param ciIds of visible ones, each once
     */
    public Found<Dependent> dependents(Visibility visibility, Collection<String> ciIds) {
        List<Way> ways = cypher.statement("change/figures-dependents")
                .with("ciIds", ciIds)
                .with("limitOfItem", Incidents.MAX_PATHS_OF_ITEM + 1)
                .with(LIMIT, Incidents.MAX_PATHS + 1)
                .with("v", visibility.parameters())
                .list(row -> new Way(row.string("ciId"), dependent(row), row.integer("paths")));
        Map<String, Integer> pathsOfItem = new HashMap<>();
        ways.forEach(way -> pathsOfItem.merge(way.ciId(), way.paths(), Integer::sum));
        return new Found<>(
                Stream.concat(
                                ciIds.stream().map(ciId -> new Dependent(ciId, ciId, 0)),
                                ways.stream().map(Way::dependent).filter(Objects::nonNull))
                        .toList(),
                ways.stream().mapToInt(Way::paths).sum() <= Incidents.MAX_PATHS
                        && pathsOfItem.values().stream().allMatch(paths -> paths <= Incidents.MAX_PATHS_OF_ITEM));
    }

    private static @Nullable Dependent dependent(Row row) {
        String dependentId = row.stringOrNull("dependentId");
        return dependentId == null ? null : new Dependent(row.string("ciId"), dependentId, row.integer("distance"));
    }

    /**
     * The visible incidents on items that were reported in the time of each, the newest first.
     *
     * @param spans when incidents matter, disjoint and the last first
     */
    public Found<Reported> incidents(Visibility visibility, List<Span> spans, Map<String, Span> timesByCiId) {
        Map<String, Map<String, Instant>> times = new HashMap<>();
        timesByCiId.forEach((ciId, time) -> times.put(ciId, fromTo(time)));
        return cypher.statement("change/figures-incidents")
                .with("spans", spans.stream().map(ChangeFigureStore::fromTo).toList())
                .with("times", times)
                .with("mostRead", Incidents.MAX_READ + 1)
                .with(LIMIT, Incidents.MAX_LOOKED + 1)
                .with("v", visibility.parameters())
                .one(ChangeFigureStore::incidents)
                .orElseThrow();
    }

    private static Map<String, Instant> fromTo(Span span) {
        return Map.of("from", span.from(), "to", span.to());
    }

    private static Found<Reported> incidents(Row row) {
        Found<Reported> found = Found.atMost(
                Incidents.MAX_LOOKED,
                row.rows(
                        "incidents",
                        incident -> new Reported(
                                incident.string("ciId"),
                                incident.string("incidentId"),
                                incident.instant("reportedAt"),
                                incident.stringSet("resolvedByIds"))));
        return new Found<>(found.rows(), found.complete() && row.integer("readCount") <= Incidents.MAX_READ);
    }

    private Statement asked(String statement, Visibility visibility, Scope scope) {
        return cypher.statement(statement)
                .with("from", scope.from())
                .with("to", scope.to())
                .with("teamIds", scope.teamIds())
                .with("types", scope.types())
                .with("templateIds", scope.templateIds())
                .with("serviceOfferingIds", scope.serviceOfferingIds())
                .with("organisationIds", scope.organisationIds())
                .with("v", visibility.parameters());
    }
}
