// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.InMemoryDependencyGraph;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What failure may come from in a graph without a database. */
public final class FailureOriginsFixture {

    private FailureOriginsFixture() {}

    /** @param hidden the CIs that no principal sees */
    public static FailureOriginService service(FailureModel model, Set<String> hidden) {
        return new FailureOriginService(
                new Graphs(new InMemoryDependencyGraph(model), hidden), new WithoutTransaction());
    }

    private record Graphs(InMemoryDependencyGraph graph, Set<String> hidden) implements WithoutDatabase {

        @Override
        public List<Dependent> dependencies(Collection<String> ciIds) {
            return graph.everythingOf(ciIds);
        }

        @Override
        public List<Facts> facts(Collection<String> ciIds, Visibility visibility) {
            return ciIds.stream()
                    .filter(ciId -> !hidden.contains(ciId))
                    .map(ciId -> new Facts(ciId, "server", CiLifecycle.LIVE, null, false, Instant.EPOCH))
                    .toList();
        }
    }

    /** Knows nothing but what a test tells. */
    interface WithoutDatabase extends DependencyGraphs {

        @Override
        default DependencyGraph graph(@Nullable Instant asOf) {
            throw new UnsupportedOperationException();
        }

        @Override
        default LiveDependencyGraph live() {
            throw new UnsupportedOperationException();
        }

        @Override
        default Map<String, OperationalStatus> impaired(Collection<String> ciIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        default List<Dependent> dependencies(Collection<String> ciIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        default int count(Collection<String> classKeys, Visibility visibility) {
            throw new UnsupportedOperationException();
        }

        @Override
        default List<String> down(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        default List<Link> links(
                Collection<String> fromIds,
                Direction direction,
                @Nullable Instant asOf,
                Visibility visibility,
                int limit) {
            throw new UnsupportedOperationException();
        }
    }

    /** Runs everything at once. */
    public record WithoutTransaction() implements UnitOfWork {

        @Override
        public <T> T write(String createdId, Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T writeRepeatably(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T read(Supplier<T> work) {
            return work.get();
        }
    }
}
