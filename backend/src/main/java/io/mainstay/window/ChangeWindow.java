// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval, often one that recurs, in which changes of some CIs are not allowed (freeze) or in which work on them is
 * (maintenance). It permits or forbids; what will not work meanwhile is a planned outage.
 *
 * @param description why it is, in a few sentences
 * @param holdsFrom the instant at which it begins first
 * @param holdsUntil the instant at which it is over for good: its last end, or when it was ended
 * @param suspendedAt when it was suspended; null unless it is
 * @param suspendedUntil when it holds again by itself; null unless it is suspended
 * @param suspensionReason null unless it is suspended
 * @param endedAt when it was ended; null unless it is
 * @param origin of what list it came; null if people made it
 * @param version moves with each change of a field; see {@code expectedVersion}
 * @param revision moves with each transaction on the window
 */
public record ChangeWindow(
        String id,
        ChangeWindowKind kind,
        String name,
        @Nullable String description,
        ChangeWindowScope scope,
        ChangeWindowSchedule schedule,
        Instant holdsFrom,
        Instant holdsUntil,
        ChangeWindowState state,
        @Nullable Instant suspendedAt,
        @Nullable Instant suspendedUntil,
        @Nullable String suspensionReason,
        @Nullable Instant endedAt,
        @Nullable Origin origin,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "ChangeWindow";

    /**
     * The entry of a list of freezes of which a window came.
     *
     * @param source what the list is called
     * @param uid by which a later list of that name says that it is the same
     */
    public record Origin(String source, String uid) {}

    /** @param now when it is suspended; the beginning stays if it is already */
    ChangeWindow suspended(Instant now, Instant until, String reason) {
        return state(ChangeWindowState.SUSPENDED, suspendedAt == null ? now : suspendedAt, until, reason, null);
    }

    /** The same without suspension. */
    public ChangeWindow resumed() {
        return state(ChangeWindowState.ACTIVE, null, null, null, null);
    }

    ChangeWindow ended(Instant now) {
        ChangeWindow ended = state(ChangeWindowState.ENDED, null, null, null, now);
        return ended.holdsUntil.isBefore(now) ? ended : ended.until(now);
    }

    /** The same window with what a caller wants it to be. */
    ChangeWindow defined(
            String newName,
            @Nullable String newDescription,
            ChangeWindowScope newScope,
            ChangeWindowSchedule newSchedule,
            Instant newHoldsFrom,
            Instant newHoldsUntil) {
        return new ChangeWindow(
                id,
                kind,
                newName,
                newDescription,
                newScope,
                newSchedule,
                newHoldsFrom,
                newHoldsUntil,
                state,
                suspendedAt,
                suspendedUntil,
                suspensionReason,
                endedAt,
                origin,
                version,
                revision,
                createdAt,
                updatedAt);
    }

    /** The same at its next revision. */
    public ChangeWindow moved(int newVersion, int newRevision, Instant now) {
        return new ChangeWindow(
                id,
                kind,
                name,
                description,
                scope,
                schedule,
                holdsFrom,
                holdsUntil,
                state,
                suspendedAt,
                suspendedUntil,
                suspensionReason,
                endedAt,
                origin,
                newVersion,
                newRevision,
                createdAt,
                now);
    }

    private ChangeWindow until(Instant newHoldsUntil) {
        return defined(name, description, scope, schedule, holdsFrom, newHoldsUntil);
    }

    private ChangeWindow state(
            ChangeWindowState newState,
            @Nullable Instant newSuspendedAt,
            @Nullable Instant newSuspendedUntil,
            @Nullable String newReason,
            @Nullable Instant newEndedAt) {
        return new ChangeWindow(
                id,
                kind,
                name,
                description,
                scope,
                schedule,
                holdsFrom,
                holdsUntil,
                newState,
                newSuspendedAt,
                newSuspendedUntil,
                newReason,
                newEndedAt,
                origin,
                version,
                revision,
                createdAt,
                updatedAt);
    }
}
