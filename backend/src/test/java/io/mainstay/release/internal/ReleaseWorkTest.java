// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.FollowingIncidentQueries.Part;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a release worked on what, without a server. */
class ReleaseWorkTest {

    private static final Instant TESTED = Releases.AT;
    private static final Instant DEPLOYED = TESTED.plus(Duration.ofDays(9));
    private static final Duration LONG = Duration.ofHours(1);
    private static final Instant NOW = DEPLOYED.plus(Duration.ofDays(1));

    private final Release release = Releases.approved()
            .with(Releases.approved()
                    .content()
                    .withArtifacts(List.of(new Release.Artifact(
                            "shop", "4.2.0", "sha256:0", List.of(new Release.Target("target", "test"))))));

    @Test
    void shouldWorkOnATargetInItsEnvironmentAloneAndOnAllElseWhereChangesAreControlled() {
        List<Deployment> both = List.of(
                over(deployment("test", TESTED, false), TESTED),
                over(deployment("production", DEPLOYED, true), DEPLOYED));

        assertThat(ReleaseWork.parts(release, both, List.of("target", "other"), NOW))
                .containsExactlyInAnyOrder(
                        new Part("target", TESTED, TESTED.plus(LONG)),
                        new Part("other", DEPLOYED, DEPLOYED.plus(LONG)));
        assertThat(ReleaseWork.parts(release, both.subList(0, 1), List.of("other"), NOW))
                .as("where none is controlled, all count")
                .containsExactly(new Part("other", TESTED, TESTED.plus(LONG)));
    }

    @Test
    void shouldWorkUntilNowAndNotBeforeItHasBegun() {
        assertThat(ReleaseWork.parts(release, List.of(deployment("production", DEPLOYED, true)), List.of("other"), NOW))
                .containsExactly(new Part("other", DEPLOYED, NOW));
        assertThat(ReleaseWork.parts(release, List.of(scheduled("production")), List.of("other"), NOW))
                .isEmpty();
    }

    private static Deployment scheduled(String environment) {
        return Deployment.scheduled("id-" + environment, "DEP1", "release", environment, null, null, TESTED);
    }

    private static Deployment deployment(String environment, Instant at, boolean controlled) {
        return scheduled(environment).started(new Deployment.Start(at, "releaser", controlled, "artifacts"), List.of());
    }

    private static Deployment over(Deployment deployment, Instant began) {
        return deployment.ended(DeploymentState.SUCCEEDED, null, began, began, began.plus(LONG));
    }
}
