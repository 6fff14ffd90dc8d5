// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.InMemoryDependencyGraph;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;

class ReachedServiceQueriesTest {

    private static final CiClasses CLASSES = new CiClasses(() -> List.of(
            ciClass("configuration-item", null),
            ciClass("service", "configuration-item"),
            ciClass("business-service", "service"),
            ciClass("server", "configuration-item"),
            ciClass("facility", "configuration-item"),
            ciClass("power-feed", "facility"),
            ciClass("region", "facility"),
            ciClass("site", "facility"),
            ciClass("server-room", "site"),
            ciClass("rack", "facility")));

    private final List<FailureModel.Relation> relations = new ArrayList<>();
    private final List<FailureModel.Group> groups = new ArrayList<>();
    private final Graphs graphs = new Graphs(Map.of("shop", Criticality.CRITICAL, "till", Criticality.LOW));
    private long step;

    @Test
    void shouldFindTheServicesThatAreReachedAndThoseThatAreNamed() {
        relate("web", "switch");
        relate("shop", "web");
        relate("till", "switch");
        ConfigurationItem payroll = item("payroll", "business-service", Criticality.HIGH);

        ReachedServices reached = reached(item("switch", "server", null), payroll);

        assertThat(reached.all())
                .containsExactly(
                        new ReachedServices.Entry("payroll", ImpactState.DEGRADED, Criticality.HIGH),
                        new ReachedServices.Entry("till", ImpactState.DOWN, Criticality.LOW),
                        new ReachedServices.Entry("shop", ImpactState.DOWN, Criticality.CRITICAL));
        assertThat(reached.complete()).isTrue();
        assertThat(graphs.calls).isEqualTo(1);
    }

    @Test
    void shouldTakeANamedServiceForDownOnlyIfWhatItNeedsIsNamedToo() {
        relate("shop", "web");
        relate("till", "shop");
        ConfigurationItem shop = item("shop", "business-service", Criticality.CRITICAL);
        ReachedServices.Entry named = new ReachedServices.Entry("shop", ImpactState.DEGRADED, Criticality.CRITICAL);

        assertThat(reached(shop).all())
                .containsExactly(named, new ReachedServices.Entry("till", ImpactState.DEGRADED, Criticality.LOW));
        assertThat(reached(shop, item("web", "server", null)).all())
                .containsExactly(
                        named,
                        new ReachedServices.Entry("shop", ImpactState.DOWN, Criticality.CRITICAL),
                        new ReachedServices.Entry("till", ImpactState.DOWN, Criticality.LOW));
    }

    @Test
    void shouldNotCountAServiceThatNobodyUsesYet() {
        ConfigurationItem planned = item("payroll", "business-service", CiLifecycle.IN_BUILD, Criticality.CRITICAL);

        relate("shop", "spare");

        assertThat(reached(planned)).isEqualTo(new ReachedServices(List.of(), true));
        assertThat(reached(item("spare", "server", CiLifecycle.IN_BUILD, null)).all())
                .as("what depends on what is not in use")
                .isEmpty();
    }

    @Test
    void shouldNotCountAServiceThatIsReachedButNotInUse() {
        relate("shop", "web");
        graphs.lifecycle = CiLifecycle.IN_BUILD;

        assertThat(reached(item("web", "server", null)).all()).isEmpty();

        graphs.lifecycle = CiLifecycle.RETIRING;
        assertThat(reached(item("web", "server", null)).all())
                .containsExactly(new ReachedServices.Entry("shop", ImpactState.DOWN, Criticality.CRITICAL));
    }

