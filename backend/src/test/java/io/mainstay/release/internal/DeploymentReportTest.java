// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static io.mainstay.release.internal.Releases.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.RefusedException;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.ReleaseCommand;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentReportTest {

    private static final Instant NOW = AT.plusSeconds(600);
    private static final Deployment RUNNING = Releases.to("production", DeploymentState.RUNNING, null);

    private static Deployment succeeded(
            Deployment before, @Nullable Instant deployedAt, @Nullable Instant availableAt) {
        return Deployments.ended(
                before,
                new ReleaseCommand.ReportDeployment(
                        "release", before.id(), DeploymentState.SUCCEEDED, null, deployedAt, availableAt, null),
                NOW);
    }

    @Test
    void shouldTakeItForDeployedWhenItBecameAvailable() {
        assertThat(succeeded(RUNNING, null, null).deployedAt()).isEqualTo(NOW);
        Instant available = AT.plusSeconds(300);
        assertThat(succeeded(RUNNING, null, available).deployedAt())
                .as("nobody has said when")
                .isEqualTo(available);
        Instant deployed = AT.plusSeconds(120);
        assertThat(succeeded(RUNNING, deployed, available).deployedAt()).isEqualTo(deployed);
        assertThat(succeeded(succeeded(RUNNING, deployed, null), null, available)
                        .deployedAt())
                .as("it was said before")
                .isEqualTo(deployed);
    }

    @Test
    void shouldRefuseTimesInTheWrongOrder() {
        for (Runnable report : List.<Runnable>of(
                () -> succeeded(RUNNING, AT.minusSeconds(1), null),
                () -> succeeded(RUNNING, null, AT.minusSeconds(1)),
                () -> succeeded(RUNNING, AT.plusSeconds(2), AT.plusSeconds(1)))) {
            assertThatThrownBy(report::run).isInstanceOf(RefusedException.class);
        }
    }

    /** Nothing that was said is lost without a trace. */
    @Test
    void shouldTellWhatWasSaidInTheHistory() {
        Instant from = AT.plusSeconds(60);
        Deployment planned =
                Releases.to("production", DeploymentState.SCHEDULED, new Deployment.Window(AT, AT.plusSeconds(3_600)));
        assertThat(DeploymentTrail.between(null, planned))
                .containsExactly(
                        FieldChange.of("deployments", null, "DEP0000001: SCHEDULED"),
                        FieldChange.of(
                                "deployments", null, "DEP0000001: window " + AT + " to " + AT.plusSeconds(3_600)));
        assertThat(DeploymentTrail.between(
                        planned, planned.planned(new Deployment.Window(from, AT.plusSeconds(3_600)), null)))
                .containsExactly(FieldChange.of(
                        "deployments",
                        "DEP0000001: window " + AT + " to " + AT.plusSeconds(3_600),
                        "DEP0000001: window " + from + " to " + AT.plusSeconds(3_600)));
        Deployment done = RUNNING.ended(DeploymentState.SUCCEEDED, "It sells", AT, null, NOW);
        assertThat(DeploymentTrail.between(RUNNING, done))
                .containsExactly(
                        FieldChange.of("deployments", "DEP0000001: RUNNING", "DEP0000001: SUCCEEDED"),
                        FieldChange.of("deployments", null, "DEP0000001: deployedAt " + AT),
                        FieldChange.of("deployments", null, "DEP0000001: result It sells"));
        assertThat(DeploymentTrail.between(
                        done, done.ended(DeploymentState.SUCCEEDED, "It sells well", AT.plusSeconds(1), NOW, NOW)))
                .containsExactly(
                        FieldChange.of(
                                "deployments",
                                "DEP0000001: deployedAt " + AT,
                                "DEP0000001: deployedAt " + AT.plusSeconds(1)),
                        FieldChange.of("deployments", null, "DEP0000001: availableAt " + NOW),
                        FieldChange.of(
                                "deployments", "DEP0000001: result It sells", "DEP0000001: result It sells well"));
        assertThat(DeploymentTrail.between(done, done)).isEmpty();
    }

    /** A request that is repeated is found by its key, of which so many are kept. */
    @Test
    void shouldKnowTheNewestRequestsThatPlannedIt() {
        Deployment deployment = Releases.to("production", DeploymentState.SCHEDULED, null);
        for (int request = 0; request < 25; request++) {
            deployment = deployment.scheduledBy("planner/" + request);
        }
        assertThat(deployment.scheduledByKeys())
                .hasSize(20)
                .startsWith("planner/5")
                .endsWith("planner/24");
    }
}
