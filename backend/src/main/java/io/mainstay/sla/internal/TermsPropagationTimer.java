// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.platform.timer.ChunkedPropagation;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.sla.internal.SlaStore.OpenTimeline;
import io.mainstay.sla.internal.TermsCatalogue.InForce;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets open clocks follow a change of a definition or a calendar. */
@Component
public final class TermsPropagationTimer implements TimerHandler {

    public static final String KIND = "sla.terms-change";

    private final SlaStore store;
    private final TermsCatalogue catalogue;
    private final TermsFollowing following;
    private final ChunkedPropagation propagation;

    TermsPropagationTimer(SlaStore store, TermsCatalogue catalogue, TermsFollowing following, Timers timers) {
        this.store = store;
        this.catalogue = catalogue;
        this.following = following;
        this.propagation = new ChunkedPropagation(timers);
    }

    /** The timer that begins the first round because of a change of a definition or calendar. */
    static TimerSpec firstRound(String changedId, Instant now) {
        return TimerSpec.of(KIND, changedId, now);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public void fire(TimerFiring firing) {
        propagation.fire(firing, new OpenRecords(catalogue.inForce(), firing.firedAt()));
    }

    /** Everything whose clocks are open, under the terms that are in force now. */
    private final class OpenRecords implements ChunkedPropagation.Records<OpenTimeline> {

        private final InForce inForce;
        private final Instant now;

        OpenRecords(InForce inForce, Instant now) {
            this.inForce = inForce;
            this.now = now;
        }

        @Override
        public List<OpenTimeline> after(String key, int limit) {
            return store.openAfter(key, limit);
        }

        @Override
        public String key(OpenTimeline open) {
            return open.timelineId();
        }

        @Override
        public List<OpenTimeline> behind(List<OpenTimeline> part) {
            return following.behind(part, inForce);
        }

        @Override
        public void follow(List<OpenTimeline> chunk) {
            following.follow(chunk, inForce, now);
        }
    }
}
