// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.release.Release;
import io.mainstay.release.ServiceChange;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a release must have before it goes on. It is asked each time that it does: what was there may have been taken away since. */
public final class ReleaseReadiness {

    /** What speaks against the closure of a release in its early life. */
    public static final String EARLY_LIFE = "EARLY_LIFE";

    private ReleaseReadiness() {}

    /** @throws RefusedException REQUIRED if there is nothing to deploy */
    public static void checkBuilt(Release release) {
        if (release.artifacts().isEmpty()) {
            throw required("artifacts", "what is deployed; add one with releaseAddArtifact");
        }
    }

    /** @throws RefusedException REQUIRED if nobody has said when it is accepted, not all of that is met with evidence, or its service is not planned */
    public static void checkReady(Release release) {
        checkBuilt(release);
        if (release.criteria().isEmpty()) {
            throw required("criteria", "when it is accepted; say it with releaseSetCriterion");
        }
        checkCriteria(release.unproven(), "All acceptance criteria are met first, each with evidence; these are not: ");
        checkService(release);
    }

    /** A new, changed or removed service is planned before it is accepted: which one, how, and what is to come of it. */
    private static void checkService(Release release) {
        ServiceChange change = release.service().change();
        if (change == null) {
            return;
        }
        if (change != ServiceChange.NEW && release.serviceOfferingId() == null) {
            throw required("serviceOfferingId", "the service that is " + change);
        }
        if (isBlank(release.plan().steps())) {
            throw required("plan", "how the service is " + change);
        }
        if (isBlank(release.service().intended())) {
            throw required("intendedOutcome", "what is to come of it for those who use the service");
        }
    }

    /** @throws RefusedException REQUIRED without a plan and one to roll back, which are what is approved */
    public static void checkPlanned(Release release) {
        if (isBlank(release.plan().steps())) {
            throw required("plan", "what is to be done");
        }
        if (isBlank(release.plan().rollBack())) {
            throw required("rollBackPlan", "how to undo it");
        }
    }

    /** @throws RefusedException REQUIRED without a review, without whether each criterion held, or without what came of its service; CONFLICT while its early life lasts */
    public static void checkClosed(Release release, Instant now) {
        if (release.course().review() == null) {
            throw required("review", "what is to be learned of it; write it with releaseReview");
        }
        checkCriteria(
                release.unreviewed(),
                "The review says first of each acceptance criterion whether it held; say it of these with releaseReview: ");
        if (release.service().change() != null && release.service().outcome() == null) {
            throw required("serviceOutcome", "what came of the service; say it with releaseReview");
        }
        if (release.service().change() == ServiceChange.NEW && release.serviceOfferingId() == null) {
            throw required("serviceOfferingId", "the service that is new; name it with releaseReview");
        }
        Instant until = release.course().earlyLifeUntil();
        if (until != null && now.isBefore(until)) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "The early life of the release lasts until " + until + "; it is closed after that.",
                            "id")
                    .with("cause", EARLY_LIFE)
                    .with("until", until.toString()));
        }
    }

    private static void checkCriteria(List<Integer> missing, String words) {
        if (!missing.isEmpty()) {
            String numbers = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw new RefusedException(UserError.of(UserErrorCode.REQUIRED, words + numbers + ".", "id")
                    .with("field", "criteria")
                    .with("numbers", missing));
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static RefusedException required(String field, String what) {
        return new RefusedException(
                UserError.of(UserErrorCode.REQUIRED, field + " is required first: " + what + ".", "id")
                        .with("field", field));
    }
}
