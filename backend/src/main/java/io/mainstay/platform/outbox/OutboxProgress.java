// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Cypher;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says whether somebody who follows events knows everything that was committed. */
@Component
public final class OutboxProgress {

    /** Who is further behind than this is told so without a look at what follows. */
    private static final int LOOK_AHEAD = 500;

    private final Cypher cypher;

    OutboxProgress(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * A place in the sequence.
     *
     * @param epoch changes when the database was emptied, so numbers from before mean nothing
     */
    public record Place(String epoch, long seq) {}

    /**
     * Whether who has got that far has seen every event of interest that was committed before this call. Called inside a read.
     *
     * <p>What awaits its number is looked at first. The transaction that numbers an event moves the sequence before the event
     * leaves the index of those that wait, so one of the two reads meets it. Events of no interest may follow the place, as
     * long as each number up to the end of the sequence is seen to be one of those: an event that is not visible yet might be
     * of interest.
     *
     * @param interests prefixes of event types
     */
    public boolean knowsAll(Set<String> interests, Place place) {
        boolean waiting = cypher.statement("platform/outbox/pending-of-interest")
                .with("prefixes", interests)
                .exists();
        if (waiting) {
            return false;
        }
        @Nullable
        Place end = cypher.statement("platform/outbox/sequence-state")
                .one(row -> new Place(row.string("epoch"), row.longValue("last")))
                .orElse(null);
        return end != null && end.epoch().equals(place.epoch()) && !isOfInterestBetween(place, end, interests);
    }

    private boolean isOfInterestBetween(Place place, Place end, Set<String> interests) {
        long following = end.seq() - place.seq();
        if (following <= 0) {
            return false;
        }
        return following > LOOK_AHEAD
                || cypher.statement("platform/outbox/following")
                        .with("after", place.seq())
                        .with("through", end.seq())
                        .with("prefixes", interests)
                        .one(row -> row.longValue("events") < following || row.longValue("ofInterest") > 0)
                        .orElse(true);
    }
}
