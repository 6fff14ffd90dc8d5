// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.window.SetChangeWindow;
import org.jspecify.annotations.Nullable;

/** An entry of a list of freezes, as it is written. */
public interface ListedFreeze {

    /** At which it begins, from 1. */
    int line();

    @Nullable
    String uid();

    @Nullable
    String name();

    /**
     * The freeze that it says. Whether that is one, {@link ChangeWindowRules} says.
     *
     * @throws RefusedException naming line and rule
     */
    SetChangeWindow command(SetChangeWindow.Scope scope);

    /** Where it says what a field of a change window is; where it begins if it does not. */
    Place place(String field);

    /**
     * Where something stands in a list.
     *
     * @param line from 1
     * @param property what it is called there; empty for the entry as a whole
     */
    record Place(int line, String property) {

        /** What is wrong there. */
        public UserError error(UserErrorCode code, String message) {
            return UserError.of(
                            code,
                            "Line %d%s: %s".formatted(line, property.isEmpty() ? "" : ", " + property, message),
                            "input",
                            "content")
                    .with("line", line);
        }

        RefusedException refused(String message) {
            return new RefusedException(error(UserErrorCode.INVALID, message));
        }
    }
}
