// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.kernel.Principal;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The log of what operators did, when and to what, for auditors. */
public interface OperatorLog {

    /**
     * Runs an operation and writes its entry in one transaction.
     *
     * @param action what is done, such as {@code dead-letter.replay}
     * @param operation writes to the graph and nowhere else; may run twice
     * @param details what was done, of the operation's result, by name
     */
    <T> T run(Principal operator, String action, Supplier<T> operation, Function<T, Map<String, String>> details);

    /** Writes the entry of an operation that is not one transaction and has been done. */
    default void record(Principal operator, String action, Map<String, String> details) {
        run(operator, action, () -> details, Function.identity());
    }
}
