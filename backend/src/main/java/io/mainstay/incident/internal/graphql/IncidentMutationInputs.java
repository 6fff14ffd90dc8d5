// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.ReportIncident;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.record.FieldUpdate;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** The input objects of incident mutations, as the schema has them. */
final class IncidentMutationInputs {

    private IncidentMutationInputs() {}

    record Report(
            String title,
            @Nullable String description,
            IncidentChannel channel,
            @Nullable String affectedPersonId,
            @Nullable String teamId,
            @Nullable String serviceOfferingId,
            @Nullable String categoryId,
            @Nullable String location,
            @Nullable String symptom,
            @Nullable TicketImpact impact,
            TicketUrgency urgency,
            @Nullable List<String> ciIds,
            @Nullable Confidentiality confidentiality,
            @Nullable Instant confidentialUntil,
            @Nullable Instant occurredAt) {

        ReportIncident command() {
            return new ReportIncident(
                    title,
                    description,
                    channel,
                    affectedPersonId,
                    teamId,
                    serviceOfferingId,
                    categoryId,
                    location,
                    symptom,
                    impact,
                    urgency,
                    TicketRules.eachOnce(ciIds, TicketRules.MAX_CIS),
                    confidentiality,
                    confidentialUntil,
                    occurredAt);
        }
    }

    /** The input of actions that need no details. */
    record Plain(@Nullable Instant occurredAt) {

        static @Nullable Instant occurredAt(@Nullable Plain input) {
            return input == null ? null : input.occurredAt();
        }
    }

    record Resolve(
            String code,
            String resolution,
            @Nullable Instant restoredAt,
            @Nullable Instant occurredAt) {

        IncidentCommand command(String id, int expectedVersion) {
            return new IncidentCommand.Resolve(id, expectedVersion, code, resolution, restoredAt, occurredAt);
        }
    }

    record Reason(String reason, @Nullable Instant occurredAt) {}

    record Update(
            ArgumentValue<String> title,
            ArgumentValue<String> description,
            ArgumentValue<String> categoryId,
            ArgumentValue<String> location,
            ArgumentValue<String> symptom,
            ArgumentValue<String> serviceOfferingId,
            ArgumentValue<String> affectedPersonId,
            @Nullable Instant occurredAt) {

        IncidentCommand command(String id, int expectedVersion) {
            return new IncidentCommand.Update(
                    id,
                    expectedVersion,
                    FieldUpdate.of(title),
                    FieldUpdate.of(description),
                    FieldUpdate.of(categoryId),
                    FieldUpdate.of(location),
                    FieldUpdate.of(symptom),
                    FieldUpdate.of(serviceOfferingId),
                    FieldUpdate.of(affectedPersonId),
                    occurredAt);
        }
    }
}
