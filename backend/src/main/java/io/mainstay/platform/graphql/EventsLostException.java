// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

/** A subscription ends because it can no longer show every event. The client reads its records again and subscribes anew. */
public final class EventsLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private EventsLostException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The subscriber takes events more slowly than they happen. */
    static EventsLostException tooSlow(int buffered) {
        return new EventsLostException(
                ErrorCode.TOO_SLOW,
                "More than " + buffered
                        + " events wait for this subscriber. Read again what you follow, and subscribe anew.");
    }

    /** Mainstay could not read what an event is about. */
    public static EventsLostException unavailable() {
        return new EventsLostException(
                ErrorCode.UNAVAILABLE, "An event could not be shown. Read again what you follow, and subscribe anew.");
    }

    public ErrorCode code() {
        return code;
    }
}
