package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Cypher;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says how far somebody must have got who has seen every event. */
@Component
public final class OutboxProgress {

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
     * The place behind which lies every event of interest that was committed before this call. Called inside a read.
     *
     * <p>What awaits its number is looked at first. The transaction that numbers an event moves the sequence before the event
     * leaves the index of those that wait, so one of the two reads meets it.
     *
     * @param interests prefixes of event types
     * @return empty while such an event awaits its number, and before the first event
     */
    public Optional<Place> settled(Set<String> interests) {
        boolean waiting = cypher.statement("platform/outbox/pending-of-interest")
                .with("prefixes", interests)
                .exists();
        if (waiting) {
            return Optional.empty();
        }
        return cypher.statement("platform/outbox/sequence-state")
                .one(row -> new Place(row.string("epoch"), row.longValue("last")));
    }
}
