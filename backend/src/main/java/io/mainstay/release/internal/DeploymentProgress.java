// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentState;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far a release has come by its deployments to environments that are change-controlled: deployed while the last that was begun to each
 * of them has succeeded, and in early life once all of these are available. Deployments to other environments move it nowhere, nor do those
 * that are only planned.
 */
final class DeploymentProgress {

    private static final Set<ReleaseState> BEGUN =
            EnumSet.of(ReleaseState.DEPLOYING, ReleaseState.DEPLOYED, ReleaseState.EARLY_LIFE);

    private DeploymentProgress() {}

    /** A release of which a deployment to an environment that is change-controlled begins, or is undone by itself. */
    static Release begun(Release release) {
        return release.state() == ReleaseState.DEPLOYING
                ? release
                : release.at(ReleaseState.DEPLOYING)
                        .with(release.facets().waitingFor(null))
                        .with(release.course().deployed(null).available(null, null));
    }

    /**
     * A release of which something was reported.
     *
     * @param all its deployments, the oldest first
     * @param earlyLife how long it is watched
     */
    static Release reported(Release release, List<Deployment> all, Duration earlyLife) {
        Collection<Deployment> last = lastBegun(all);
        if (!BEGUN.contains(release.state()) || last.isEmpty()) {
            return release;
        }
        if (!last.stream().allMatch(deployment -> deployment.state() == DeploymentState.SUCCEEDED)) {
            return begun(release);
        }
        Release after = release;
        if (after.state() == ReleaseState.DEPLOYING) {
            after = after.at(ReleaseState.DEPLOYED).with(after.course().deployed(latest(last, Deployment::deployedAt)));
        }
        if (after.state() == ReleaseState.DEPLOYED
                && last.stream().allMatch(deployment -> deployment.availableAt() != null)) {
            Instant available = latest(last, Deployment::availableAt);
            after = after.at(ReleaseState.EARLY_LIFE)
                    .with(after.course().available(available, available.plus(earlyLife)));
        }
        return after;
    }

    /** The last that was begun to each environment, of those that were change-controlled then. */
    private static Collection<Deployment> lastBegun(List<Deployment> all) {
        Map<String, Deployment> last = new LinkedHashMap<>();
        for (Deployment deployment : all) {
            Deployment.Start start = deployment.start();
            if (start != null && start.changeControlled()) {
                last.put(deployment.environmentId(), deployment);
            }
        }
        return last.values();
    }

    private static Instant latest(Collection<Deployment> all, Function<Deployment, @Nullable Instant> when) {
        return all.stream()
                .map(when)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
