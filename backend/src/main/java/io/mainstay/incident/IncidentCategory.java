package io.mainstay.incident;

import org.jspecify.annotations.Nullable;

/**
 * A category of the tree by which incidents are sorted.
 *
 * @param parentId the category above; null at the top
 * @param path the names from the top down to this one, joined by {@code " / "}
 * @param active whether new incidents may have it
 */
public record IncidentCategory(
        String id, String name, @Nullable String parentId, String path, int depth, boolean active) {

    /** How deep the tree may be. */
    public static final int MAX_DEPTH = 5;
}
