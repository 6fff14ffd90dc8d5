package io.mainstay.cmdb;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a CI depends on and what depends on it, as far as the reader may see it.
 *
 * @param ciId the CI in the middle
 */
public record DependencyTree(String ciId, Side dependsOn, Side dependents) {

    /** What both sides leave out, if anything. */
    public @Nullable IncompleteReason incompleteReason() {
        return dependsOn.incompleteReason() == null ? dependents.incompleteReason() : dependsOn.incompleteReason();
    }

    /**
     * A relation on the way from the CI in the middle.
     *
     * @param fromId the end nearer to the CI in the middle; null if the reader may not see it
     * @param ciId the other end
     * @param depth how many relations the other end is away, along this one
     */
    public record Link(
            String relationId,
            @Nullable String fromId,
            String ciId,
            int depth,
            RelationType type,
            FailureEffect effect,
            @Nullable String groupName) {}

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
            String afterId = request.after() == null ? null : request.after().onlyId();
            List<Link> rows = links.stream()
                    .dropWhile(link -> afterId != null && !link.relationId().equals(afterId))
                    .skip(afterId == null ? 0 : 1)
                    .limit(request.first() + 1L)
                    .toList();
            return Page.ofRows(rows, request, link -> Cursor.of(List.of(), link.relationId(), scope));
        }
    }
}
