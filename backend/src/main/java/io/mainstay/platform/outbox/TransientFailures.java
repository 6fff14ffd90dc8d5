// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.function.Predicate;
import org.springframework.data.neo4j.core.support.RetryExceptionPredicate;

/** Tells transient failures, which only say that a server is away, from those that say something about an event. */
final class TransientFailures {

    private static final Predicate<Throwable> DATABASE = new RetryExceptionPredicate();

    private TransientFailures() {}

    static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConsumerUnavailableException || DATABASE.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
