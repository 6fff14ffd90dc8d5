// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.kernel.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a list of freezes, and what comes of it.
 *
 * @param line at which it begins, from 1
 * @param uid null if it has none
 * @param name null if it has none
 * @param changeWindow the freeze as it is; null if there is none
 * @param userErrors what is wrong with it
 */
public record FreezeListEntry(
        int line,
        @Nullable String uid,
        @Nullable String name,
        FreezeListOutcome outcome,
        @Nullable ChangeWindow changeWindow,
        List<UserError> userErrors) {

    public FreezeListEntry {
        userErrors = List.copyOf(userErrors);
    }
}
