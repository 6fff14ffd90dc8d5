// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.cmdb.InstalledVersions.Obstacle;
import io.mainstay.cmdb.InstalledVersions.Wanted;
import io.mainstay.cmdb.InstalledVersions.Written;
import io.mainstay.release.Deployment;
import io.mainstay.release.Installation;
import io.mainstay.release.Installation.State;
import io.mainstay.release.Release;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which versions of CIs a deployment sets once it has succeeded, and restores when it is undone. */
final class Installations {

    private Installations() {}

    /** What the artifacts of a release are to install in an environment. */
    static List<Installation> planned(Release release, String environmentId) {
        List<Installation> planned = new ArrayList<>();
        for (Release.Artifact artifact : release.artifacts()) {
            for (Release.Target target : artifact.targets()) {
                if (target.environmentId().equals(environmentId)) {
                    planned.add(Installation.planned(target.ciId(), artifact.version()));
                }
            }
        }
        return planned;
    }

    /** Whether a deployment has versions to set. */
    static boolean pending(Deployment deployment) {
        return deployment.installations().stream().anyMatch(one -> one.state() == State.PLANNED);
    }

    /**
     * The versions that a deployment sets.
     *
     * @param affected the CIs that its release affects: only these were looked at by whoever approved it
     */
    static List<Wanted> toSet(Deployment deployment, Collection<String> affected) {
        return deployment.installations().stream()
                .filter(one -> one.state() == State.PLANNED && affected.contains(one.ciId()))
                .map(one -> wanted(deployment, one, one.version(), null))
                .toList();
    }

    /**
     * A deployment whose versions were set.
     *
     * @param written what has become of each, in the order of {@link #toSet}
     */
    static Deployment set(Deployment deployment, Collection<String> affected, List<Written> written) {
        Iterator<Written> next = written.iterator();
        return deployment.with(deployment.installations().stream()
                .map(one -> {
                    if (one.state() != State.PLANNED) {
                        return one;
                    }
                    return affected.contains(one.ciId())
                            ? set(one, next.next())
                            : one.notSet(Installation.Obstacle.NOT_AFFECTED);
                })
                .toList());
    }

    private static Installation set(Installation planned, Written written) {
        return written.obstacle() == null
                ? planned.set(written.before())
                : planned.notSet(obstacle(written.obstacle()));
    }

    /** A deployment that is undone, but for what newer deployments of its release have set after it: that is what those have deployed. */
    static Deployment leftTo(List<Deployment> newer, Deployment undone) {
        Set<String> taken = newer.stream()
                .flatMap(deployment -> deployment.installations().stream())
                .filter(one -> one.state() == State.SET)
                .map(Installation::ciId)
                .collect(Collectors.toSet());
        return undone.with(undone.installations().stream()
                .map(one -> one.state() == State.SET && taken.contains(one.ciId())
                        ? one.notRestored(Installation.Obstacle.CHANGED_SINCE)
                        : one)
                .toList());
    }

    /**
     * The versions that are restored when deployments are undone, each only over the one that its deployment has set.
     *
     * @param undone the newest first, so that each finds what it has set
     */
    static List<Wanted> toRestore(List<Deployment> undone) {
        return undone.stream()
                .flatMap(deployment -> deployment.installations().stream()
                        .filter(one -> one.state() == State.SET)
                        .map(one -> wanted(deployment, one, one.former(), one.version())))
                .toList();
    }

    /**
     * Deployments whose versions were restored.
     *
     * @param written what has become of each, in the order of {@link #toRestore}
     */
    static List<Deployment> restored(List<Deployment> undone, List<Written> written) {
        Iterator<Written> next = written.iterator();
        return undone.stream()
                .map(deployment -> deployment.with(deployment.installations().stream()
                        .map(one -> one.state() == State.SET ? restored(one, next.next()) : one)
                        .toList()))
                .toList();
    }

    private static Installation restored(Installation set, Written written) {
        return written.obstacle() == null ? set.restored() : set.notRestored(obstacle(written.obstacle()));
    }

    /** What is approved is authorised; a deployment to an environment that is not change-controlled was approved by nobody. */
    private static Wanted wanted(
            Deployment deployment, Installation one, @Nullable String version, @Nullable String over) {
        Deployment.Start start = deployment.start();
        return new Wanted(one.ciId(), version, over, start != null && start.changeControlled(), deployment.id());
    }

    private static Installation.Obstacle obstacle(Obstacle obstacle) {
        return switch (obstacle) {
            case RETIRED -> Installation.Obstacle.RETIRED;
            case CONTROLLED -> Installation.Obstacle.CONTROLLED;
            case CHANGED_SINCE -> Installation.Obstacle.CHANGED_SINCE;
        };
    }

    /** What the history of the release says of them: how many, because not everybody sees which. Null while nothing has become of them. */
    static @Nullable String summary(Deployment deployment) {
        Map<State, Long> counts = deployment.installations().stream()
                .filter(one -> one.state() != State.PLANNED)
                .collect(Collectors.groupingBy(Installation::state, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? null
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
