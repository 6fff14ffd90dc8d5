// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.store;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.problem.ProblemTrend;
import io.mainstay.problem.ProblemTrendDismissal;
import io.mainstay.problem.ProblemTrendScope;
import io.mainstay.problem.internal.TrendFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What trends are found in, and which of them were dismissed. One statement for each question, however many rows there are. */
@Component
public final class TrendStore {

    private final Cypher cypher;

    TrendStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** How many incidents affected the same configuration items, and when the oldest of them was reported. */
    public record Past(TrendFacts.Past facts, Instant oldest) {}

    /** That a configuration item depends directly on another. */
    public record Link(String ciId, String providerId) {}

    /**
     * The dismissal of a trend under its lock.
     *
     * @param value null if the trend was never dismissed before
     */
    public record Locked(
            String id,
            String subjectId,
            int revision,
            @Nullable ProblemTrendDismissal value) {}

    /**
     * The incidents that count, newest first.
     *
     * @param from just before the first instant
     * @param to the last instant
     */
    public List<TrendFacts.Incident> incidents(Instant from, Instant to, int limit, Visibility visibility) {
        return cypher.statement("problem/trend-incidents")
                .with("from", from)
                .with("to", to)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row ->
                        new TrendFacts.Incident(row.string("id"), row.instant("reportedAt"), row.stringSet("ciIds")));
    }

    /** The newest incidents that count, by the configuration items that they affect. */
    public List<Past> past(Instant from, Instant to, int limit, Visibility visibility) {
        return cypher.statement("problem/trend-baseline")
                .with("from", from)
                .with("to", to)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row -> new Past(
                        new TrendFacts.Past(row.stringSet("ciIds"), row.integer("count")), row.instant("oldest")));
    }

    /** The key of the class of each configuration item that is visible. */
    public Map<String, String> classKeys(Collection<String> ciIds, Visibility visibility) {
        return cypher
                .statement("problem/trend-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .list(row -> Map.entry(row.string("id"), row.string("classKey")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What these configuration items depend on directly, as far as it is visible. */
    public List<Link> providers(Collection<String> ciIds, int limit, Visibility visibility) {
        return cypher.statement("problem/trend-providers")
                .with("ids", ciIds)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row -> new Link(row.string("id"), row.string("providerId")));
    }

    /** What is known of dismissals, also of those that do not hold any more, by the key of the trend. */
    public Map<String, ProblemTrendDismissal> dismissals(Collection<String> keys) {
        return cypher
                .statement("problem/trend-dismissals")
                .with("keys", keys)
                .list(row -> dismissal(row.row("dismissal")))
                .stream()
                .collect(Collectors.toMap(
                        dismissal -> ProblemTrend.key(dismissal.scope(), dismissal.subjectId()), Function.identity()));
    }

    /** Takes the lock of the dismissal of a trend, which is made if there is none. */
    public Locked lockDismissal(ProblemTrendScope scope, String subjectId, String newId) {
        return cypher.statement("problem/lock-trend-dismissal")
                .with("key", ProblemTrend.key(scope, subjectId))
                .with("id", newId)
                .with("scope", scope)
                .with("subjectId", subjectId)
                .with("lock", Ids.next())
                .one(row -> locked(row.row("dismissal")))
                .orElseThrow();
    }

    public void save(ProblemTrendDismissal dismissal) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("reason", dismissal.reason());
        properties.put("until", dismissal.until());
        properties.put("dismissedById", dismissal.dismissedById());
        properties.put("dismissedAt", dismissal.dismissedAt());
        properties.put("restoredAt", dismissal.restoredAt());
        properties.put("revision", dismissal.revision());
        cypher.statement("problem/save-trend-dismissal")
                .with("key", ProblemTrend.key(dismissal.scope(), dismissal.subjectId()))
                .with("properties", properties)
                .run();
    }

    private static Locked locked(Row node) {
        int revision = node.integer("revision");
        return new Locked(
                node.string("id"), node.string("subjectId"), revision, revision == 0 ? null : dismissal(node));
    }

    private static ProblemTrendDismissal dismissal(Row node) {
        return new ProblemTrendDismissal(
                node.string("id"),
                node.enumValue("scope", ProblemTrendScope.class),
                node.string("subjectId"),
                node.string("reason"),
                node.instant("until"),
                node.string("dismissedById"),
                node.instant("dismissedAt"),
                node.instantOrNull("restoredAt"),
                node.integer("revision"));
    }
}
