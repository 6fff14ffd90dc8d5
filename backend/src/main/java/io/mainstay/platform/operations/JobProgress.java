// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.operations;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.jobs.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Follows a background job by looking at it twice a second, because a job says how far it is with each chunk, which may be
 * more often than anybody wants to know. A slow subscriber is shown the newest state when it is ready for it.
 */
@Component
final class JobProgress {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final OperationsService operations;

    JobProgress(OperationsService operations) {
        this.operations = operations;
    }

    /**
     * The job as it is now and after each change, until it has ended. Needs {@code platform.operate}.
     *
     * @param principal asked anew for each look
     * @throws RefusedException NOT_FOUND if there is no such job
     */
    Publisher<Job> of(Supplier<Principal> principal, String id) {
        if (operations.job(principal.get(), id).isEmpty()) {
            throw RefusedException.notFound("The job", id, "id");
        }
        Supplier<Optional<Job>> look = RequestWork.carry(() -> operations.job(principal.get(), id));
        return Mono.fromSupplier(look)
                .subscribeOn(Schedulers.boundedElastic())
                .repeatWhen(looks -> looks.delayElements(LOOK_AGAIN))
                .takeWhile(Optional::isPresent)
                .map(Optional::get)
                .distinctUntilChanged()
                .takeUntil(job -> job.state().isFinal());
    }
}
