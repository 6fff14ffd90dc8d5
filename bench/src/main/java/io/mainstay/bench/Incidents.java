// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an agent does with incidents, each a request of its own. */
public final class Incidents {

    private static final String REST = " { incident { id version } userErrors { code message field } } }";

    private final Api api;
    private final String user;

    /** An incident and the version that the next change expects. */
    public record Made(String id, int version) {}

    public Incidents(Api api, String user) {
        this.api = api;
        this.user = user;
    }

    public Made report(String title, String description, String impact, String urgency, List<String> ciIds) {
        return made(
                "mutation($input: IncidentReportInput!) { incidentReport(input: $input)" + REST,
                Map.of(
                        "input",
                        Map.of(
                                "title", title,
                                "description", description,
                                "impact", impact,
                                "urgency", urgency,
                                "ciIds", ciIds)));
    }

    public String teamId(String name) {
        for (JsonNode team : api.ask(user, "{ teams(first: 100) { nodes { id name } } }", Map.of())
                .get("teams")
                .get("nodes")) {
            if (team.get("name").asString().equals(name)) {
                return team.get("id").asString();
            }
        }
        throw new IllegalStateException("There is no team " + name);
    }

    public Made assign(Made incident, String teamId, String offeringId) {
        return change(
                "incidentAssign",
                "IncidentAssignInput",
                incident,
                Map.of("teamId", teamId, "serviceOfferingId", offeringId));
    }

    public Made start(Made incident) {
        return change("incidentStart", "IncidentStartInput", incident, Map.of());
    }

    public Made hold(Made incident) {
        return change("incidentHold", "IncidentHoldInput", incident, Map.of("reason", "AWAITING_CUSTOMER"));
    }

    public Made resolve(Made incident) {
        return change(
                "incidentResolve",
                "IncidentResolveInput",
                incident,
                Map.of("code", "SOLVED", "resolution", "Restarted what had stopped, and watched it for an hour."));
    }

    public Made close(Made incident) {
        return change("incidentClose", "IncidentCloseInput", incident, Map.of());
    }

    public Made comment(Made incident, String text) {
        return made(
                "mutation($id: ID!, $input: IncidentCommentInput!) { incidentComment(id: $id, input: $input)" + REST,
                Map.of("id", incident.id(), "input", Map.of("text", text)));
    }

    private Made change(String mutation, String inputType, Made incident, Map<String, ?> input) {
        return made(
                "mutation($id: ID!, $input: " + inputType + "!, $version: Int!) { " + mutation
                        + "(id: $id, input: $input, expectedVersion: $version)" + REST,
                Map.of("id", incident.id(), "version", incident.version(), "input", input));
    }

    private Made made(String document, Map<String, ?> variables) {
        JsonNode payload = api.ask(user, document, variables).iterator().next();
        JsonNode incident = payload.get("incident");
        return new Made(incident.get("id").asString(), incident.get("version").asInt());
    }
}
