// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import static org.awaitility.Awaitility.await;

import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.Jobs;
import java.time.Duration;

/** Waits for background jobs. */
public final class BackgroundJobs {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private BackgroundJobs() {}

    /** The job once it has ended, however it did. */
    public static Job awaitEnd(Jobs jobs, String id) {
        return await("the end of job " + id)
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> jobs.find(id).orElseThrow(), job -> job.state().isFinal());
    }
}
