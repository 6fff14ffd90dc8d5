// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowCreated;
import io.mainstay.window.ChangeWindowEnded;
import io.mainstay.window.ChangeWindowResumed;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.ChangeWindowSuspended;
import io.mainstay.window.ChangeWindowUpdated;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Change windows, as they are edited. */
@Component
public final class ChangeWindowSubject implements Subject<ChangeWindow> {

    public static final String NAME = "Change window";

    private final ChangeWindowStore store;

    ChangeWindowSubject(ChangeWindowStore store) {
        this.store = store;
    }

    @Override
    public String label() {
        return ChangeWindow.TYPE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ChangeWindow> lock(String id) {
        return store.lock(id);
    }

    /** Whom a freeze binds must be able to see it, so who may read windows sees all of them; what they name is another matter. */
    @Override
    public boolean isVisible(Principal principal, ChangeWindow window) {
        return principal.may(Permission.WINDOW_READ);
    }

    @Override
    public Revision revision(ChangeWindow window) {
        return new Revision(window.id(), window.version(), window.revision(), window.updatedAt());
    }

    @Override
    public @Nullable Access access(ChangeWindow window) {
        return null;
    }

    @Override
    public List<FieldChange> changes(@Nullable ChangeWindow before, ChangeWindow after) {
        return before == null ? ChangeWindowFields.ALL.created(after) : ChangeWindowFields.ALL.between(before, after);
    }

    @Override
    public ChangeWindow next(ChangeWindow changed, Revision next) {
        return changed.moved(next.version(), next.revision(), next.lastEventAt());
    }

    @Override
    public void create(ChangeWindow window) {
        store.create(window);
    }

    @Override
    public void save(ChangeWindow before, ChangeWindow after) {
        store.save(after);
    }

    @Override
    public Map<String, Instant> timers(ChangeWindow window) {
        Instant until = window.suspendedUntil();
        return until == null ? Map.of() : Map.of(SuspensionOver.KIND, until);
    }

    /** What is told of an edit. */
    public static List<Record> events(Edited<ChangeWindow> edit) {
        ChangeWindow before = edit.before();
        ChangeWindow after = edit.after();
        if (before == null) {
            return List.of(new ChangeWindowCreated(after.id(), after.kind(), after.name(), after.version()));
        }
        boolean suspension = !Objects.equals(before.suspendedUntil(), after.suspendedUntil())
                || !Objects.equals(before.suspensionReason(), after.suspensionReason());
        if (after.state() == ChangeWindowState.ENDED) {
            return List.of(new ChangeWindowEnded(after.id(), after.kind(), after.name(), after.version()));
        }
        if (!suspension) {
            return List.of(new ChangeWindowUpdated(after.id(), after.kind(), after.name(), after.version()));
        }
        if (after.state() == ChangeWindowState.SUSPENDED) {
            return List.of(new ChangeWindowSuspended(
                    after.id(),
                    after.kind(),
                    after.name(),
                    Objects.requireNonNull(after.suspendedUntil()),
                    Objects.requireNonNull(after.suspensionReason()),
                    after.version()));
        }
        return List.of(new ChangeWindowResumed(
                after.id(), after.kind(), after.name(), edit.action().equals(SuspensionOver.KIND), after.version()));
    }
}
