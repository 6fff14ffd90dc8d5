// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.util.List;

/**
 * The change windows that cover one CI and hold at some time of a range.
 *
 * @param windows the one that holds first comes first
 * @param complete false if there may be more windows or more occurrences
 */
public record ItemChangeWindows(List<HeldChangeWindow> windows, boolean complete) {

    public ItemChangeWindows {
        windows = List.copyOf(windows);
    }

    /** Those that forbid changes. */
    public List<HeldChangeWindow> freezes() {
        return of(ChangeWindowKind.FREEZE);
    }

    /** Those that permit work. */
    public List<HeldChangeWindow> maintenance() {
        return of(ChangeWindowKind.MAINTENANCE);
    }

    private List<HeldChangeWindow> of(ChangeWindowKind kind) {
        return windows.stream().filter(held -> held.window().kind() == kind).toList();
    }
}
