// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import org.jspecify.annotations.Nullable;

/** A text is no rule of recurrence that is offered; the message says what it must be. */
final class RecurrenceSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecurrenceSyntaxException(String wanted, @Nullable Exception cause) {
        super(wanted, cause);
    }

    /** What the text must be. */
    String wanted() {
        return String.valueOf(getMessage());
    }
}
