package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.incident.IncidentView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an incident under the names that the API, the graph and the history give them. */
public final class IncidentFields {

    private IncidentFields() {}

    /** Fields whose changes history shows. */
    public static Map<String, @Nullable Object> business(IncidentView incident) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("state", incident.state());
        fields.put("title", incident.title());
        fields.put("description", incident.description());
        fields.put("channel", incident.channel());
        fields.put("categoryId", incident.categoryId());
        fields.put("location", incident.location());
        fields.put("symptom", incident.symptom());
        fields.put("affectedPersonId", incident.affectedPersonId());
        fields.put("reporterId", incident.reporterId());
        fields.put("customerClass", incident.customerClass());
        fields.put("serviceOfferingId", incident.serviceOfferingId());
        fields.put("teamId", incident.teamId());
        fields.put("assigneeId", incident.assigneeId());
        fields.put("assigned", incident.assigned());
        fields.put("routingRule", incident.routingRule());
        fields.put("routingSourceId", incident.routingSourceId());
        fields.put("routedTeamId", incident.routedTeamId());
        fields.put("impact", incident.impact());
        fields.put("urgency", incident.urgency());
        fields.put("priority", incident.priority());
        fields.put("matrixVersion", incident.matrixVersion());
        fields.put("holdReason", incident.holdReason());
        fields.put("followUpAt", incident.followUpAt());
        fields.put("resolutionCode", incident.resolutionCode());
        fields.put("resolution", incident.resolution());
        fields.put("restoredAt", incident.restoredAt());
        fields.put("resolvedAt", incident.resolvedAt());
        fields.put("closure", incident.closure());
        fields.put("cancelReason", incident.cancelReason());
        fields.put("closedAt", incident.closedAt());
        fields.put("reopenCount", incident.reopenCount());
        fields.put("organisationId", incident.organisationId());
        fields.put("confidentiality", incident.confidentiality());
        fields.put("confidentialUntil", incident.confidentialUntil());
        return fields;
    }

    /** What the report of an incident set. */
    static List<FieldChange> created(Incident incident) {
        List<FieldChange> changes = new ArrayList<>();
        business(incident.view()).forEach((field, value) -> changes.add(FieldChange.of(field, null, value)));
        return changes;
    }

    static List<FieldChange> changed(Incident before, Incident after) {
        Map<String, @Nullable Object> old = business(before.view());
        List<FieldChange> changes = new ArrayList<>();
        business(after.view()).forEach((field, value) -> changes.add(FieldChange.of(field, old.get(field), value)));
        return changes.stream().filter(FieldChange::changed).toList();
    }
}
