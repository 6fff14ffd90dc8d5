package io.mainstay.platform.database;

/**
 * Work in the database was given up: the time of the request that it was for is over, its caller has gone, or the database
 * did not answer in time. No fault of the work's own.
 */
public final class DatabaseCutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseCutException(String message) {
        super(message);
    }

    DatabaseCutException(String message, Throwable cause) {
        super(message, cause);
    }
}
