// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.ReportIncident;
import io.mainstay.kernel.Validation;
import io.mainstay.ticket.TicketRules;
import java.time.Instant;
import java.util.Objects;

/** Validates the input of incident commands, each field by itself. Lengths are in characters. */
public final class IncidentRules {

    static final int LOCATION = 200;
    static final int SYMPTOM = 200;
    static final int RESOLUTION = 8_000;
    private static final int ID = 100;

    private IncidentRules() {}

    /** @param recordedAt now, by the business clock */
    public static void check(ReportIncident report, Instant recordedAt) {
        Validation validation = new Validation()
                .requireText(report.title(), TicketRules.TITLE, "input", "title")
                .limitText(report.description(), TicketRules.DESCRIPTION, "input", "description")
                .limitText(report.location(), LOCATION, "input", "location")
                .limitText(report.symptom(), SYMPTOM, "input", "symptom")
                .limitText(report.affectedPersonId(), ID, "input", "affectedPersonId")
                .limitText(report.teamId(), ID, "input", "teamId");
        TicketRules.checkCis(validation, report.ciIds(), 0);
        TicketRules.checkUntil(validation, report.confidentialUntil(), report.confidentiality(), recordedAt);
        validation.refuseIfFailed();
    }

    /** @param recordedAt now, by the business clock */
    public static void check(IncidentCommand command, Instant recordedAt) {
        Validation validation = new Validation();
        switch (command) {
            case IncidentCommand.Resolve resolve ->
                validation
                        .requireText(resolve.resolution(), RESOLUTION, "input", "resolution")
                        .check(
                                resolve.restoredAt() == null
                                        || !resolve.restoredAt()
                                                .isAfter(Objects.requireNonNullElse(resolve.occurredAt(), recordedAt)),
                                "at or before the resolution",
                                "input",
                                "restoredAt");
            case IncidentCommand.Reopen reopen ->
                validation.requireText(reopen.reason(), TicketRules.REASON, "input", "reason");
            case IncidentCommand.RevokeClosure revoke ->
                validation.requireText(revoke.reason(), TicketRules.REASON, "input", "reason");
            case IncidentCommand.Cancel cancel ->
                validation.requireText(cancel.reason(), TicketRules.REASON, "input", "reason");
            case IncidentCommand.Update update -> {
                if (update.title().given()) {
                    validation.requireText(update.title().value(), TicketRules.TITLE, "input", "title");
                }
                if (update.affectedPersonId().clears()) {
                    validation.requireText(null, TicketRules.TITLE, "input", "affectedPersonId");
                }
                validation
                        .limitText(update.description().value(), TicketRules.DESCRIPTION, "input", "description")
                        .limitText(update.location().value(), LOCATION, "input", "location")
                        .limitText(update.symptom().value(), SYMPTOM, "input", "symptom");
            }
            case IncidentCommand.Start _, IncidentCommand.Confirm _, IncidentCommand.Close _ -> {
                // nothing is said beside them
            }
        }
        validation.refuseIfFailed();
    }
}
