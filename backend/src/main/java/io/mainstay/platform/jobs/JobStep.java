package io.mainstay.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * How far a job has got with a chunk.
 *
 * @param checkpoint where the next chunk begins
 * @param done how much is done in all
 * @param total how much there is to do in all, if that is known
 * @param finished whether this was the last chunk
 */
public record JobStep(
        String checkpoint, long done, @Nullable Long total, boolean finished) {

    public static JobStep next(String checkpoint, long done, @Nullable Long total) {
        return new JobStep(checkpoint, done, total, false);
    }

    public static JobStep last(long done) {
        return new JobStep("", done, done, true);
    }
}
