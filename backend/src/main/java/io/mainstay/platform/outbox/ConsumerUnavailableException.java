// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

/** What a consumer writes to is away, so its events wait; none of them is at fault. */
public final class ConsumerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConsumerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
