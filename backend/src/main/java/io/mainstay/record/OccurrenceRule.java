// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When something happened to a record: now, or at the instant that a caller with {@code record.backdate} names. That may
 * not lie in the future nor before the record's last event.
 */
@Component
public final class OccurrenceRule {

    private final BusinessClock clock;

    OccurrenceRule(BusinessClock clock) {
        this.clock = clock;
    }

    /**
     * Resolves a mutation's {@code occurredAt} and remembers when it was told.
     *
     * @param requested what the caller named; null for now
     * @throws io.mainstay.kernel.ForbiddenException if the caller names an instant without the permission to
     * @throws RefusedException with INVALID_TIME if the instant lies in the future
     */
    public Occurrence resolve(Principal principal, @Nullable Instant requested) {
        Instant now = clock.now();
        if (requested == null) {
            return Occurrence.at(now);
        }
        principal.require(Permission.RECORD_BACKDATE);
        if (requested.isAfter(now)) {
            throw invalid("must not lie in the future");
        }
        return new Occurrence(requested, now, true);
    }

    static RefusedException invalid(String rule) {
        return new RefusedException(
                UserError.of(UserErrorCode.INVALID_TIME, "occurredAt " + rule + ".", "input", "occurredAt"));
    }
}
