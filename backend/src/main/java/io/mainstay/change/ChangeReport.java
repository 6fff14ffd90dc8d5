// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.kernel.Principal;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * How the changes and releases of an organisation, and of those below it, came out that ended in a calendar month, as it was when
 * the report was made. It never changes: a correction is another edition.
 *
 * @param edition 1 for the first one of the month, and one more for each correction
 * @param zone by whose calendar the month is
 * @param from when the month began
 * @param to when it ended, exclusive
 * @param correctsId the edition before; null for the first one
 * @param reason why it was made; null for one that Mainstay made by itself
 * @param figuresDigest of the figures as they are kept
 */
public record ChangeReport(
        String id,
        String organisationId,
        YearMonth month,
        int edition,
        String zone,
        Instant from,
        Instant to,
        @Nullable String correctsId,
        @Nullable String reason,
        String madeById,
        Figures figures,
        String figuresDigest,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "ChangeReport";

    /**
     * What is kept: numbers, and of what changes are put together by, ids alone.
     *
     * @param approvals null in reports that were made by a release that did not count them
     */
    public record Figures(
            Counts total,
            Groups byTeam,
            Groups byType,
            Groups byTemplate,
            Groups byServiceOffering,
            Times leadTime,
            Times waitingTime,
            Conflicts conflicts,
            Incidents incidents,
            ReleaseFigures releases,
            ChangeFigures.@Nullable Approvals approvals) {}

    /** How many pairs of changes were in each other's way; see {@link ChangeFigures.Conflicts}. */
    public record Conflicts(int found, int avoided, boolean complete) {}

    /** Incidents that changes may have caused; see {@link ChangeFigures.Incidents}. */
    public record Incidents(int changes, int incidents, int implemented, boolean complete) {

        public @Nullable Double share() {
            return complete ? ChangeFigures.share(changes, implemented) : null;
        }
    }

    /** Reports of a month, of one organisation. */
    public record Period(String organisationId, YearMonth month) {}

    public Period period() {
        return new Period(organisationId, month);
    }

    public Period periodBefore() {
        return new Period(organisationId, month.minusMonths(1));
    }

    /**
     * Whether no report of the month is missing: Mainstay made this one by itself, or somebody else when it would have.
     *
     * @param due since when the month's reports are made
     */
    public boolean settles(Instant due) {
        return reason == null || !createdAt.isBefore(due);
    }

    /** Its place among the reports of the organisation, the newest last; no other one has it. */
    public String place() {
        return "%s.%05d".formatted(month, edition);
    }

    /** Whether somebody sees all of an organisation, whose reports count what is hidden. */
    public static boolean isShown(Principal principal, String organisationId) {
        return principal.visibility().everything()
                || (principal.visibility().organisationIds().contains(organisationId)
                        && !principal.visibility().selfServiceOnly());
    }

    /** The same at its next revision. */
    public ChangeReport moved(int newVersion, int newRevision, Instant at) {
        return new ChangeReport(
                id,
                organisationId,
                month,
                edition,
                zone,
                from,
                to,
                correctsId,
                reason,
                madeById,
                figures,
                figuresDigest,
                newVersion,
                newRevision,
                createdAt,
                at);
    }
}
