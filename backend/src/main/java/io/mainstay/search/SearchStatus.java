// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import org.jspecify.annotations.Nullable;

/**
 * How search stands.
 *
 * @param available whether the search engine answers
 * @param liveIndex the index that answers searches; null if none does, or it is not known because the engine is away
 * @param drift what the last comparison of index and records found; null before the first
 */
public record SearchStatus(
        boolean available,
        @Nullable String liveIndex,
        RebuildState rebuild,
        @Nullable SearchDrift drift) {}
