// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.store;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.search.RebuildState;
import io.mainstay.search.RebuildState.Phase;
import io.mainstay.search.SearchDrift;
import io.mainstay.search.internal.RebuildStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
final class Neo4jRebuildStore implements RebuildStore {

    private final Cypher cypher;

    Neo4jRebuildStore(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public RebuildState state() {
        return cypher.statement("search/rebuild-state")
                .one(row -> state(row.row("rebuild")))
                .orElse(RebuildState.NONE);
    }

    @Override
    public RebuildState request(Instant now) {
        return cypher.statement("search/request-rebuild")
                .with("now", now)
                .with("lock", Ids.next())
                .one(row -> state(row.row("rebuild")))
                .orElseThrow();
    }

    @Override
    public void save(RebuildState state) {
        cypher.statement("search/save-rebuild")
                .with("phase", state.phase())
                .with("index", state.index())
                .with("type", state.type())
                .with("afterId", state.afterId())
                .with("written", state.written())
                .with("finishedAt", state.finishedAt())
                .run();
    }

    @Override
    public Optional<SearchDrift> drift() {
        return cypher.statement("search/drift").one(row -> {
            Row drift = row.row("drift");
            return new SearchDrift(
                    drift.longValue("checked"),
                    drift.longValue("missing"),
                    drift.longValue("stale"),
                    drift.longValue("orphaned"),
                    drift.longValue("repaired"),
                    drift.instant("finishedAt"));
        });
    }

    @Override
    public void saveDrift(SearchDrift drift) {
        cypher.statement("search/save-drift")
                .with("checked", drift.checked())
                .with("missing", drift.missing())
                .with("stale", drift.stale())
                .with("orphaned", drift.orphaned())
                .with("repaired", drift.repaired())
                .with("finishedAt", drift.finishedAt())
                .run();
    }

    private static RebuildState state(Row node) {
        return new RebuildState(
                node.enumValue("phase", Phase.class),
                node.stringOrNull("index"),
                node.stringOrNull("type"),
                Objects.requireNonNullElse(node.stringOrNull("afterId"), ""),
                Objects.requireNonNullElse(node.longOrNull("written"), 0L),
                node.instantOrNull("requestedAt"),
                node.instantOrNull("finishedAt"));
    }
}
