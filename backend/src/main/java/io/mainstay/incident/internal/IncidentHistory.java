package io.mainstay.incident.internal;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The history of incidents. */
@Component
public final class IncidentHistory {

    private final AuditTrail trail;

    IncidentHistory(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * What was changed, newest first, by the incident's id. Needs {@code incident.work} or {@code audit.read}.
     *
     * @param incidentIds incidents that the principal sees
     */
    public Map<String, Page<HistoryEntry>> read(
            Principal principal, Collection<String> incidentIds, PageRequest request) {
        if (!principal.may(Permission.AUDIT_READ)) {
            principal.require(Permission.INCIDENT_WORK);
        }
        return trail.history(principal, incidentIds, request);
    }
}
