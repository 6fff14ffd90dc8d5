// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
            assertProof(about, assessment.path(ci.ciId()), ci, oracle);
            assertThat(assessment.groups(ci.ciId()))
                    .as(about)
                    .isEqualTo(oracle.lossyGroups(ci.ciId()).stream()
                            .sorted(Comparator.comparing(RedundancyArithmetic::group))
                            .toList());
        }
        assertExposures(description, model, assessment, oracle);
    }

    private static void assertProof(String about, List<ImpactPathStep> path, ImpactedCi ci, ImpactOracle oracle) {
        assertThat(path).as(about).hasSize(ci.distance());
        String at = path.isEmpty() ? ci.ciId() : path.getFirst().fromId();
        assertThat(oracle.degradedStarts()).as(about).contains(at);
        for (ImpactPathStep step : path) {
            assertThat(step.fromId()).as(about).isEqualTo(at);
            assertThat(oracle.explains(step.fromId(), step.toId(), step.type()))
                    .as("%s: %s explains the state of where it leads to", about, step)
                    .isTrue();
            at = step.toId();
        }
        assertThat(at).as(about).isEqualTo(ci.ciId());
    }

    private static void assertExposures(
            String description, FailureModel model, ImpactAssessment assessment, ImpactOracle oracle) {
        List<String> exposed = new ArrayList<>();
        for (FailureModel.Ci ci : model.cis()) {
            Map<String, String> expected = oracle.exposures(ci.id());
            Map<String, String> found = new TreeMap<>();
            assessment.exposures(ci.id()).forEach(exposure -> found.put(exposure.atRiskCiId(), told(exposure)));
            assertThat(found).as(description + ", exposures of " + ci.id()).isEqualTo(expected);
            assertThat(assessment.exposures(ci.id())).isSortedAccordingTo(Exposure.SOONEST);
            if (!expected.isEmpty()) {
                exposed.add(ci.id() + ": " + told(assessment.exposures(ci.id()).getFirst()));
            }
        }
        List<Exposure.Rank> ranks = assessment.exposed(id -> true);
        assertThat(ranks.stream()
                        .map(rank -> rank.ciId() + ": " + rank.spare() + " spare, " + rank.distance() + " steps"))
                .as(description)
                .containsExactlyInAnyOrderElementsOf(exposed);
        assertThat(ranks).as(description).isSortedAccordingTo(Exposure.Rank.SOONEST);
    }

    private static String told(Exposure exposure) {
        return exposure.spare() + " spare, " + exposure.path().size() + " steps";
    }
}
