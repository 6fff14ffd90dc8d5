// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Visibility;
import io.mainstay.search.SimilarText;
import java.util.Set;

/**
 * What records are to be like, as indexes answer it.
 *
 * @param types the types to find: those that are asked for and that the reader may read; at least one
 * @param visibility who asks
 */
public record SimilarTextQuery(SimilarText like, Set<String> types, Visibility visibility) {}
