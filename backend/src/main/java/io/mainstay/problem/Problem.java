// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.Ticket;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is at one revision: a cause, or potential cause, of one or more incidents (ISO/IEC 20000-1:2018, 8.6.3).
 *
 * @param cause what was found to cause it; null while nothing was
 * @param workaround how to live with it; null while nobody knows how
 * @param knownErrorSince since when its cause is known and not removed; null while it is not, and once it is resolved
 * @param outcome what became of it; null while work goes on
 */
public record Problem(
        Header header,
        Facets facets,
        ProblemState state,
        @Nullable RootCause cause,
        @Nullable Workaround workaround,
        @Nullable Instant knownErrorSince,
        @Nullable Outcome outcome,
        int reopenCount)
        implements Ticket<Problem, ProblemState> {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "Problem";

    /**
     * The root-cause record.
     *
     * @param text the cause in words
     * @param whys the answers to "why?", each asked of the one before; at most five
     * @param ciIds the configuration items that contribute
     */
    public record RootCause(CauseCategory category, String text, List<String> whys, List<String> ciIds) {
        public RootCause {
            whys = List.copyOf(whys);
            ciIds = List.copyOf(ciIds);
        }
    }

    /**
     * How to live with the problem until it is removed.
     *
     * @param steps what to do, in order
     * @param publishedAt when it was last published to incidents; null if never
     */
    public record Workaround(
            String text, List<String> steps, @Nullable Instant publishedAt) {
        public Workaround {
            steps = List.copyOf(steps);
        }
    }

    /** What became of a problem; what does not apply is null. */
    public record Outcome(
            @Nullable String resolutionCode,
            @Nullable String resolution,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            @Nullable String reason,
            @Nullable Instant reviewAt,
            @Nullable String duplicateOfId,
            @Nullable Instant effectiveSince) {

        /** What an outcome that is none would be. */
        public static final Outcome NONE = new Outcome(null, null, null, null, null, null, null, null);

        static Outcome resolved(String code, String text, Instant at) {
            return new Outcome(code, text, at, null, null, null, null, null);
        }

        static Outcome because(String reason, @Nullable Instant closedAt) {
            return new Outcome(null, null, null, closedAt, reason, null, null, null);
        }

        static Outcome accepted(String reason, Instant reviewAt) {
            return new Outcome(null, null, null, null, reason, reviewAt, null, null);
        }

        static Outcome duplicate(String duplicateOfId, Instant at) {
            return new Outcome(null, null, null, at, null, null, duplicateOfId, null);
        }

        public Outcome closed(Instant at) {
            return new Outcome(
                    resolutionCode, resolution, resolvedAt, at, reason, reviewAt, duplicateOfId, effectiveSince);
        }

        public Outcome effective(Instant at) {
            return new Outcome(resolutionCode, resolution, resolvedAt, closedAt, reason, reviewAt, duplicateOfId, at);
        }
    }

    @Override
    public Problem with(Header changed) {
        return new Problem(changed, facets, state, cause, workaround, knownErrorSince, outcome, reopenCount);
    }

    @Override
    public Problem with(Facets changed) {
        return new Problem(header, changed, state, cause, workaround, knownErrorSince, outcome, reopenCount);
    }

    @Override
    public Problem at(ProblemState changed) {
        return new Problem(header, facets, changed, cause, workaround, knownErrorSince, outcome, reopenCount);
    }

    public Problem with(RootCause changed) {
        return new Problem(header, facets, state, changed, workaround, knownErrorSince, outcome, reopenCount);
    }

    public Problem with(Workaround changed) {
        return new Problem(header, facets, state, cause, changed, knownErrorSince, outcome, reopenCount);
    }

    public Problem with(Outcome changed) {
        return new Problem(header, facets, state, cause, workaround, knownErrorSince, changed, reopenCount);
    }

    /** @param since null where it is none, or none any more */
    public Problem knownError(@Nullable Instant since) {
        return new Problem(header, facets, state, cause, workaround, since, outcome, reopenCount);
    }

    /** It stays a known error if it was one still, because its risk had been accepted. */
    public Problem reopened() {
        return new Problem(header, facets, state, cause, workaround, knownErrorSince, null, reopenCount + 1);
    }

    public @Nullable CauseCategory causeCategory() {
        return cause == null ? null : cause.category();
    }

    public @Nullable String causeText() {
        return cause == null ? null : cause.text();
    }

    public List<String> whys() {
        return cause == null ? List.of() : cause.whys();
    }

    public List<String> contributingCiIds() {
        return cause == null ? List.of() : cause.ciIds();
    }

    public @Nullable String workaroundText() {
        return workaround == null ? null : workaround.text();
    }

    public List<String> workaroundSteps() {
        return workaround == null ? List.of() : workaround.steps();
    }

    public @Nullable Instant workaroundPublishedAt() {
        return workaround == null ? null : workaround.publishedAt();
    }

    public @Nullable String resolutionCode() {
        return outcome == null ? null : outcome.resolutionCode();
    }

    public @Nullable String resolution() {
        return outcome == null ? null : outcome.resolution();
    }

    public @Nullable Instant resolvedAt() {
        return outcome == null ? null : outcome.resolvedAt();
    }

    public @Nullable Instant closedAt() {
        return outcome == null ? null : outcome.closedAt();
    }

    /** Why its risk was accepted or it was cancelled. */
    public @Nullable String reason() {
        return outcome == null ? null : outcome.reason();
    }

    /** When the accepted risk is looked at again. */
    public @Nullable Instant reviewAt() {
        return outcome == null ? null : outcome.reviewAt();
    }

    public @Nullable String duplicateOfId() {
        return outcome == null ? null : outcome.duplicateOfId();
    }

    /** When it was found that the fix has held. */
    public @Nullable Instant effectiveSince() {
        return outcome == null ? null : outcome.effectiveSince();
    }
}
