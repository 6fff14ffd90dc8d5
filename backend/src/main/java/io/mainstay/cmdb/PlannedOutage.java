// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval in which a CI is planned not to work, or to work impaired. Unlike a maintenance window, which permits
 * something, it says what will be.
 *
 * @param number what people call it by, such as {@code OUT0000001}
 * @param effect what happens to the CI itself: STOPS takes it down, DEGRADES impairs it
 * @param from the instant from which on the CI is affected
 * @param to the first instant at which it is not affected any more
 * @param title what is done
 * @param reason why, in a few sentences
 * @param changeId the change that brings it and that it moves with; null for one that somebody has planned by itself
 * @param notice what the users of the services that it hits were told last; null while they were told nothing
 * @param version moves with each change; see {@code expectedVersion}
 * @param revision moves with each transaction on the outage
 */
public record PlannedOutage(
        String id,
        String number,
        String ciId,
        FailureEffect effect,
        Instant from,
        Instant to,
        String title,
        @Nullable String reason,
        PlannedOutageState state,
        @Nullable String changeId,
        @Nullable Notice notice,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "PlannedOutage";

    /** How long an outage may last. */
    public static final Duration MAX_LENGTH = Duration.ofDays(366);

    /** What users were told of an outage, and when. */
    public record Notice(Instant at, PlannedOutageState state, FailureEffect effect, Instant from, Instant to) {}

    /** Whether what users were told is still so. */
    public boolean isAsTold() {
        return notice != null
                && notice.state() == state
                && (state == PlannedOutageState.CANCELLED
                        || (notice.effect() == effect
                                && notice.from().equals(from)
                                && notice.to().equals(to)));
    }

    /** Whether it changes no more: it is cancelled, or over at this instant. */
    public boolean closed(Instant now) {
        return state == PlannedOutageState.CANCELLED || !to.isAfter(now);
    }

    PlannedOutage cancelled() {
        return copy(effect, from, to, title, reason, PlannedOutageState.CANCELLED);
    }

    /** The same as a change says that it is to be. */
    PlannedOutage as(ExpectedOutage expected) {
        return copy(
                expected.effect(),
                expected.from(),
                expected.to(),
                expected.title(),
                reason,
                PlannedOutageState.PLANNED);
    }

    /** The same, over at an instant. */
    PlannedOutage endedAt(Instant at) {
        return copy(effect, from, at, title, reason, state);
    }

    /** The same, of which users were told at an instant. */
    public PlannedOutage toldAt(Instant at) {
        return moved(new Notice(at, state, effect, from, to), version, revision, updatedAt);
    }

    /** The same at its next revision. */
    public PlannedOutage moved(int newVersion, int newRevision, Instant now) {
        return moved(notice, newVersion, newRevision, now);
    }

    PlannedOutage with(UpdatePlannedOutage command) {
        return copy(
                command.effect().overRequired(effect),
                command.from().overRequired(from),
                command.to().overRequired(to),
                command.title().overRequired(title).strip(),
                blankToNull(command.reason().over(reason)),
                state);
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private PlannedOutage copy(
            FailureEffect newEffect,
            Instant newFrom,
            Instant newTo,
            String newTitle,
            @Nullable String newReason,
            PlannedOutageState newState) {
        return new PlannedOutage(
                id, number, ciId, newEffect, newFrom, newTo, newTitle, newReason, newState, changeId, notice, version,
                revision, createdAt, updatedAt);
    }

    private PlannedOutage moved(@Nullable Notice newNotice, int newVersion, int newRevision, Instant now) {
        return new PlannedOutage(
                id,
                number,
                ciId,
                effect,
                from,
                to,
                title,
                reason,
                state,
                changeId,
                newNotice,
                newVersion,
                newRevision,
                createdAt,
                now);
    }
}
