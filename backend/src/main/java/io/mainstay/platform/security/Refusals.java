// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.Principal;
import org.jspecify.annotations.Nullable;

/** The trail of authorisations that were refused. */
public interface Refusals {

    /**
     * Records a refusal in a transaction of its own, so that it stays when the use case is rolled back. Of each principal
     * only so many in an hour are recorded; the first that is left out says so. Never fails the caller: what cannot be
     * written is logged.
     *
     * @param missing what the principal lacked: the code of a permission, or a clearance such as {@code clearance TOP_SECRET},
     *     or in words why they may not
     * @param action what was tried: the operation of the API, such as {@code incidentResolve}
     * @param recordId the record concerned; null if none
     */
    void record(Principal principal, String missing, String action, @Nullable String recordId);
}
