// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import io.mainstay.window.internal.ChangeWindowEventMaker;
import io.mainstay.window.internal.ChangeWindowRules;
import io.mainstay.window.internal.Definition;
import io.mainstay.window.internal.ScopeReferences;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sets change windows, suspends, resumes and ends them. */
@Service
public final class ChangeWindowService {

    private static final Set<ChangeWindowState> NOT_ENDED =
            EnumSet.of(ChangeWindowState.ACTIVE, ChangeWindowState.SUSPENDED);

    private static final String EXPECTED_VERSION = "expectedVersion";

    private final Edits edits;
    private final ChangeWindowStore store;
    private final ScopeReferences references;
    private final BusinessClock clock;

    ChangeWindowService(Edits edits, ChangeWindowStore store, ScopeReferences references, BusinessClock clock) {
        this.edits = edits;
        this.store = store;
        this.references = references;
        this.clock = clock;
    }

    /**
     * Makes a change window, or makes one that there is what the command says; a suspension stays. What the scope names and the
     * principal does not see stays too.
     *
     * @param id null for a new window
     * @param expectedVersion the version that the caller has seen; null for a new window
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @return the window afterwards; as it was if the command changes nothing
     * @throws RefusedException if the command breaks a rule; NOT_FOUND if there is no window of the kind, or for what its scope names
     *     and the principal does not see; CONFLICT if it has ended
     */
    public ChangeWindow set(
            Principal principal,
            ChangeWindowKind kind,
            @Nullable String id,
            SetChangeWindow command,
            @Nullable Integer expectedVersion,
            @Nullable String idempotencyKey) {
        principal.require(Permission.WINDOW_MANAGE);
        if (id == null) {
            new Validation()
                    .check(expectedVersion == null, "absent for a new window", EXPECTED_VERSION)
                    .refuseIfFailed();
            return create(principal, kind, null, command, idempotencyKey);
        }
        return update(principal, kind, id, command, expectedVersion, idempotencyKey);
    }

    /**
     * What becomes of a freeze, or of one that is to be made, if it is what the command says.
     *
     * @param before null for a new one
     * @param asked the scope of the command
     * @throws RefusedException as {@link #set} says
     */
    FreezeListOutcome outcome(@Nullable ChangeWindow before, SetChangeWindow command, ScopeReferences.Asked asked) {
        Definition definition = ChangeWindowRules.read(ChangeWindowKind.FREEZE, command, clock.now());
        if (before == null) {
            return FreezeListOutcome.CREATE;
        }
        requireState(before, NOT_ENDED);
        ChangeWindow after = defined(before, asked.over(before.scope()), definition);
        return store.subject().changes(before, after).isEmpty()
                ? FreezeListOutcome.UNCHANGED
                : FreezeListOutcome.UPDATE;
    }

    /**
     * Makes a freeze of an entry of a list.
     *
     * @throws RefusedException as {@link #set} says; CONFLICT if somebody else has made it meanwhile
     */
    ChangeWindow createOfList(Principal principal, ChangeWindow.Origin origin, SetChangeWindow command) {
        return create(principal, ChangeWindowKind.FREEZE, origin, command, null);
    }

    private ChangeWindow create(
            Principal principal,
            ChangeWindowKind kind,
            ChangeWindow.@Nullable Origin origin,
            SetChangeWindow command,
            @Nullable String idempotencyKey) {
        Instant now = clock.now();
        Definition definition = ChangeWindowRules.read(kind, command, now);
        EditRequest request = new EditRequest(
                principal, Ids.next(), action(kind, "create"), null, idempotencyKey, command, Occurrence.at(now));
        return edits.create(store.subject(), request, _ -> {
            requireUnknown(origin);
            return Outcome.of(
                    made(request.recordId(), kind, definition, scope(principal, command, null), origin, now),
                    ChangeWindowEventMaker::of);
        });
    }

