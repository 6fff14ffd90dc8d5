// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

/** The graph cannot be brought up to date; the application does not start. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
