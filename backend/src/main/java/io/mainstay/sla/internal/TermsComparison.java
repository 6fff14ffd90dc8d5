// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.sla.internal.SlaStore.OpenTimeline;
import io.mainstay.sla.internal.TermsCatalogue.InForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares each open clock with the terms in force and with its own timeline, and mends those that differ. Changes are followed
 * by timers within seconds; this is for what they have missed, so that nothing stays wrong.
 */
@Component
final class TermsComparison implements PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(TermsComparison.class);
    private static final int PAGE = 500;
    private static final int CHUNK = 50;

    private final SlaStore store;
    private final TermsCatalogue catalogue;
    private final TermsFollowing following;
    private final UnitOfWork work;
    private final BusinessClock clock;

    TermsComparison(
            SlaStore store, TermsCatalogue catalogue, TermsFollowing following, UnitOfWork work, BusinessClock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.following = following;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sla.terms-comparison";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofHours(1));
    }

    @Override
    public void run() {
        // What a change has not reached yet was not missed.
        if (work.read(store::isTermsChangeUnderWay)) {
            return;
        }
        int missed = 0;
        String after = "";
        for (boolean more = true; more; ) {
            Part part = part(after);
            for (int from = 0; from < part.differing().size(); from += CHUNK) {
                missed += mend(
                        part.differing()
                                .subList(
                                        from,
                                        Math.min(from + CHUNK, part.differing().size())),
                        part);
            }
            after = part.last();
            more = part.size() == PAGE;
        }
        if (missed > 0) {
            LOG.warn("The clocks of {} records had missed a change of their terms, and follow now", missed);
        }
        int found = missed;
        work.writeRepeatably(() -> store.saveMissedTerms(found));
    }

    private Part part(String after) {
        Instant now = clock.now();
        return work.read(() -> {
            InForce inForce = catalogue.inForce();
            List<OpenTimeline> open = store.openAfter(after, PAGE);
            return new Part(
                    inForce,
                    open.size(),
                    open.isEmpty() ? after : open.getLast().timelineId(),
                    new ArrayList<>(following.differing(open, inForce, now)));
        });
    }

    private int mend(List<OpenTimeline> chunk, Part part) {
        Instant now = clock.now();
        return work.writeRepeatably(() -> following.follow(chunk, part.inForce(), now));
    }

    private record Part(InForce inForce, int size, String last, List<OpenTimeline> differing) {}
}
