// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds an assessment against the oracle: states, distances, every proof, every group's arithmetic, every exposure. */
public final class OracleComparison {

    private OracleComparison() {}

    public static void assertSame(
            String description,
            FailureModel model,
            Set<String> failed,
            Set<String> impaired,
            ImpactAssessment assessment) {
        ImpactOracle oracle = new ImpactOracle(model, failed, impaired);
        assertThat(assessment.incompleteReason()).as(description).isNull();
        assertThat(assessment.failed()).as(description).isEqualTo(failed);
        Map<String, ImpactState> states = new TreeMap<>();
        assessment.impacted().forEach(ci -> states.put(ci.ciId(), ci.state()));
        assertThat(states).as(description).isEqualTo(oracle.states());
        for (ImpactedCi ci : assessment.impacted()) {
            String about = description + ", " + ci;
            assertThat(ci.distance()).as(about).isEqualTo(oracle.distance(ci.ciId()));
            assertProof(about, assessment.path(ci.ciId()), ci, failed, oracle);
            assertThat(assessment.groups(ci.ciId()))
                    .as(about)
                    .isEqualTo(oracle.lossyGroups(ci.ciId()).stream()
                            .sorted(Comparator.comparing(RedundancyArithmetic::group))
                            .toList());
        }
        assertExposures(description, model, assessment, oracle);
    }

    private static void assertProof(
            String about, List<ImpactPathStep> path, ImpactedCi ci, Set<String> failed, ImpactOracle oracle) {
        assertThat(path).as(about).hasSize(ci.distance());
        Set<String> starts = ci.state() == ImpactState.DEGRADED ? oracle.degradedStarts() : failed;
        if (path.isEmpty()) {
            assertThat(ci.state()).as(about).isEqualTo(ImpactState.DEGRADED);
            assertThat(starts).as(about).contains(ci.ciId());
            return;
        }
        assertThat(starts).as(about).contains(path.getFirst().fromId());
        assertThat(path.getLast().toId()).as(about).isEqualTo(ci.ciId());
        Predicate<String> passesOn =
                ci.state() == ImpactState.DEGRADED ? oracle::isDegradedOrWorse : oracle::isDownOrFailed;
        assertThat(path).as(about).allMatch(step -> oracle.flows(step.fromId(), step.toId(), step.type()));
        assertThat(path).as(about).allMatch(step -> passesOn.test(step.fromId()));
        for (int i = 1; i < path.size(); i++) {
            assertThat(path.get(i).fromId()).as(about).isEqualTo(path.get(i - 1).toId());
        }
    }

    private static void assertExposures(
            String description, FailureModel model, ImpactAssessment assessment, ImpactOracle oracle) {
        Set<String> exposed = new TreeSet<>();
        for (FailureModel.Ci ci : model.cis()) {
            Map<String, Integer> expected = oracle.exposures(ci.id());
            assertThat(assessment.exposures(ci.id()).stream()
                            .collect(Collectors.toMap(
                                    Exposure::atRiskCiId,
                                    exposure -> exposure.path().size())))
                    .as(description + ", exposures of " + ci.id())
                    .isEqualTo(expected);
            if (!expected.isEmpty()) {
                exposed.add(ci.id());
            }
        }
        assertThat(assessment.exposed(id -> true)).as(description).isEqualTo(exposed);
    }
}
