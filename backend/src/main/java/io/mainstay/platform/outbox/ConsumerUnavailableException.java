// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a consumer writes to is away, so its events wait; none of them is at fault. */
public final class ConsumerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    public ConsumerUnavailableException(String message, Throwable cause) {
        this(message, cause, null);
    }

    /** @param retryAfter how long it asked to be left alone; null if it said nothing */
    public ConsumerUnavailableException(String message, Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the next attempt; null for the usual growing pauses. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
