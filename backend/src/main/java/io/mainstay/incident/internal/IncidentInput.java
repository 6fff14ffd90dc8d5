package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentReport;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Validation;
import io.mainstay.record.FieldUpdate;
import io.mainstay.record.WorkLog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that each field of an input keeps by itself. Lengths are in characters. */
final class IncidentInput {

    static final int TITLE = 200;
    static final int DESCRIPTION = 32_000;
    static final int LOCATION = 200;
    static final int SYMPTOM = 200;
    static final int RESOLUTION = 8_000;
    static final int REASON = 2_000;
    static final int MAX_CIS = 100;
    private static final int ID = 100;

    private IncidentInput() {}

    /** The path of a field of the input. */
    static String[] path(String field) {
        return new String[] {"input", field};
    }

    static void check(IncidentReport report, Instant recordedAt) {
        Validation validation = new Validation()
                .requireText(report.title(), TITLE, "input", "title")
                .limitText(report.description(), DESCRIPTION, "input", "description")
                .limitText(report.location(), LOCATION, "input", "location")
                .limitText(report.symptom(), SYMPTOM, "input", "symptom")
                .limitText(report.affectedPersonId(), ID, "input", "affectedPersonId")
                .limitText(report.teamId(), ID, "input", "teamId")
                .check(
                        report.ciIds().size() <= MAX_CIS,
                        "a list of at most " + MAX_CIS + " configuration items",
                        "input",
                        "ciIds");
        checkUntil(validation, report.confidentialUntil(), report.confidentiality(), recordedAt);
        validation.refuseIfFailed();
    }

    /** @param recordedAt now, by the business clock */
    static void check(IncidentCommand command, Instant recordedAt) {
        Validation validation = new Validation();
        switch (command) {
            case IncidentCommand.Hold hold ->
                validation.check(
                        hold.followUpAt() == null
                                || occurredAt(hold, recordedAt).isBefore(hold.followUpAt()),
                        "after the beginning of the hold",
                        "input",
                        "followUpAt");
            case IncidentCommand.Resolve resolve ->
                validation
                        .requireText(resolve.resolution(), RESOLUTION, "input", "resolution")
                        .check(
                                resolve.restoredAt() == null
                                        || !resolve.restoredAt().isAfter(occurredAt(resolve, recordedAt)),
                                "at or before the resolution",
                                "input",
                                "restoredAt");
            case IncidentCommand.Reopen reopen -> validation.requireText(reopen.reason(), REASON, "input", "reason");
            case IncidentCommand.Cancel cancel -> validation.requireText(cancel.reason(), REASON, "input", "reason");
            case IncidentCommand.Update update -> checkUpdate(validation, update);
            case IncidentCommand.Classify classify ->
                checkUntil(validation, classify.until(), classify.confidentiality(), recordedAt);
            case IncidentCommand.LinkCis link -> checkCis(validation, link.ciIds());
            case IncidentCommand.UnlinkCis unlink -> checkCis(validation, unlink.ciIds());
            case IncidentCommand.Comment comment ->
                validation.requireText(comment.text(), WorkLog.MAX_LENGTH, "input", "text");
            case IncidentCommand.AddWorkNote note ->
                validation.requireText(note.text(), WorkLog.MAX_LENGTH, "input", "text");
            case IncidentCommand.Assign _,
                    IncidentCommand.Start _,
                    IncidentCommand.Resume _,
                    IncidentCommand.Confirm _,
                    IncidentCommand.Close _,
                    IncidentCommand.Prioritise _ -> {
                // their values are references and choices, which are looked up
            }
        }
        validation.refuseIfFailed();
    }

    private static void checkUpdate(Validation validation, IncidentCommand.Update update) {
        if (update.title().given()) {
            validation.requireText(update.title().value(), TITLE, "input", "title");
        }
        limit(validation, update.description(), DESCRIPTION, "description");
        limit(validation, update.location(), LOCATION, "location");
        limit(validation, update.symptom(), SYMPTOM, "symptom");
    }

    private static void checkCis(Validation validation, List<String> ciIds) {
        validation.check(
                !ciIds.isEmpty() && ciIds.size() <= MAX_CIS,
                "a list of 1 to " + MAX_CIS + " configuration items",
                "input",
                "ciIds");
    }

    private static void checkUntil(
            Validation validation,
            @Nullable Instant until,
            @Nullable Confidentiality confidentiality,
            Instant recordedAt) {
        if (until == null) {
            return;
        }
        validation
                .check(until.isAfter(recordedAt), "in the future", "input", "confidentialUntil")
                .check(
                        confidentiality != null && confidentiality != Confidentiality.PUBLIC_INTERNAL,
                        "absent for what is PUBLIC_INTERNAL",
                        "input",
                        "confidentialUntil");
    }

    private static void limit(Validation validation, FieldUpdate<String> text, int max, String field) {
        validation.limitText(text.value(), max, "input", field);
    }

    private static Instant occurredAt(IncidentCommand command, Instant recordedAt) {
        Instant named = command.occurredAt();
        return named == null ? recordedAt : named;
    }
}
