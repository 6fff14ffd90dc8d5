// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.attachment.Attachments;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Validation;
import io.mainstay.record.WorkLog;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Validates the input of commands that tickets of all kinds share, each field by itself. Lengths are in characters. */
public final class TicketRules {

    public static final int TITLE = 200;
    public static final int DESCRIPTION = 32_000;
    public static final int REASON = 2_000;
    public static final int MAX_CIS = 100;

    private TicketRules() {}

    /** @param recordedAt now, by the business clock */
    public static void check(FacetCommand command, Instant recordedAt) {
        Validation validation = new Validation();
        switch (command) {
            case FacetCommand.Hold hold ->
                validation.check(
                        hold.followUpAt() == null
                                || Objects.requireNonNullElse(hold.occurredAt(), recordedAt)
                                        .isBefore(hold.followUpAt()),
                        "after the beginning of the hold",
                        "input",
                        "followUpAt");
            case FacetCommand.Classify classify ->
                checkUntil(validation, classify.until(), classify.confidentiality(), recordedAt);
            case FacetCommand.LinkCis link -> checkCis(validation, link.ciIds(), 1);
            case FacetCommand.UnlinkCis unlink -> checkCis(validation, unlink.ciIds(), 1);
            case FacetCommand.Comment comment ->
                validation.requireText(comment.text(), WorkLog.MAX_LENGTH, "input", "text");
            case FacetCommand.AddWorkNote note ->
                validation.requireText(note.text(), WorkLog.MAX_LENGTH, "input", "text");
            case FacetCommand.CorrectEntry correct -> {
                if (correct.text() != null || !correct.withdraw()) {
                    validation.requireText(correct.text(), WorkLog.MAX_LENGTH, "input", "text");
                }
            }
            case FacetCommand.Attach attach -> checkAttachments(validation, attach.attachmentIds());
            case FacetCommand.Detach detach -> checkAttachments(validation, detach.attachmentIds());
            case FacetCommand.Assign _, FacetCommand.Resume _, FacetCommand.Prioritise _ -> {
                // their values are references and choices, which are looked up
            }
        }
        validation.refuseIfFailed();
    }

    /**
     * What a list of an input names, each once. One that has too many is left as it was sent: its check, which refuses it, counts
     * what was sent, repeated or not.
     *
     * @param most how many the check lets pass
     */
    public static List<String> eachOnce(@Nullable List<String> ids, int most) {
        if (ids == null) {
            return List.of();
        }
        return ids.size() > most ? ids : ids.stream().distinct().toList();
    }

    /** @param least 1 where the list is the point of the input, 0 where it may be left out */
    public static void checkCis(Validation validation, List<String> ciIds, int least) {
        validation.check(
                ciIds.size() >= least && ciIds.size() <= MAX_CIS,
                "a list of " + (least == 0 ? "at most " : least + " to ") + MAX_CIS + " configuration items",
                "input",
                "ciIds");
    }

    private static void checkAttachments(Validation validation, List<String> attachmentIds) {
        validation.check(
                !attachmentIds.isEmpty() && attachmentIds.size() <= Attachments.MAX_AT_ONCE,
                "a list of 1 to " + Attachments.MAX_AT_ONCE + " attachments",
                "input",
                "attachmentIds");
    }

    public static void checkUntil(
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
}
