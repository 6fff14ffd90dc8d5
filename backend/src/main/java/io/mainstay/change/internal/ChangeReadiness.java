// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.RiskLevel;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a change must have before it goes on. It is asked for each time that it does, because what was there may have been taken
 * away since.
 */
public final class ChangeReadiness {

    private ChangeReadiness() {}

    /**
     * What is known of a change beside its own fields.
     *
     * @param cis how many configuration items it changes
     * @param urgentIncident whether it is to resolve an incident of one of the two highest priorities
     */
    public record Links(int cis, boolean urgentIncident) {}

    /**
     * Checks that a change can be assessed, authorised and started.
     *
     * @throws io.mainstay.kernel.RefusedException REQUIRED for each field that is missing, CONFLICT if its window is over
     */
    public static void check(Change change, Links links, Instant now) {
        Validation validation = new Validation();
        Change.Plan plan = change.plan();
        require(validation, plan.implementerIds().isEmpty() ? null : plan, "implementerIds", "who carries it out");
        switch (change.type()) {
            // Of a standard change, the plans are the template's.
            case NORMAL, STANDARD -> {
                require(
                        validation,
                        links.cis() > 0 ? change : change.purpose().noCisReason(),
                        "noCisReason",
                        "why it changes no configuration item, if none is linked");
                require(validation, plan.steps(), "plan", "what to do");
                require(validation, plan.backOut(), "backOutPlan", "how to undo it");
                require(validation, plan.window(), "window", "when it is made");
            }
            case EMERGENCY ->
                require(
                        validation,
                        links.urgentIncident() ? change : change.purpose().imminentRisk(),
                        "imminentRisk",
                        "which risk is imminent, if no incident of priority P1 or P2 is linked");
        }
        Change.Window window = plan.window();
        if (window != null && window.to().isBefore(now)) {
            validation.add(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The window was over at " + window.to() + "; plan another one.",
                            "id")
                    .with("plannedTo", window.to().toString()));
        }
        validation.refuseIfFailed();
    }

    /**
     * Checks that there is evidence of a test where the risk asks for it.
     *
     * @throws io.mainstay.kernel.RefusedException REQUIRED if not
     */
    public static void checkEvidence(Change change, RiskLevel level) {
        Validation validation = new Validation();
        if (level.needsTestEvidence()) {
            require(validation, change.plan().test(), "testPlan", "how it was or will be tested, at risk " + level);
        }
        validation.refuseIfFailed();
    }

    /**
     * Checks that a change in its window may start.
     *
     * @throws io.mainstay.kernel.RefusedException CONFLICT outside its window
     */
    public static void checkWindow(Change change, Instant at) {
        Change.Window window = change.plan().window();
        if (window != null && (at.isBefore(window.from()) || at.isAfter(window.to()))) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The window is from " + window.from() + " to " + window.to() + "; plan another one.",
                            "id")
                    .with("plannedFrom", window.from().toString())
                    .with("plannedTo", window.to().toString()));
        }
    }

    /**
     * Checks that a change may be closed.
     *
     * @throws io.mainstay.kernel.RefusedException REQUIRED while its paperwork is not filed
     */
    public static void checkPaperwork(Change change) {
        Change.Paperwork paperwork = change.paperwork();
        if (paperwork.dueAt() != null && paperwork.filedAt() == null) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.REQUIRED,
                            "The paperwork of the emergency is required first; file it with changeFilePaperwork.",
                            "id")
                    .with("field", "paperworkFiledAt"));
        }
    }

    private static void require(Validation validation, @Nullable Object value, String field, String what) {
        if (value == null) {
            validation.add(UserError.of(UserErrorCode.REQUIRED, field + " is required: " + what + ".", "id")
                    .with("field", field));
        }
    }
}
