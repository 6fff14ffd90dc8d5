// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.util.concurrent.ThreadFactory;

/**
 * Marks the threads of workers, timers, schedules and jobs, which use connections of their own, so that no number of
 * requests keeps events and timers waiting. A thread that such a thread starts is marked by itself only if it is wrapped
 * too.
 */
public final class BackgroundWork {

    private static final ScopedValue<Boolean> MARK = ScopedValue.newInstance();

    private BackgroundWork() {}

    /** What a thread of a worker runs. */
    public static Runnable mark(Runnable work) {
        return () -> ScopedValue.where(MARK, true).run(work);
    }

    /** Makes threads that a worker has its work done by. */
    public static ThreadFactory threads() {
        return work -> Thread.ofVirtual().unstarted(mark(work));
    }

    /** Whether this thread works for no request. */
    static boolean isActive() {
        return MARK.isBound();
    }
}
