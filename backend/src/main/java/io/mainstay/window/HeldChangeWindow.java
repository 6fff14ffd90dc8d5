// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.util.List;

/**
 * A change window that covers a CI and holds at some time of a range.
 *
 * @param why at least one reason
 * @param occurrences those that touch the range, at least one, in the order in which they begin
 */
public record HeldChangeWindow(
        ChangeWindow window, List<ChangeWindowReason> why, List<ChangeWindowOccurrence> occurrences) {

    public HeldChangeWindow {
        why = List.copyOf(why);
        occurrences = List.copyOf(occurrences);
    }
}
