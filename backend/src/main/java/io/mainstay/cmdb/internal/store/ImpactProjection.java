// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.CiRelationCreated;
import io.mainstay.cmdb.CiRelationEnded;
import io.mainstay.cmdb.CiRelationsLoaded;
import io.mainstay.cmdb.ConfigurationItemLifecycleChanged;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.cmdb.internal.impact.ProjectedGraph;
import io.mainstay.platform.outbox.BroadcastEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.outbox.OutboxProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps the relations that carry failure in the memory of this replica. Built from Neo4j when delivery begins, then kept up by
 * events: an event says whose dependencies may differ, and those are read again, so it does not matter how often or how late
 * an event comes. An event of a type that it does not know has it built anew, as operators can. All writing happens on the one
 * thread that delivers.
 */
@Component
@ConditionalOnBooleanProperty(name = "mainstay.impact.projection.enabled", matchIfMissing = true)
final class ImpactProjection implements BroadcastEventConsumer, FailureProjection {

    private static final Logger LOG = LoggerFactory.getLogger(ImpactProjection.class);
    private static final String REBUILD = "impact.projection-rebuild-requested.v1";

    /** Events whose changes an answer must know. */
    private static final Set<String> CHANGES = Set.of("ci.");

    /** Types of them that leave alone what depends on what. */
    static final Set<String> WITHOUT_EFFECT =
            Set.of("ci.created.v1", "ci.loaded.v1", "ci.updated.v1", "ci.operational-status-changed.v1");

    /** Types of them that say whose dependencies changed. */
    static final Set<String> UNDERSTOOD = Set.of(
            "ci.relation-created.v1", "ci.relation-ended.v1", "ci.relations-loaded.v1", "ci.lifecycle-changed.v1");

    private static final int PAGE = 2_000;

    /** So many events that are still to see are a burst; with more of them the graph may be long out of date. */
    private static final long FAR_BEHIND = 500;

    private final FailureGraphReader reader;
    private final OutboxProgress progress;
    private volatile @Nullable Built built;
    private volatile boolean outdated;
    private volatile long lag;

    /** A graph with how far it has got. */
    private static final class Built {

        private final String epoch;
        private final ProjectedGraph graph;
        private volatile long reached;

        Built(String epoch, ProjectedGraph graph, long reached) {
            this.epoch = epoch;
            this.graph = graph;
            this.reached = reached;
        }
    }

    ImpactProjection(FailureGraphReader reader, OutboxProgress progress, MeterRegistry meters) {
        this.reader = reader;
        this.progress = progress;
        gauge(meters, "lag", "Events that this replica's projection has still to see", projection -> projection.lag);
        gauge(meters, "cursor", "The last event that it has seen; -1 while it is built", ImpactProjection::cursor);
        gauge(meters, "items", "Configuration items in it", ImpactProjection::size);
    }

    @Override
    public Optional<LiveDependencyGraph> ifCaughtUp() {
        Built now = built;
        if (now == null || outdated) {
            return Optional.empty();
        }
        return progress.knowsAll(CHANGES, new OutboxProgress.Place(now.epoch, now.reached))
                ? Optional.of(now.graph)
                : Optional.empty();
    }

    @Override
    public Optional<DependencyGraph> asLastHeard() {
        Built now = built;
        return now == null || outdated || lag > FAR_BEHIND ? Optional.empty() : Optional.of(now.graph);
    }

    @Override
    public String name() {
        return "cmdb.impact-projection";
    }

    @Override
    public Set<String> interests() {
        return Set.of("ci.", REBUILD);
    }

    @Override
    public boolean wantsRestart() {
        return outdated;
    }

    @Override
    public void restart(String epoch, long seq) {
        built = null;
        outdated = false;
        ProjectedGraph graph = load();
        built = new Built(epoch, graph, seq);
        LOG.info("The impact projection knows {} configuration items as of event {}", graph.size(), seq);
    }

    @Override
    public void handle(OutboxEvent event) {
        Built now = built;
        if (now == null) {
            return;
        }
        Set<String> changed = changed(event, now.graph);
        if (!changed.isEmpty()) {
            now.graph.replace(reader.of(changed));
        }
    }

    @Override
    public void reached(long seq, long last) {
        Built now = built;
        lag = last - seq;
        if (now != null) {
            now.reached = seq;
        }
    }

    @Override
    public void missed(OutboxEvent event) {
        outdated = true;
    }

    /** The CIs whose dependencies an event may have changed. */
    private Set<String> changed(OutboxEvent event, ProjectedGraph graph) {
        return switch (event.type()) {
            case "ci.relation-created.v1" -> {
                CiRelationCreated created = event.payload(CiRelationCreated.class);
                yield Set.of(created.sourceId(), created.targetId());
            }
            case "ci.relation-ended.v1" -> {
                CiRelationEnded ended = event.payload(CiRelationEnded.class);
                yield Set.of(ended.sourceId(), ended.targetId());
            }
            case "ci.relations-loaded.v1" ->
                reader.endsOf(event.payload(CiRelationsLoaded.class).relations().stream()
                        .map(CiRelationsLoaded.Entry::id)
                        .toList());
            case "ci.lifecycle-changed.v1" -> retired(event.payload(ConfigurationItemLifecycleChanged.class), graph);
            default -> {
                if (!WITHOUT_EFFECT.contains(event.type())) {
                    LOG.info("The impact projection is built anew because of {}", event.type());
                    outdated = true;
                }
                yield Set.of();
            }
        };
    }

    /** A retired CI loses its dependencies, and those that depend on it lose one. */
    private static Set<String> retired(ConfigurationItemLifecycleChanged event, ProjectedGraph graph) {
        if (event.after() != CiLifecycle.RETIRED) {
            return Set.of();
        }
        Set<String> changed = new HashSet<>(graph.dependentIds(event.id()));
        changed.add(event.id());
        return changed;
    }

    private ProjectedGraph load() {
        ProjectedGraph.Loader loader = new ProjectedGraph.Loader();
        String after = "";
        while (true) {
            List<Dependent> page = reader.page(after, PAGE);
            loader.add(
                    page.stream().filter(row -> !row.dependencies().isEmpty()).toList());
            if (page.size() < PAGE) {
                return loader.finish();
            }
            after = page.getLast().ciId();
        }
    }

    private double cursor() {
        Built now = built;
        return now == null ? -1 : now.reached;
    }

    private double size() {
        Built now = built;
        return now == null ? 0 : now.graph.size();
    }

    private void gauge(
            MeterRegistry meters, String name, String description, ToDoubleFunction<ImpactProjection> value) {
        Gauge.builder("mainstay.impact.projection." + name, this, value)
                .description(description)
                .register(meters);
    }
}
