package io.mainstay.identity.internal;

import io.mainstay.identity.SynchronisationReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How synchronisation stands in this process.
 *
 * @param report of the last run that came to its end; null before the first
 * @param failedAt when a run failed, if none has come to its end since
 * @param failure why, for operators
 */
record SynchronisationState(
        @Nullable SynchronisationReport report,
        @Nullable Instant failedAt,
        @Nullable String failure) {

    static final SynchronisationState NEVER_RUN = new SynchronisationState(null, null, null);

    SynchronisationState succeeded(SynchronisationReport newReport) {
        return new SynchronisationState(newReport, null, null);
    }

    SynchronisationState failed(Instant at, String reason) {
        return new SynchronisationState(report, at, reason);
    }

    /** Whether what is known here is what the provider said last. */
    boolean current() {
        return report != null && failedAt == null;
    }
}
