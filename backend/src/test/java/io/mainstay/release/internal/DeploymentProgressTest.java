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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentProgressTest {

    /** Of those that were never begun nothing is asked. */
    private static final Set<DeploymentState> NOT_IN_THE_WAY =
            EnumSet.of(DeploymentState.SUCCEEDED, DeploymentState.SCHEDULED, DeploymentState.CANCELLED);

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Release DEPLOYING = DeploymentProgress.begun(Releases.approved());

    private static Deployment done(String environmentId, @Nullable Instant availableAt) {
        Deployment running = Releases.to(environmentId, DeploymentState.RUNNING, null, !environmentId.equals("test"));
        return running.ended(DeploymentState.SUCCEEDED, null, AT, availableAt, AT);
    }

    private static Release after(Deployment... all) {
        return DeploymentProgress.reported(DEPLOYING, List.of(all), WEEK);
    }

    @Test
    void shouldBeDeployedOnceTheLastToEachEnvironmentHasSucceeded() {
        assertThat(after(done("stage", null)).state()).isEqualTo(ReleaseState.DEPLOYED);
        for (DeploymentState last : DeploymentState.values()) {
            assertThat(after(done("stage", null), Releases.to("production", last, null))
                            .state())
                    .as(last.name())
                    .isEqualTo(NOT_IN_THE_WAY.contains(last) ? ReleaseState.DEPLOYED : ReleaseState.DEPLOYING);
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
        assertThat(DeploymentProgress.reported(built, List.of(done("test", AT)), WEEK))
                .isSameAs(built);
        Release over = Releases.in(ReleaseState.ROLLED_BACK);
        assertThat(DeploymentProgress.reported(over, List.of(done("production", AT)), WEEK))
                .isSameAs(over);
    }

    @Test
    void shouldBeWatchedFromWhenAllOfItIsAvailable() {
        Release deployed = after(done("stage", AT), done("production", null));
        assertThat(deployed.state()).isEqualTo(ReleaseState.DEPLOYED);
        assertThat(deployed.course().deployedAt()).isEqualTo(AT);
        assertThat(deployed.course().availableAt()).isNull();

        Instant later = AT.plusSeconds(60);
        Release watched =
                DeploymentProgress.reported(deployed, List.of(done("stage", AT), done("production", later)), WEEK);
        assertThat(watched.state()).isEqualTo(ReleaseState.EARLY_LIFE);
        assertThat(watched.course().availableAt()).isEqualTo(later);
        assertThat(watched.course().earlyLifeUntil()).isEqualTo(later.plus(WEEK));
    }

    @Test
    void shouldBeDeployingAgainOnceOneIsUndone() {
        Release deployed = after(done("stage", AT), done("production", null));
        Release watched = after(done("stage", AT), done("production", AT));
        assertThat(watched.state()).isEqualTo(ReleaseState.EARLY_LIFE);
        assertThat(ReleaseTicketType.ownTimers(watched)).isNotEmpty();

        for (Release before : List.of(deployed, watched)) {
            Deployment undone =
                    done("production", AT).ended(DeploymentState.ROLLED_BACK, "It sells nothing", AT, AT, AT);
            Release back = DeploymentProgress.reported(before, List.of(done("stage", AT), undone), WEEK);
            assertThat(back.state()).as(before.state().name()).isEqualTo(ReleaseState.DEPLOYING);
            assertThat(back.course()).isEqualTo(Release.Course.NONE);
            assertThat(ReleaseTicketType.ownTimers(back)).isEmpty();
        }
        assertThat(DeploymentProgress.reported(watched, List.of(done("stage", AT), done("production", AT)), WEEK))
                .as("the same is said again")
                .isEqualTo(watched);
    }

    /** What the environment was when it was begun counts: nothing is lost of what was said by an environment that is set otherwise since. */
    @Test
    void shouldStayWhereNothingWasBegunUnderControl() {
        for (ReleaseState state : List.of(ReleaseState.DEPLOYING, ReleaseState.DEPLOYED, ReleaseState.EARLY_LIFE)) {
            Release release = Releases.in(state);
            assertThat(DeploymentProgress.reported(release, List.of(), WEEK)).isSameAs(release);
            assertThat(DeploymentProgress.reported(release, List.of(done("test", AT)), WEEK))
                    .isSameAs(release);
        }
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
