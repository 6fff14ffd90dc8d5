// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.jobs.Job;

/** Looks after the index. Needs {@code platform.operate} throughout. */
public interface SearchAdministrationService {

    SearchStatus status(Principal principal);

    /**
     * Has a new index built from the graph while the present one answers; when it is full, searches move over to it. Asking
     * again while one is being built changes nothing.
     */
    RebuildState rebuild(Principal principal);

    /**
     * Has the index compared with the graph in the background, record by record, and what differs repaired. Asking again
     * while that is being done gives the same job.
     *
     * @throws io.mainstay.kernel.RefusedException CONFLICT while there is no index to compare
     */
    Job repair(Principal principal);
}