    /** The desk is told where a printer stands by its site: that is no sign that the site is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"region", "site", "server-room", "rack"})
    void shouldNotTakeAPlaceThatIsNamedForFailed(String classKey) {
        relate("shop", "place");

        assertThat(reached(item("place", classKey, null))).isEqualTo(new ReachedServices(List.of(), true));
        assertThat(graphs.calls).isZero();
    }

    @Test
    void shouldTakeWhatSuppliesAPlaceForFailed() {
        relate("rack", "feed");
        relate("shop", "rack");

        assertThat(reached(item("feed", "power-feed", null), item("rack", "rack", null))
                        .all())
                .containsExactly(new ReachedServices.Entry("shop", ImpactState.DOWN, Criticality.CRITICAL));
    }

    @Test
    void shouldNotReachAServiceByMembersOfAGroupThatAreDegraded() {
        groups.add(new FailureModel.Group("nodes", "shop", "nodes", 1, null, FailureEffect.STOPS));
        relateInGroup("shop", "payroll", "nodes");
        relateInGroup("shop", "mail", "nodes");
        ConfigurationItem payroll = item("payroll", "business-service", Criticality.LOW);
        ConfigurationItem mail = item("mail", "business-service", Criticality.LOW);

        assertThat(reached(payroll, mail).all())
                .containsExactlyInAnyOrder(
                        new ReachedServices.Entry("payroll", ImpactState.DEGRADED, Criticality.LOW),
                        new ReachedServices.Entry("mail", ImpactState.DEGRADED, Criticality.LOW));
    }

    @Test
    void shouldNotAskTheDatabaseIfNothingIsImpacted() {
        relate("shop", "web");

        ReachedServices reached = reached(item("printer", "server", null));

        assertThat(reached).isEqualTo(new ReachedServices(List.of(), true));
        assertThat(graphs.calls).isZero();
    }

    @Test
    void shouldSayWhenTheTimeWasTooShort() {
        relate("web", "switch");
        relate("shop", "web");
        step = Duration.ofMillis(150).toNanos();

        assertThat(reached(item("switch", "server", null)).complete()).isFalse();
    }

    @Test
    void shouldKnowOnlyWhatHasFailedWithoutTheGraph() {
        relate("shop", "web");
        ConfigurationItem web = item("web", "server", null);
        ConfigurationItem till = item("till", "business-service", Criticality.LOW);
        ReachedServices onlyNamed = new ReachedServices(
                List.of(new ReachedServices.Entry("till", ImpactState.DEGRADED, Criticality.LOW)), false);

        assertThat(queries(new Projections(new Projection(null))).reached(Principal.SYSTEM, List.of(web, till)))
                .as("while it is built")
                .isEqualTo(onlyNamed);
        assertThat(queries(new Projections(null)).reached(Principal.SYSTEM, List.of(web, till)))
                .as("switched off")
                .isEqualTo(onlyNamed);
        assertThat(graphs.calls).isZero();
    }

    private ReachedServices reached(ConfigurationItem... failed) {
        DependencyGraph graph =
                new InMemoryDependencyGraph(new FailureModel(List.of(), List.copyOf(relations), List.copyOf(groups)));
        return queries(new Projections(new Projection(graph))).reached(Principal.SYSTEM, List.of(failed));
    }

    private ReachedServiceQueries queries(Projections projections) {
        return new ReachedServiceQueries(
                projections, graphs, CLASSES, new FailureOriginsFixture.WithoutTransaction(), new SteppingClock());
    }

    private void relate(String dependent, String provider) {
        relateInGroup(dependent, provider, null);
    }

    private void relateInGroup(String dependent, String provider, @Nullable String groupId) {
        relations.add(new FailureModel.Relation(
                "r" + relations.size(), dependent, RelationType.DEPENDS_ON, provider, null, groupId, false));
    }

    private static CiClass ciClass(String key, @Nullable String parentKey) {
        return new CiClass(key, key, parentKey, key, key, false, false, List.of());
    }

    private static ConfigurationItem item(String id, String classKey, @Nullable Criticality criticality) {
        return item(id, classKey, CiLifecycle.LIVE, criticality);
    }

    private static ConfigurationItem item(
            String id, String classKey, CiLifecycle lifecycle, @Nullable Criticality criticality) {
        return new ConfigurationItem(
                id,
                id,
                id,
                null,
                classKey,
                lifecycle,
                OperationalStatus.UP,
                null,
                null,
                null,
                "plant",
                Confidentiality.PUBLIC_INTERNAL,
                null,
                criticality,
                false,
                Map.of(),
                Map.of(),
                null,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Has services of some criticality; everything else is a server. */
    private static final class Graphs implements FailureOriginsFixture.WithoutDatabase {

        private final Map<String, Criticality> services;
        private CiLifecycle lifecycle = CiLifecycle.LIVE;
        private int calls;

        Graphs(Map<String, Criticality> services) {
            this.services = services;
        }

        @Override
        public List<Facts> facts(Collection<String> ciIds, Visibility visibility) {
            calls++;
            return ciIds.stream()
                    .map(ciId -> new Facts(
                            ciId,
                            services.containsKey(ciId) ? "business-service" : "server",
                            lifecycle,
                            services.get(ciId),
                            false,
                            Instant.EPOCH))
                    .toList();
        }
    }

    private record Projection(@Nullable DependencyGraph graph) implements FailureProjection {

        @Override
        public Optional<LiveDependencyGraph> ifCaughtUp() {
            throw new UnsupportedOperationException("this would ask the database");
        }

        @Override
        public Optional<DependencyGraph> asLastHeard() {
            return Optional.ofNullable(graph);
        }
    }

    private record Projections(@Nullable FailureProjection projection) implements ObjectProvider<FailureProjection> {

        @Override
        public Stream<FailureProjection> stream() {
            return Stream.ofNullable(projection);
        }
    }

    /** Goes on by a step each time that it is read. */
    private final class SteppingClock implements SystemClock {

        private long nanos;

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nanoTime() {
            nanos += step;
            return nanos;
        }
    }
}
