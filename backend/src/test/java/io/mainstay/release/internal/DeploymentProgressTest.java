// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static io.mainstay.release.internal.Releases.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentProgressTest {

    private static final Set<String> CONTROLLED = Set.of("stage", "production");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Release DEPLOYING = DeploymentProgress.begun(Releases.approved());

    private static Deployment done(String environmentId, @Nullable Instant availableAt) {
        Deployment running = Releases.to(environmentId, DeploymentState.RUNNING, null);
        return running.ended(DeploymentState.SUCCEEDED, null, AT, availableAt, AT);
    }

    private static Release after(Deployment... all) {
        return DeploymentProgress.reported(DEPLOYING, List.of(all), CONTROLLED, WEEK);
    }

    @Test
    void shouldBeDeployedOnceTheLastToEachEnvironmentHasSucceeded() {
        assertThat(after(done("stage", null)).state()).isEqualTo(ReleaseState.DEPLOYED);
        for (DeploymentState last : DeploymentState.values()) {
            assertThat(after(done("stage", null), Releases.to("production", last, null))
                            .state())
                    .as(last.name())
                    .isEqualTo(last == DeploymentState.SUCCEEDED ? ReleaseState.DEPLOYED : ReleaseState.DEPLOYING);
        }
        assertThat(after(Releases.to("production", DeploymentState.FAILED, null), done("production", null))
                        .state())
                .as("it failed before")
                .isEqualTo(ReleaseState.DEPLOYED);
        assertThat(after(done("production", null), Releases.to("production", DeploymentState.FAILED, null))
                        .state())
                .as("it failed after")
                .isEqualTo(ReleaseState.DEPLOYING);
    }

    @Test
    void shouldNotMoveByOtherEnvironments() {
        assertThat(after(done("test", AT)).state()).isEqualTo(ReleaseState.DEPLOYING);
        Release built = Releases.in(ReleaseState.BUILT);
        assertThat(DeploymentProgress.reported(built, List.of(done("test", AT)), CONTROLLED, WEEK))
                .isSameAs(built);
        Release over = Releases.in(ReleaseState.ROLLED_BACK);
        assertThat(DeploymentProgress.reported(over, List.of(done("production", AT)), CONTROLLED, WEEK))
                .isSameAs(over);
    }

    @Test
    void shouldBeWatchedFromWhenAllOfItIsAvailable() {
        Release deployed = after(done("stage", AT), done("production", null));
        assertThat(deployed.state()).isEqualTo(ReleaseState.DEPLOYED);
        assertThat(deployed.course().deployedAt()).isEqualTo(AT);
        assertThat(deployed.course().availableAt()).isNull();

        Instant later = AT.plusSeconds(60);
        Release watched = DeploymentProgress.reported(
                deployed, List.of(done("stage", AT), done("production", later)), CONTROLLED, WEEK);
        assertThat(watched.state()).isEqualTo(ReleaseState.EARLY_LIFE);
        assertThat(watched.course().availableAt()).isEqualTo(later);
        assertThat(watched.course().earlyLifeUntil()).isEqualTo(later.plus(WEEK));
    }

    /** Further environments may follow; what it was before holds no more. */
    @Test
    void shouldBeDeployingAgainByAnotherDeployment() {
        Release watched = after(done("stage", AT));

        Release again = DeploymentProgress.begun(watched);

        assertThat(again.state()).isEqualTo(ReleaseState.DEPLOYING);
        assertThat(again.course()).isEqualTo(Release.Course.NONE);
        assertThat(DeploymentProgress.begun(again)).isSameAs(again);
    }
}
