// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A background job.
 *
 * @param kind which {@link JobHandler} does it
 * @param parameters what it was asked to do
 * @param requestedBy the person who asked for it
 * @param checkpoint where the next chunk begins, in the handler's own form; empty at first
 * @param done how much is done, in the handler's own unit
 * @param total how much there is to do, if that is known
 * @param attempts how often the present chunk has failed
 * @param error why the present or last chunk failed
 */
public record Job(
        String id,
        String kind,
        JobState state,
        Map<String, String> parameters,
        String requestedBy,
        String checkpoint,
        long done,
        @Nullable Long total,
        int attempts,
        boolean cancelRequested,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    public Job {
        parameters = Map.copyOf(parameters);
    }

    static Job of(Row job) {
        return new Job(
                job.string("id"),
                job.string("kind"),
                job.enumValue("state", JobState.class),
                JobParameters.read(job.string("parameters")),
                job.string("requestedBy"),
                job.string("checkpoint"),
                job.longValue("done"),
                job.longOrNull("total"),
                job.integer("attempts"),
                job.bool("cancelRequested"),
                job.stringOrNull("error"),
                job.instant("createdAt"),
                job.instantOrNull("startedAt"),
                job.instantOrNull("finishedAt"));
    }
}
