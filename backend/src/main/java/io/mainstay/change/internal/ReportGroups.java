// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Group;
import io.mainstay.change.ChangeFigures.Groups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The groups of a report as somebody is told them, who may not see now all that was counted then. */
public final class ReportGroups {

    private ReportGroups() {}

    /**
     * Those with a key that is seen; all others together, with those that have none.
     *
     * @param seen the keys that may be told
     */
    public static Groups told(Groups kept, Set<String> seen) {
        List<Group> told = new ArrayList<>();
        List<Group> rest = new ArrayList<>();
        for (Group group : kept.groups()) {
            (group.key() != null && seen.contains(group.key()) ? told : rest).add(group);
        }
        rest.stream()
                .reduce((one, other) -> new Group(one.dimension(), null, sum(one.counts(), other.counts())))
                .ifPresent(all -> told.add(new Group(all.dimension(), null, all.counts())));
        told.sort(Comparator.comparing((Group group) -> group.counts().closed()).reversed());
        return new Groups(told, kept.complete());
    }

    private static Counts sum(Counts one, Counts other) {
        return new Counts(
                one.closed() + other.closed(),
                one.successful() + other.successful(),
                one.withIssues() + other.withIssues(),
                one.backedOut() + other.backedOut(),
                one.failed() + other.failed(),
                one.notImplemented() + other.notImplemented(),
                one.emergencies() + other.emergencies(),
                one.unauthorised() + other.unauthorised());
    }
}
