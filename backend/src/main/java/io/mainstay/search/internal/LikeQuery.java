package io.mainstay.search.internal;

import io.mainstay.kernel.Visibility;
import io.mainstay.search.Like;
import java.util.Set;

/**
 * What records are to be like, as indexes answer it.
 *
 * @param types the types to find: those that are asked for and that the reader may read; at least one
 * @param visibility who asks
 */
public record LikeQuery(Like like, Set<String> types, Visibility visibility) {}
