// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeFigures.Conflicts;
import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Dimension;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Incidents;
import io.mainstay.change.ChangeFigures.Scope;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Cypher.Statement;
import io.mainstay.platform.cypher.Row;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How closed changes came out. One statement for each question, however many changes there are. */
@Component
public final class ChangeFigureStore {

    private static final String NOT_IMPLEMENTED = "notImplemented";

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

    /** That an incident came after a change. */
    public record Follower(String changeId, String incidentId, int distance, Duration apart) {}

    public record FoundIncidents(boolean complete, int changes, int incidents, List<Follower> nearest) {

        public FoundIncidents {
            nearest = List.copyOf(nearest);
        }
    }

    public List<Grouped> counts(Visibility visibility, Scope scope) {
        return asked("change/figures", visibility, scope)
                .with(NOT_IMPLEMENTED, ChangeOutcome.NOT_IMPLEMENTED)
                .with("limit", Groups.MAX_GROUPS)
                .list(row -> new Grouped(
                        row.enumValue("dimension", Dimension.class),
                        row.integer("groupCount"),
                        row.rows("groups", ChangeFigureStore::group)));
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

    /** The pairs of which the reader may see what ties them; one of each kind that there is. */
    public List<FoundConflicts> conflicts(Visibility visibility, Scope scope) {
        return asked("change/figures-conflicts", visibility, scope)
                .with(NOT_IMPLEMENTED, ChangeOutcome.NOT_IMPLEMENTED)
                .with("limit", Conflicts.MAX_PAIRS / 2)
                .list(row -> new FoundConflicts(
                        row.bool("avoided"),
                        row.integer("pairCount"),
                        row.rows("pairs", pair -> new Pair(pair.string("changeId"), pair.string("otherId")))));
    }

    /** The visible incidents after the changes. */
    public FoundIncidents incidents(Visibility visibility, Scope scope) {
        return asked("change/figures-incidents", visibility, scope)
                .with(NOT_IMPLEMENTED, ChangeOutcome.NOT_IMPLEMENTED)
                .with("days", Incidents.DAYS)
                .with("looked", Incidents.MAX_LOOKED)
                .with("followed", Incidents.MAX_COUNTED)
                .with("limit", Incidents.MAX_NEAREST)
                .one(row -> new FoundIncidents(
                        row.bool("complete"),
                        row.integer("changes"),
                        row.integer("incidents"),
                        row.rows(
                                "nearest",
                                one -> new Follower(
                                        one.string("changeId"),
                                        one.string("incidentId"),
                                        one.integer("distance"),
                                        Duration.ofSeconds(one.longValue("apart"))))))
                .orElseThrow();
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
