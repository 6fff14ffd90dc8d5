// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import java.util.function.Supplier;

/**
 * Lets a loop go on after an {@link Error} of the code that it runs, such as a stack that overflows or a class that cannot
 * be loaded. To the loop it is a failure like any other: logged, counted, tried again, put aside. Otherwise the thread would
 * end, and with it, until the process is started again, everything that it does. Every loop calls through here what others
 * have written.
 */
public final class Faults {

    private Faults() {}

    /** @throws FaultException if the work ends in an error */
    public static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (Error error) {
            throw new FaultException(error);
        }
    }

    /** As {@link #call}. */
    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
