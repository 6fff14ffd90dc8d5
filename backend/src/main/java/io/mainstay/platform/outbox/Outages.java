package io.mainstay.platform.outbox;

import java.util.function.Predicate;
import org.springframework.data.neo4j.core.support.RetryExceptionPredicate;

/** Tells a failure that says something about an event from one that only says that a server is away. */
final class Outages {

    private static final Predicate<Throwable> DATABASE = new RetryExceptionPredicate();

    private Outages() {}

    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConsumerUnavailableException || DATABASE.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
