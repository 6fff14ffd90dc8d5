package io.mainstay.identity.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.kernel.Ids;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes what was changed into the audit trail, inside the unit of work that changed it. */
@Component
final class IdentityTrail {

    private final AuditTrail trail;

    IdentityTrail(AuditTrail trail) {
        this.trail = trail;
    }

    /** @param label of all that were changed, such as {@code Person} */
    void append(String label, String action, String principalId, List<Changed> changes, Instant now) {
        trail.append(changes.stream()
                .map(change -> new AuditDraft(
                        Ids.next(),
                        change.id(),
                        change.revision(),
                        label,
                        action,
                        principalId,
                        now,
                        now,
                        change.fields()))
                .toList());
    }
}
