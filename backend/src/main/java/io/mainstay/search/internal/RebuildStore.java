// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.search.RebuildState;
import io.mainstay.search.SearchDrift;
import java.time.Instant;
import java.util.Optional;

/** The store of the progress of a rebuild, so that another replica goes on where one has ended. */
public interface RebuildStore {

    RebuildState state();

    /** Asks for an index to be built unless one is being built. Takes the state's lock. */
    RebuildState request(Instant now);

    void save(RebuildState state);

    /** What the last comparison of index and records found; empty before the first. */
    Optional<SearchDrift> drift();

    void saveDrift(SearchDrift drift);
}
