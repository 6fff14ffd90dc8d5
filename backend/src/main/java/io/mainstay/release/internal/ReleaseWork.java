// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.FollowingIncidentQueries.Part;
import io.mainstay.release.Deployment;
import io.mainstay.release.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** When a release worked on which configuration items. */
public final class ReleaseWork {

    private ReleaseWork() {}

    /**
     * What the deployments that were begun worked on: an item that is a target, those to the environments in which it is; every other item,
     * those to environments that were change-controlled, or all if none was.
     *
     * @param ciIds what the release affects
     * @param now until when those that go on have lasted
     */
    public static List<Part> parts(
            Release release, Collection<Deployment> deployments, Collection<String> ciIds, Instant now) {
        List<Deployment> begun = deployments.stream()
                .filter(deployment -> deployment.start() != null)
                .toList();
        boolean controlled = begun.stream().anyMatch(ReleaseWork::isControlled);
        List<Part> parts = new ArrayList<>();
        for (String ciId : ciIds) {
            Set<String> environments = environments(release, ciId);
            for (Deployment deployment : begun) {
                boolean worksOnIt = environments.isEmpty()
                        ? !controlled || isControlled(deployment)
                        : environments.contains(deployment.environmentId());
                if (worksOnIt) {
                    parts.add(new Part(
                            ciId,
                            Objects.requireNonNull(deployment.startedAt()),
                            Objects.requireNonNullElse(deployment.endedAt(), now)));
                }
            }
        }
        return parts;
    }

    private static boolean isControlled(Deployment deployment) {
        return deployment.start() != null && deployment.start().changeControlled();
    }

    private static Set<String> environments(Release release, String ciId) {
        Set<String> environments = new HashSet<>();
        release.artifacts().stream()
                .flatMap(artifact -> artifact.targets().stream())
                .filter(target -> target.ciId().equals(ciId))
                .forEach(target -> environments.add(target.environmentId()));
        return environments;
    }
}
