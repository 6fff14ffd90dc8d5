// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflictQueries;
import io.mainstay.change.ChangeState;
import io.mainstay.kernel.Principal;
import io.mainstay.release.Deployment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.ticket.Tickets;
import io.mainstay.window.ChangeWindows;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds the freezes that stand in the way of deployments: over all that a release and its changes touch, whoever asks, because what one
 * may not see is frozen too.
 */
@Component
final class DeploymentFreezeFinder {

    private final Tickets<Release, ReleaseState> releases;
    private final Tickets<Change, ChangeState> changes;
    private final ChangeConflictQueries conflicts;
    private final ChangeWindows windows;

    DeploymentFreezeFinder(
            Tickets<Release, ReleaseState> releases,
            Tickets<Change, ChangeState> changes,
            ChangeConflictQueries conflicts,
            ChangeWindows windows) {
        this.releases = releases;
        this.changes = changes;
        this.conflicts = conflicts;
        this.windows = windows;
    }

    /**
     * Called inside a read or a unit of work. The number of database calls does not depend on what is touched, and there is but one while
     * nothing at all is frozen: a release and its changes may have 10,000 items.
     *
     * @param contained all that the release contains
     */
    DeploymentFreezes of(Release release, Deployment deployment, Collection<Change> contained, Instant now) {
        Deployment.Window time = DeploymentFreezes.time(deployment.window(), now);
        if (!windows.anyFreeze(time.from(), time.to())) {
            return DeploymentFreezes.NONE;
        }
        List<String> changeIds = contained.stream().map(Change::id).toList();
        DeploymentFreezes.Touched touched = new DeploymentFreezes.Touched(
                own(release),
                contained,
                changeIds.isEmpty() ? Map.of() : changes.ciIds(Principal.SYSTEM, changeIds),
                changeIds.isEmpty() ? Map.of() : conflicts.excepted(changeIds));
        return DeploymentFreezes.of(
                touched, windows.freezes(windows.facts(Principal.SYSTEM, touched.all()), time.from(), time.to()), time);
    }

    /** Its service offering is a configuration item too. */
    private Set<String> own(Release release) {
        Set<String> own = new HashSet<>(
                releases.ciIds(Principal.SYSTEM, List.of(release.id())).getOrDefault(release.id(), List.of()));
        if (release.serviceOfferingId() != null) {
            own.add(release.serviceOfferingId());
        }
        return own;
    }
}
