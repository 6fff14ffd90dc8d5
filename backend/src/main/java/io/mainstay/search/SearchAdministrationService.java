package io.mainstay.search;

import io.mainstay.kernel.Principal;

/** Looks after the index. Needs {@code platform.operate} throughout. */
public interface SearchAdministrationService {

    SearchStatus status(Principal principal);

    /**
     * Has a new index built from the graph while the present one answers; when it is full, searches move over to it. Asking
     * again while one is being built changes nothing.
     */
    RebuildState rebuild(Principal principal);

    /**
     * Compares the index with the graph, record by record, and repairs what differs.
     *
     * @throws io.mainstay.kernel.RefusedException CONFLICT while there is no index to compare
     */
    SearchDrift checkDrift(Principal principal);
}
