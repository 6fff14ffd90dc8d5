// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has got with a chunk.
 *
 * @param checkpoint where the next chunk begins
 * @param done how much is done in all
 * @param total how much there is to do in all, if that is known
 * @param finished whether this was the last chunk
 * @param pause how long to wait before the next chunk; null to go on at once
 */
public record JobStep(
        String checkpoint,
        long done,
        @Nullable Long total,
        boolean finished,
        @Nullable Duration pause) {

    public static JobStep next(String checkpoint, long done, @Nullable Long total) {
        return new JobStep(checkpoint, done, total, false, null);
    }

    /** Nothing can be done now; the job goes on where it is after a pause. */
    public static JobStep later(Job job, Duration pause) {
        return new JobStep(job.checkpoint(), job.done(), job.total(), false, pause);
    }

    public static JobStep last(long done) {
        return new JobStep("", done, done, true, null);
    }
}
