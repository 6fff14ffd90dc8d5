// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.OutageServices;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.ImpactOracle;
import io.mainstay.cmdb.internal.impact.InMemoryDependencyGraph;
import io.mainstay.cmdb.internal.impact.RandomFailureModels;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;

class OutageServicesTest {

    private static final int MODELS = 300;
    private static final long SEED = 20_261_202L;
    private static final CiClasses CLASSES =
            new CiClasses(() -> List.of(ciClass("configuration-item", null), ciClass("service", "configuration-item")));

    /** Of every item of random graphs, each of which is taken for a service, as an oracle that shares no code with the evaluator says. */
    @Test
    void shouldFindWhatIsWorseOffThanWithoutTheOutage() {
        int hit = 0;
        int spared = 0;
        for (int i = 0; i < MODELS; i++) {
            RandomFailureModels models = new RandomFailureModels(SEED + i);
            FailureModel model = models.next();
            Set<String> used = model.cis().stream()
                    .filter(ci -> !ci.retired())
                    .map(FailureModel.Ci::id)
                    .collect(Collectors.toSet());
            List<PlannedOutage> all = new ArrayList<>();
            inUse(models.nextFailed(model), used).forEach(id -> all.add(outage(id, FailureEffect.STOPS)));
            inUse(models.nextImpaired(model), used).forEach(id -> all.add(outage(id, FailureEffect.DEGRADES)));
            OutageServices services =
                    new OutageServices(new Graphs(model), new NoProjection(), CLASSES, new StandingClock());
            for (PlannedOutage outage : all) {
                List<PlannedOutage> others = new ArrayList<>(all);
                others.remove(outage);
                Map<String, ImpactState> without = states(model, others);
                Map<String, ImpactState> expected = new HashMap<>();
                states(model, all).forEach((ciId, state) -> {
                    ImpactState otherwise = without.get(ciId);
                    if (state.compareTo(ImpactState.DEGRADED) <= 0
                            && (otherwise == null || state.compareTo(otherwise) < 0)) {
                        expected.put(ciId, state);
                    }
                });
                OutageServices.Hit found = services.hitBy(outage, all);
                assertThat(found.states())
                        .as("seed %d, %s of %s", SEED + i, outage.ciId(), all.size())
                        .isEqualTo(expected);
                assertThat(List.copyOf(found.states().values()))
                        .as("worst first")
                        .isSorted();
                assertThat(found.complete()).isTrue();
                hit += expected.size();
                spared += expected.containsKey(outage.ciId()) ? 0 : 1;
            }
        }
        assertThat(hit).isGreaterThan(MODELS);
        assertThat(spared)
                .as("outages that make nothing worse, not even their item")
                .isPositive();
    }

    @Test
    void shouldHitNothingByTheOutageOfARetiredItem() {
        FailureModel model = new FailureModel(List.of(), List.of(), List.of());
        OutageServices services =
                new OutageServices(new Graphs(model), new NoProjection(), CLASSES, new StandingClock());

        assertThat(services.hitBy(outage("gone", FailureEffect.STOPS), List.of())
                        .states())
                .isEmpty();
    }

    private static CiClass ciClass(String key, @Nullable String parentKey) {
        return new CiClass(key, key, parentKey, key, key, false, false, List.of());
    }

    private static Set<String> inUse(Set<String> ids, Set<String> used) {
        Set<String> some = new HashSet<>(ids);
        some.retainAll(used);
        return some;
    }

    private static Map<String, ImpactState> states(FailureModel model, List<PlannedOutage> outages) {
        Set<String> failed = ids(outages, FailureEffect.STOPS);
        Map<String, ImpactState> states =
                new HashMap<>(new ImpactOracle(model, failed, ids(outages, FailureEffect.DEGRADES)).states());
        failed.forEach(id -> states.put(id, ImpactState.DOWN));
        return states;
    }

    private static Set<String> ids(List<PlannedOutage> outages, FailureEffect effect) {
        return outages.stream()
                .filter(outage -> outage.effect() == effect)
                .map(PlannedOutage::ciId)
                .collect(Collectors.toSet());
    }

    private static PlannedOutage outage(String ciId, FailureEffect effect) {
        return new PlannedOutage(
                ciId + effect,
                "OUT0000001",
                ciId,
                effect,
                Instant.EPOCH,
                Instant.MAX,
                "Title",
                null,
                PlannedOutageState.PLANNED,
                null,
                null,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private record Graphs(FailureModel model) implements FailureOriginsFixture.WithoutDatabase {

        @Override
        public DependencyGraph graph(@Nullable Instant asOf) {
            return new InMemoryDependencyGraph(model);
        }

        @Override
        public List<Facts> facts(Collection<String> ciIds, Visibility visibility) {
            return ciIds.stream()
                    .map(ciId -> new Facts(ciId, "service", CiLifecycle.LIVE, null, false, Instant.EPOCH))
                    .toList();
        }
    }

    private static final class NoProjection implements ObjectProvider<FailureProjection> {

        @Override
        public Stream<FailureProjection> stream() {
            return Stream.empty();
        }
    }

    private static final class StandingClock implements SystemClock {

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }
}
