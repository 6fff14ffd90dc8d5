// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.database.DatabaseCutException;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.window.internal.ChangeWindowRules;
import io.mainstay.window.internal.FreezeLists;
import io.mainstay.window.internal.ListedFreeze;
import io.mainstay.window.internal.ScopeReferences;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Imports lists of freezes. Each entry of a list is a freeze, made or set as by hand; by its UID a later list finds it again. Each is for
 * itself, in a transaction of its own: that one is refused undoes nothing of the others, and the list may be sent again.
 */
@Service
public final class FreezeListImportService {

    /** How many entries a list may have, and characters; ours. */
    public static final int MAX_ENTRIES = 100;

    private static final int MAX_LENGTH = 200_000;
    private static final int MAX_SOURCE = 100;
    private static final int MAX_UID = 255;
    private static final Duration TIME_FOR_ONE = Duration.ofSeconds(1);
    private static final String INPUT = "input";
    private static final String CONTENT = "content";

    private final ChangeWindowService windows;
    private final ChangeWindowStore store;
    private final ScopeReferences references;
    private final UnitOfWork work;

    FreezeListImportService(
            ChangeWindowService windows, ChangeWindowStore store, ScopeReferences references, UnitOfWork work) {
        this.windows = windows;
        this.store = store;
        this.references = references;
        this.work = work;
    }

    /**
     * Imports a list, or says what would come of it.
     *
     * @return what has come of each entry, in the order of the list
     * @throws RefusedException if it is no list or is too long; NOT_FOUND for what the scope names and the principal does not see
     */
    public List<FreezeListEntry> importList(Principal principal, ImportFreezeWindows command) {
        principal.require(Permission.WINDOW_MANAGE);
        List<ListedFreeze> entries = read(command);
        String source = command.source().strip();
        List<String> uids =
                entries.stream().map(ListedFreeze::uid).filter(Objects::nonNull).toList();
        Map<String, ChangeWindow> known = work.read(() -> store.ofList(source, uids));
        Import list = new Import(
                principal,
                source,
                command.scope(),
                references.asked(
                        principal,
                        command.scope(),
                        known.values().stream().map(ChangeWindow::scope).toList()),
                Boolean.TRUE.equals(command.dryRun()));
        Map<String, Integer> lines = new HashMap<>();
        List<FreezeListEntry> imported = new ArrayList<>();
        boolean cut = false;
        for (ListedFreeze entry : entries) {
            ChangeWindow before = known.get(entry.uid());
            try {
                requireTime(cut);
                imported.add(imported(list, entry, uid(entry, lines), before));
            } catch (DatabaseCutException gone) {
                cut = true;
                imported.add(refused(entry, before, timeout().errors()));
            } catch (RefusedException refused) {
                imported.add(refused(entry, before, refused.errors()));
            }
        }
        return List.copyOf(imported);
    }

    /**
     * A list that is being imported.
     *
     * @param asked its scope, looked up once for all entries
     */
    private record Import(
            Principal principal,
            String source,
            SetChangeWindow.Scope scope,
            ScopeReferences.Asked asked,
            boolean dryRun) {}

    private FreezeListEntry imported(Import list, ListedFreeze entry, String uid, @Nullable ChangeWindow before) {
        SetChangeWindow freeze = entry.command(list.scope());
        FreezeListOutcome outcome = windows.outcome(before, freeze, list.asked());
        ChangeWindow after = before;
        if (outcome != FreezeListOutcome.UNCHANGED && !list.dryRun()) {
            if (before == null) {
                try {
                    after = windows.createOfList(list.principal(), new ChangeWindow.Origin(list.source(), uid), freeze);
                } catch (RefusedException refused) {
                    return madeMeanwhile(list, entry, uid, refused);
                }
            } else {
                after = windows.set(
                        list.principal(), ChangeWindowKind.FREEZE, before.id(), freeze, before.version(), null);
            }
        }
        return new FreezeListEntry(entry.line(), uid, entry.name(), outcome, after, List.of());
    }

    /** What comes of an entry that another call has imported since this one began: what would have come of it a moment later. */
    private FreezeListEntry madeMeanwhile(Import list, ListedFreeze entry, String uid, RefusedException refused) {
        ChangeWindow other =
                work.read(() -> store.ofList(list.source(), List.of(uid))).get(uid);
        if (other == null) {
            throw refused;
        }
        ScopeReferences.Asked asked = references.asked(list.principal(), list.scope(), List.of(other.scope()));
        return imported(
                new Import(list.principal(), list.source(), list.scope(), asked, list.dryRun()), entry, uid, other);
    }

    private static FreezeListEntry refused(ListedFreeze entry, @Nullable ChangeWindow before, List<UserError> errors) {
        return new FreezeListEntry(
                entry.line(),
                entry.uid(),
                entry.name(),
                FreezeListOutcome.INVALID,
                before,
                errors.stream().map(error -> ofEntry(entry, error)).toList());
    }

    private static List<ListedFreeze> read(ImportFreezeWindows command) {
        String content = command.content();
        Validation validation = new Validation().requireText(command.source(), MAX_SOURCE, INPUT, "source");
        if (content.isBlank() || content.length() > MAX_LENGTH) {
            validation.requireText(content, MAX_LENGTH, INPUT, CONTENT);
        }
        validation.refuseIfFailed();
        String zone = ChangeWindowRules.zone(command.zone());
        ChangeWindowRules.checkScope(ChangeWindowKind.FREEZE, command.scope());
        List<ListedFreeze> entries = FreezeLists.read(command.format(), content, zone);
        new Validation()
                .check(
                        !entries.isEmpty() && entries.size() <= MAX_ENTRIES,
                        "a list of 1 to " + MAX_ENTRIES + " freezes",
                        INPUT,
                        CONTENT)
                .refuseIfFailed();
        return entries;
    }

    /** By which it is found again; that of no entry before, whose lines are known. */
    private static String uid(ListedFreeze entry, Map<String, Integer> lines) {
        String uid = entry.uid();
        if (uid == null || uid.isBlank()) {
            throw new RefusedException(entry.place("uid")
                    .error(UserErrorCode.REQUIRED, "there must be a UID, by which a later list finds it."));
        }
        if (uid.length() > MAX_UID) {
            throw new RefusedException(entry.place("uid")
                    .error(UserErrorCode.TOO_LONG, "the UID must not be longer than " + MAX_UID + " characters."));
        }
        Integer earlier = lines.putIfAbsent(uid, entry.line());
        if (earlier != null) {
            throw new RefusedException(entry.place("uid")
                    .error(UserErrorCode.INVALID, "the UID must not be that of line " + earlier + "."));
        }
        return uid;
    }

    private static void requireTime(boolean cut) {
        if (cut || !RequestWork.hasTimeFor(TIME_FOR_ONE)) {
            throw timeout();
        }
    }

    private static RefusedException timeout() {
        return new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT, "There was no time left to import this. Send the list again.", CONTENT)
                .with("cause", "TIMEOUT"));
    }

    /** What is wrong with a freeze, as something wrong with the line at which the list says it. */
    private static UserError ofEntry(ListedFreeze entry, UserError error) {
        if (error.parameters().containsKey("line")) {
            return error;
        }
        String field = error.field().isEmpty() ? "" : error.field().getLast();
        UserError placed = entry.place(field).error(error.code(), error.message());
        Map<String, Object> parameters = new HashMap<>(error.parameters());
        parameters.putAll(placed.parameters());
        return new UserError(placed.code(), placed.message(), placed.field(), parameters);
    }
}
