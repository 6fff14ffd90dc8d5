// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

/** Does the jobs of one kind, a chunk at a time. A bean of this type is all that it takes. */
public interface JobHandler {

    /** Which jobs; see {@link NewJob#kind()}. */
    String kind();

    /**
     * Does the next chunk.
     *
     * @param job what to do, and in {@link Job#checkpoint()} from where on
     * @return how far the job has got with it
     * @throws JobFailedException if trying again would be of no use
     */
    JobStep step(Job job);

    /**
     * Whether a chunk runs in the transaction that keeps its checkpoint, so that it happens exactly once. A chunk whose
     * effect is outside the graph runs outside of it and is repeated after a crash.
     */
    default boolean transactional() {
        return true;
    }
}