    /** Two calls that import the same list at once make each freeze once. */
    private void requireUnknown(ChangeWindow.@Nullable Origin origin) {
        if (origin == null) {
            return;
        }
        store.lockList(origin.source());
        if (!store.ofList(origin.source(), List.of(origin.uid())).isEmpty()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT, "Somebody has imported this meanwhile. Send the list again.", "id"));
        }
    }

    private ChangeWindow update(
            Principal principal,
            ChangeWindowKind kind,
            String id,
            SetChangeWindow command,
            @Nullable Integer expectedVersion,
            @Nullable String idempotencyKey) {
        Instant now = clock.now();
        Definition definition = ChangeWindowRules.read(kind, command, now);
        EditRequest request = new EditRequest(
                principal, id, action(kind, "update"), expectedVersion, idempotencyKey, command, Occurrence.at(now));
        return edits.edit(store.subject(), request, new Step<>() {
            @Override
            public void permit(ChangeWindow before) {
                if (before.kind() != kind) {
                    throw RefusedException.notFound(ChangeWindowStore.NAME + " of the kind " + kind, id, "id");
                }
                new Validation().require(expectedVersion, EXPECTED_VERSION).refuseIfFailed();
            }

            @Override
            public void allow(ChangeWindow before) {
                requireState(before, NOT_ENDED);
            }

            @Override
            public Outcome<ChangeWindow> take(ChangeWindow before, Occurrence at) {
                return Outcome.ifChanged(
                        defined(before, scope(principal, command, before.scope()), definition),
                        ChangeWindowEventMaker::of);
            }
        });
    }

    private static ChangeWindow defined(ChangeWindow before, ChangeWindowScope scope, Definition definition) {
        return before.defined(
                definition.name(),
                definition.description(),
                scope,
                definition.times().schedule(),
                definition.times().occurrences().firstStart(),
                definition.times().occurrences().lastEnd());
    }

    /**
     * Lets a window not hold until an instant, at which it does again by itself. One that is suspended gets the new end and the new
     * reason.
     *
     * @throws RefusedException INVALID if the instant is not in the future or too far ahead; CONFLICT if the window has ended
     */
    public ChangeWindow suspend(
            Principal principal, String id, @Nullable Instant until, @Nullable String reason, int expectedVersion) {
        principal.require(Permission.WINDOW_MANAGE);
        Instant now = clock.now();
        ChangeWindowRules.suspension(until, reason, now);
        Instant again = Objects.requireNonNull(until);
        String why = Objects.requireNonNull(reason).strip();
        return change(
                principal, id, expectedVersion, "suspend", now, NOT_ENDED, before -> before.suspended(now, again, why));
    }

    /** @throws RefusedException CONFLICT if the window is not suspended */
    public ChangeWindow resume(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.WINDOW_MANAGE);
        return change(
                principal,
                id,
                expectedVersion,
                "resume",
                clock.now(),
                EnumSet.of(ChangeWindowState.SUSPENDED),
                ChangeWindow::resumed);
    }

    /** @throws RefusedException CONFLICT if the window has ended already */
    public ChangeWindow end(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.WINDOW_MANAGE);
        Instant now = clock.now();
        return change(principal, id, expectedVersion, "end", now, NOT_ENDED, before -> before.ended(now));
    }

    private ChangeWindow change(
            Principal principal,
            String id,
            int expectedVersion,
            String action,
            Instant now,
            Set<ChangeWindowState> from,
            UnaryOperator<ChangeWindow> change) {
        return edits.edit(
                store.subject(),
                EditRequest.of(principal, id, "change-window." + action, expectedVersion, Occurrence.at(now)),
                new Step<>() {
                    @Override
                    public void allow(ChangeWindow before) {
                        requireState(before, from);
                    }

                    @Override
                    public Outcome<ChangeWindow> take(ChangeWindow before, Occurrence at) {
                        return Outcome.ifChanged(change.apply(before), ChangeWindowEventMaker::of);
                    }
                });
    }

    private static void requireState(ChangeWindow window, Set<ChangeWindowState> wanted) {
        if (!wanted.contains(window.state())) {
            String why = window.state() == ChangeWindowState.ENDED
                    ? " has ended and changes no more."
                    : " is not suspended.";
            throw new RefusedException(
                    UserError.of(UserErrorCode.CONFLICT, ChangeWindowStore.NAME + " " + window.name() + why, "id")
                            .with("state", window.state().name()));
        }
    }

    private ChangeWindowScope scope(Principal principal, SetChangeWindow command, @Nullable ChangeWindowScope before) {
        return references.scope(principal, Objects.requireNonNull(command.scope()), before);
    }

    private static String action(ChangeWindowKind kind, String what) {
        return kind.code() + "." + what;
    }

    private static ChangeWindow made(
            String id,
            ChangeWindowKind kind,
            Definition definition,
            ChangeWindowScope scope,
            ChangeWindow.@Nullable Origin origin,
            Instant now) {
        return new ChangeWindow(
                id,
                kind,
                definition.name(),
                definition.description(),
                scope,
                definition.times().schedule(),
                definition.times().occurrences().firstStart(),
                definition.times().occurrences().lastEnd(),
                ChangeWindowState.ACTIVE,
                null,
                null,
                null,
                null,
                origin,
                1,
                1,
                now,
                now);
    }
}
