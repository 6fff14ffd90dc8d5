// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.record.Subject.Edited;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowCreated;
import io.mainstay.window.ChangeWindowEnded;
import io.mainstay.window.ChangeWindowResumed;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.ChangeWindowSuspended;
import io.mainstay.window.ChangeWindowUpdated;
import java.util.List;
import java.util.Objects;

/** What is told of an edit of a change window. */
public final class ChangeWindowEventMaker {

    private ChangeWindowEventMaker() {}

    public static List<Record> of(Edited<ChangeWindow> edit) {
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
