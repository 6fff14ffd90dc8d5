// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which changes CIs are changed by, as the capability knows that makes them. Called inside the unit of work that changes the CI. */
public interface ControllingChanges {

    /**
     * The change by which a CI is changed, as it is under its lock: one that is being implemented, affects the CI, and is visible.
     *
     * @param changeId the one that the principal names; null for the one that began first
     * @return its id; empty if none is named and there is none
     * @throws RefusedException NOT_FOUND if the one that is named does not exist or is not visible; CONFLICT if it is not being
     *     implemented, or does not affect the CI
     */
    Optional<String> implementing(Principal principal, String ciId, @Nullable String changeId);

    /**
     * Accepts into a change what was changed of a CI without one; the change's history says so.
     *
     * @throws RefusedException NOT_FOUND if the change does not exist or is not visible; CONFLICT if it is not authorised, or does not
     *     affect the CI
     */
    void accept(Principal principal, String ciId, String changeId, Instant at);
}
