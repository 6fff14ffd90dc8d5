// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.FailureOrigins;
import io.mainstay.cmdb.FailureOriginsFixture;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PathStep;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.ImpactOracle;
import io.mainstay.cmdb.internal.impact.RandomFailureModels;
import io.mainstay.kernel.Principal;
import io.mainstay.problem.ProblemCommonCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Common causes against trying the failure of each CI of the whole graph by the rules of impact. {@code -Dmainstay.causes.graphs}
 * sets how many, {@code -Dmainstay.causes.seed} repeats a run that failed.
 */
class CommonCausesOracleTest {

    private static final int GRAPHS = Integer.getInteger("mainstay.causes.graphs", 400);
    private static final long SEED = Long.getLong("mainstay.causes.seed", 20_261_130L);

    @Test
    void shouldRankAsTryingEveryFailureDoes() {
        Map<ImpactState, Integer> met = new EnumMap<>(ImpactState.class);
        int common = 0;
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            FailureModel model = new RandomFailureModels(seed).next();
            List<String> ids = model.cis().stream().map(FailureModel.Ci::id).toList();
            Set<String> hidden =
                    ids.stream().filter(_ -> random.nextInt(7) == 0).collect(Collectors.toSet());
            Map<String, String> names = new HashMap<>();
            ids.forEach(id -> names.put(id, "name " + random.nextInt(4)));
            Map<String, Set<String>> incidents = incidents(random, ids);
            Set<String> asked = new TreeSet<>();
            incidents.values().forEach(asked::addAll);

            FailureOrigins origins =
                    FailureOriginsFixture.service(model, hidden).origins(Principal.SYSTEM, asked);
            List<ProblemCommonCause> causes =
                    CommonCauses.rank(origins, origins.candidates().keySet(), incidents, names);

            String said = "-Dmainstay.causes.seed=%d, hidden %s, incidents %s".formatted(seed, hidden, incidents);
            assertThat(origins.complete()).as(said).isTrue();
            assertThat(causes.stream().map(CommonCausesOracleTest::shortly))
                    .as(said)
                    .isEqualTo(byHand(model, hidden, incidents, names));
            causes.forEach(cause -> cause.explained().forEach(explained -> {
                assertProof(said, model, hidden, cause.ciId(), explained);
                met.merge(explained.state(), 1, Integer::sum);
            }));
            common += causes.stream().anyMatch(cause -> cause.explained().size() > 1) ? 1 : 0;
        }
        assertThat(met).containsOnlyKeys(ImpactState.DOWN, ImpactState.DEGRADED);
        assertThat(common).as("graphs with a common cause").isGreaterThan(GRAPHS / 3);
    }

    @Test
    void shouldPromiseNoLessThanTheFailureReaches() {
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            FailureModel model = new RandomFailureModels(seed).next();
            List<String> ids = model.cis().stream().map(FailureModel.Ci::id).toList();
            FailureOrigins origins =
                    FailureOriginsFixture.service(model, Set.of()).origins(Principal.SYSTEM, ids.subList(0, 2));
            origins.candidates()
                    .forEach((ciId, above) -> assertThat(above)
                            .as("-Dmainstay.causes.seed=%d, %s", seed, ciId)
                            .containsAll(origins.reachedBy(ciId).stream()
                                    .map(FailureOrigins.Reached::ciId)
                                    .toList()));
        }
    }

    private static Map<String, Set<String>> incidents(Random random, List<String> ids) {
        Map<String, Set<String>> incidents = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            Set<String> ciIds = new HashSet<>();
            for (int ci = random.nextInt(3); ci >= 0; ci--) {
                ciIds.add(ids.get(random.nextInt(ids.size())));
            }
            incidents.put("incident" + i, ciIds);
        }
        return incidents;
    }

    private record Hand(String ciId, List<String> explained, int distance) {}

    private static List<String> byHand(
            FailureModel model, Set<String> hidden, Map<String, Set<String>> incidents, Map<String, String> names) {
        List<Hand> all = new ArrayList<>();
        for (FailureModel.Ci candidate : model.cis()) {
            if (hidden.contains(candidate.id())) {
                continue;
            }
            ImpactOracle oracle = new ImpactOracle(model, Set.of(candidate.id()), Set.of());
            Map<String, ImpactState> states = oracle.states();
            List<String> explained = new ArrayList<>();
            int total = 0;
            for (Map.Entry<String, Set<String>> incident : incidents.entrySet()) {
                Integer nearest = null;
                for (String ciId : incident.getValue()) {
                    ImpactState state = states.get(ciId);
                    boolean down = state == ImpactState.DOWN || state == ImpactState.DEGRADED;
                    if (!hidden.contains(ciId) && (ciId.equals(candidate.id()) || down)) {
                        int distance = ciId.equals(candidate.id()) ? 0 : oracle.distance(ciId);
                        nearest = nearest == null ? distance : Math.min(nearest, distance);
                    }
                }
                if (nearest != null) {
                    explained.add(incident.getKey() + " over " + nearest);
                    total += nearest;
                }
            }
            if (!explained.isEmpty()) {
                all.add(new Hand(candidate.id(), explained, total));
            }
        }
        all.sort(Comparator.comparingInt((Hand hand) -> -hand.explained().size())
                .thenComparing(Hand::distance)
                .thenComparing(hand -> names.getOrDefault(hand.ciId(), ""))
                .thenComparing(Hand::ciId));
        return all.stream().map(hand -> hand.ciId() + " " + hand.explained()).toList();
    }

    private static String shortly(ProblemCommonCause cause) {
        return cause.ciId() + " "
                + cause.explained().stream()
                        .map(explained -> explained.incidentId() + " over " + explained.distance())
                        .toList();
    }

    private static void assertProof(
            String said, FailureModel model, Set<String> hidden, String ciId, ProblemCommonCause.Explained explained) {
        List<PathStep> path = explained.path();
        assertThat(path).as(said).hasSize(explained.distance());
        if (path.isEmpty()) {
            assertThat(explained.ciId()).as(said).isEqualTo(ciId);
            return;
        }
        assertThat(path.getFirst().fromId()).as(said).isEqualTo(ciId);
        assertThat(path.getLast().toId()).as(said).isEqualTo(explained.ciId());
        ImpactOracle oracle = new ImpactOracle(model, Set.of(ciId), Set.of());
        for (PathStep step : path) {
            if (step.fromId() != null && step.toId() != null) {
                assertThat(oracle.explains(step.fromId(), step.toId(), step.relationType()))
                        .as(said)
                        .isTrue();
            }
            assertThat(hidden).as(said).doesNotContain(step.fromId() == null ? "" : step.fromId());
            assertThat(hidden).as(said).doesNotContain(step.toId() == null ? "" : step.toId());
        }
    }
}
