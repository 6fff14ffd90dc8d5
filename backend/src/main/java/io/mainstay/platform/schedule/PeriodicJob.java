// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

/**
 * Something that runs every so often, on one replica. A bean of this type is all that it takes.
 *
 * <p>A run that is cut short by a crash is run again, so it must be harmless to repeat.
 */
public interface PeriodicJob {

    /** A stable name, such as {@code outbox.purge}. */
    String name();

    Cadence cadence();

    /** What becomes of runs that were missed while nothing ran. */
    default Missed missed() {
        return Missed.RUN_ONCE;
    }

    /** Runs; an exception is logged and shown, and the next run is the next by the cadence. */
    void run();

    /** What becomes of runs that were missed. */
    enum Missed {
        /** One run at start makes up for all. */
        RUN_ONCE,
        /** A run that is more than a minute late is left out. */
        SKIP
    }
}
