// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.Change;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseAction;
import io.mainstay.ticket.TicketAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Segregation of duties: nobody approves a release that they plan, are assigned to or ask approval for, whatever their roles. */
final class ReleaseSegregation {

    private ReleaseSegregation() {}

    /**
     * Why a person may not do something to a release.
     *
     * @return a sentence; null if nothing speaks against it
     */
    static @Nullable String objection(Release release, TicketAction action, String personId) {
        return (action == ReleaseAction.DECIDE || action == ReleaseAction.DECIDE_DEPLOYMENT)
                        && !mayApprove(release, personId)
                ? "Nobody approves a release in which they have a part: you "
                        + String.join(" and ", parts(release, personId)) + "."
                : null;
    }

    /** Whether a person has no part in a release, so that their approval counts. */
    static boolean mayApprove(Release release, String personId) {
        return parts(release, personId).isEmpty();
    }

    /** What part people have in a release, such as "planned it", by their ids. */
    static Map<String, String> parts(Release release) {
        Map<String, String> parts = new HashMap<>();
        Stream.concat(
                        Stream.of(release.reporterId()),
                        Stream.concat(
                                Stream.ofNullable(release.assigneeId()),
                                Stream.ofNullable(release.approval().requestedById())))
                .distinct()
                .forEach(id -> parts.put(id, String.join(" and ", parts(release, id))));
        return parts;
    }

    /** As {@link #parts(Release)}, with the parts in the changes that the approval of the release covers. */
    static Map<String, String> parts(Release release, Collection<Change> covered) {
        Map<String, String> parts = new HashMap<>();
        for (Change change : covered) {
            Stream.concat(
                            Stream.of(change.reporterId()),
                            Stream.concat(Stream.ofNullable(change.assigneeId()), change.implementerIds().stream()))
                    .forEach(id -> parts.put(id, "have a part in a change that it contains"));
        }
        parts.putAll(parts(release));
        return parts;
    }

    private static List<String> parts(Release release, String personId) {
        List<String> parts = new ArrayList<>();
        if (personId.equals(release.reporterId())) {
            parts.add("planned it");
        }
        if (personId.equals(release.assigneeId())) {
            parts.add("are assigned to it");
        }
        if (personId.equals(release.approval().requestedById())) {
            parts.add("asked for its approval");
        }
        return parts;
    }
}
