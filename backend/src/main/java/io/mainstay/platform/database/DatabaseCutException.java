// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

/**
 * Work in the database was given up: the time of the request that it was for is over, its caller has gone, or the database
 * did not answer in time. No fault of the work's own.
 */
public final class DatabaseCutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean maybeDone;

    DatabaseCutException(String message) {
        super(message);
        this.maybeDone = false;
    }

    DatabaseCutException(String message, Throwable cause, boolean maybeDone) {
        super(message, cause);
        this.maybeDone = maybeDone;
    }

    /** Whether what was to be written may have been written all the same: it was given up while it was being committed. */
    public boolean maybeDone() {
        return maybeDone;
    }
}
