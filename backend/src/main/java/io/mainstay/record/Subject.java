// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Edits} needs to know of a kind of record. Everything here runs inside the unit of work of the edit.
 *
 * @param <R> the record as it is at one revision
 */
public interface Subject<R> {

    /** The label of its nodes, and its type in history, audit and events. */
    String label();

    /** What people call it: {@code Configuration item}. */
    String name();

    /** The record as it is under its lock, which is held until the unit of work ends. */
    Optional<R> lock(String id);

    boolean isVisible(Principal principal, R record);

    Revision revision(R record);

    /**
     * Who may read it; null for a kind whose records are seen with something else. See {@link ClearanceRule}.
     */
    @Nullable
    Access access(R record);

    /** The path of a field of the input, for refusals. */
    default String[] path(String field) {
        return new String[] {"input", field};
    }

    /**
     * What differs in history between two states.
     *
     * @param before null for a record that is new
     */
    List<FieldChange> changes(@Nullable R before, R after);

    /** The same record at its next revision. */
    R next(R changed, Revision next);

    void create(R record);

    /** Writes a record whose lock is held; null takes a property away. */
    void save(R before, R after);

    /** Which timers it has by what it is, by their kind; the difference between two states says what to arm and disarm. */
    default Map<String, Instant> timers(R record) {
        return Map.of();
    }

    /**
     * Works out what else an edit moves, by reading alone and before anything is written.
     *
     * @return writes that, after the record and its history
     */
    default Runnable following(Edited<R> edit) {
        return () -> {};
    }

    /**
     * Where a record is in its own time.
     *
     * @param version moves when a business field changes; what a mutation expects
     * @param revision moves with every edit; orders history and events
     * @param lastEventAt when the last thing happened to it; nothing can be entered before
     */
    record Revision(String id, int version, int revision, Instant lastEventAt) {

        /** The first one of a record that is new. */
        public static Revision first(String id, Instant at) {
            return new Revision(id, 1, 1, at);
        }

        Revision next(boolean newVersion, Instant eventAt) {
            return new Revision(id, newVersion ? version + 1 : version, revision + 1, eventAt);
        }
    }

    /**
     * An edit, as it is written.
     *
     * @param action such as {@code incident.resolve}
     * @param before null for a new record
     * @param fields what changed
     */
    record Edited<R>(
            Principal principal, String action, @Nullable R before, R after, Occurrence at, List<FieldChange> fields) {}
}
