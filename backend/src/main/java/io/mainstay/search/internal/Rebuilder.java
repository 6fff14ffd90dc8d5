// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.search.RebuildState;
import io.mainstay.search.RebuildState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Builds a new index when asked, when there is none, and when the present one was made by other settings. One replica does;
 * progress is kept after each chunk, so another can go on.
 *
 * <p>From its creation on the new index gets what changes, and every chunk is read after that. A chunk never replaces what
 * an event has written since, because its revision is older. So when the last chunk is written nothing is missing.
 */
@Component
final class Rebuilder implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);
    private static final int CHUNK = 500;
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final RebuildStore store;
    private final SearchIndex index;
    private final SearchSources sources;
    private final UnitOfWork work;
    private final Leases leases;
    private final SystemClock clock;
    private final LeasedWorker worker;
    private volatile boolean running;

    Rebuilder(
            RebuildStore store,
            SearchIndex index,
            SearchSources sources,
            UnitOfWork work,
            Leases leases,
            SystemClock clock) {
        this.store = store;
        this.index = index;
        this.sources = sources;
        this.work = work;
        this.leases = leases;
        this.clock = clock;
        this.worker = new LeasedWorker("search.rebuild", leases, clock, this::round);
    }

    RebuildState state() {
        return work.read(store::state);
    }

    /** Has the index rebuilt; joins the unit of work that is open, if any. {@link #wake} makes it begin at once. */
    RebuildState request() {
        return work.writeRepeatably(() -> store.request(clock.now()));
    }

    void wake() {
        worker.wake();
    }

    @Override
    public void start() {
        running = true;
        worker.start();
    }

    @Override
    public void stop() {
        running = false;
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Duration round(Lease lease) {
        RebuildState state = state();
        return switch (state.phase()) {
            case IDLE -> {
                if (upToDate()) {
                    yield PAUSE;
                }
                request();
                yield Duration.ZERO;
            }
            case REQUESTED -> {
                begin(lease, state);
                yield Duration.ZERO;
            }
            case RUNNING -> {
                advance(lease, state);
                yield Duration.ZERO;
            }
        };
    }

    private boolean upToDate() {
        Optional<String> live = index.live();
        return live.isPresent() && index.upToDate(live.get());
    }

    private void begin(Lease lease, RebuildState state) {
        String name = index.startBuilding();
        LOG.info("Building the search index {}", name);
        save(lease, new RebuildState(Phase.RUNNING, name, firstType(), "", 0, state.requestedAt(), state.finishedAt()));
    }

    private void advance(Lease lease, RebuildState state) {
        String name = Objects.requireNonNull(state.index());
        if (!index.isBuilding(name)) {
            save(lease, new RebuildState(Phase.REQUESTED, null, null, "", 0, state.requestedAt(), state.finishedAt()));
            return;
        }
        String type = state.type();
        if (type == null) {
            index.goLive(name);
            save(
                    lease,
                    new RebuildState(Phase.IDLE, name, null, "", state.written(), state.requestedAt(), clock.now()));
            LOG.info("The search index {} is live with {} documents", name, state.written());
            return;
        }
        save(lease, afterChunk(state, name, type));
    }

    private RebuildState afterChunk(RebuildState state, String name, String type) {
        List<SearchSource> ofType = sources.ofTypes(Set.of(type));
        List<String> ids = ofType.isEmpty()
                ? List.of()
                : sources.revisions(ofType.getFirst(), state.afterId(), CHUNK).stream()
                        .map(DocumentRevision::id)
                        .toList();
        if (ids.isEmpty()) {
            return new RebuildState(
                    Phase.RUNNING, name, typeAfter(type), "", state.written(), state.requestedAt(), state.finishedAt());
        }
        AtomicInteger written = new AtomicInteger();
        sources.documents(ofType.getFirst(), ids, documents -> {
            index.write(List.of(name), documents);
            written.addAndGet(documents.size());
        });
        return new RebuildState(
                Phase.RUNNING,
                name,
                type,
                ids.getLast(),
                state.written() + written.get(),
                state.requestedAt(),
                state.finishedAt());
    }

    private @Nullable String firstType() {
        return sources.all().stream().map(SearchSource::type).findFirst().orElse(null);
    }

    private @Nullable String typeAfter(String type) {
        return sources.all().stream()
                .map(SearchSource::type)
                .filter(other -> other.compareTo(type) > 0)
                .findFirst()
                .orElse(null);
    }

    private void save(Lease lease, RebuildState state) {
        work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            store.save(state);
        });
    }
}
