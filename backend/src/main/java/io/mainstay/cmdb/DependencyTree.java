// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CI depends on and what depends on it, as far as the reader may see it.
 *
 * @param ciId the CI in the middle
 * @param unknownThen whether it was not known yet at the instant asked about
 */
public record DependencyTree(String ciId, Side dependsOn, Side dependents, boolean unknownThen) {

    /** What both sides leave out, if anything. */
    public @Nullable IncompleteReason incompleteReason() {
        if (unknownThen) {
            return IncompleteReason.UNKNOWN_THEN;
        }
        return dependsOn.incompleteReason() == null ? dependents.incompleteReason() : dependsOn.incompleteReason();
    }

    /**
     * A relation on the way from the CI in the middle.
     *
     * @param relationId null if the reader may not see one of its ends
     * @param fromId the end nearer to the CI in the middle; null if the reader may not see it
     * @param ciId the other end
     * @param depth how many relations the other end is away, along this one
     */
    public record Link(
            @Nullable String relationId,
            @Nullable String fromId,
            String ciId,
            int depth,
            RelationType type,
            FailureEffect effect,
            @Nullable String groupName) {}

    private record Placed(Link link, String place) {}

    /**
     * One direction.
     *
     * @param links nearest first; a CI that is reached in several ways has a link for each
     * @param hiddenCount CIs that were met and that the reader may not see; the walk leads through them
     */
    public record Side(
            List<Link> links, int hiddenCount, @Nullable IncompleteReason incompleteReason) {

        public Side {
            links = List.copyOf(links);
        }

        public Page<Link> page(PageRequest request, String scope) {
            String after = request.after() == null ? null : request.after().onlyId();
            List<Placed> rows = placed().stream()
                    .dropWhile(link -> after != null && !link.place().equals(after))
                    .skip(after == null ? 0 : 1)
                    .limit(request.first() + 1L)
                    .toList();
            return Page.ofRows(rows, request, link -> Cursor.of(List.of(), link.place(), scope))
                    .map(Placed::link);
        }

        /** A link's place is the CI that it leads to and which of the links to it this is; its relation may be hidden. */
        private List<Placed> placed() {
            Map<String, Integer> met = new HashMap<>();
            return links.stream()
                    .map(link -> new Placed(link, link.ciId() + '/' + met.merge(link.ciId(), 1, Integer::sum)))
                    .toList();
        }
    }
}
