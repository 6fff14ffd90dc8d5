// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.conflict.MatterDifference;
import io.mainstay.platform.cypher.Cypher;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What changes were last found to meet beside other changes, and which changes are to be looked at. Knows nothing of visibility. */
@Component
public final class MatterStore {

    private static final String AFTER = "after";
    private static final String LIMIT = "limit";
    private static final List<String> STATES =
            ConflictStore.BINDING.stream().map(Enum::name).toList();

    private final Cypher cypher;

    MatterStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * A change that may have to be looked at.
     *
     * @param ciIds the configuration items that it touches
     * @param met whether it was last found to meet what has moved
     */
    public record Row(String id, Set<String> ciIds, boolean met) {

        public Row {
            ciIds = Set.copyOf(ciIds);
        }
    }

    /** What changes were last found to meet, by their ids. */
    public Map<String, Set<Matter>> of(Collection<String> changeIds) {
        Map<String, Set<Matter>> matters = new HashMap<>();
        if (!changeIds.isEmpty()) {
            cypher.statement("change/matters-of")
                    .with("ids", changeIds)
                    .list(row -> matters.computeIfAbsent(row.string("id"), _ -> new TreeSet<>())
                            .add(new Matter(Matter.Kind.valueOf(row.string("kind")), row.string("recordId"))));
        }
        return matters;
    }

    /**
     * Keeps what is new of what changes meet.
     *
     * @param asOf if not null, what was edited after it stays as it was kept: it is still to be told of it
     */
    public void save(Map<String, MatterDifference> differences, @Nullable Instant asOf) {
        if (differences.isEmpty()) {
            return;
        }
        cypher.statement("change/save-matters")
                .with(
                        "changes",
                        differences.entrySet().stream()
                                .map(one -> Map.of(
                                        "id", one.getKey(),
                                        "came", rows(one.getValue().came()),
                                        "went", rows(one.getValue().went())))
                                .toList())
                .with("asOf", asOf)
                .run();
    }

    private static List<Map<String, String>> rows(SortedSet<Matter> matters) {
        return matters.stream()
                .map(matter -> Map.of("kind", matter.kind().name(), "recordId", matter.recordId()))
                .toList();
    }

    /**
     * The binding changes that are planned at some instant of [from, to), and those that were last found to meet a change window; a part of them
     * in the order of their ids.
     *
     * @param after the id after which the part begins; empty for the first
     */
    public List<Row> aroundWindow(String windowId, Instant from, Instant to, String after, int limit) {
        return cypher.statement("change/around-window")
                .with("windowId", windowId)
                .with("states", STATES)
                .with("from", from)
                .with("to", to)
                .with(AFTER, after)
                .with(LIMIT, limit)
                .list(row -> new Row(row.string("id"), row.stringSet("ciIds"), row.bool("met")));
    }

    /**
     * The binding changes of some items that are being made, or begin before an instant or nobody knows when, and those that were last found to meet
     * something; a part of them in the order of their ids.
     *
     * @param metIds what the latter meet
     * @param after the id after which the part begins; empty for the first
     */
    public List<String> around(
            Collection<String> ciIds,
            Instant before,
            Matter.Kind kind,
            Collection<String> metIds,
            String after,
            int limit) {
        return cypher.statement("change/around-items")
                .with("ciIds", ciIds)
                .with("states", STATES)
                .with("before", before)
                .with("kind", kind.name())
                .with("metIds", metIds)
                .with(AFTER, after)
                .with(LIMIT, limit)
                .list(row -> row.string("id"));
    }

    /** The configuration items of those of some incidents that are open and of one of the two highest priorities. */
    public Set<String> urgentOn(Collection<String> incidentIds) {
        return Set.copyOf(cypher.statement("change/urgent-on")
                .with("ids", incidentIds)
                .with("priorities", ConflictStore.HIGHEST)
                .list(row -> row.string("ciId")));
    }
}
