// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.record.Subject.Edited;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The outcome of a step: what becomes of a record.
 *
 * @param after the record with what the step changed; its version and revision are still the old ones
 * @param links what changed beside the record's own fields, such as which configuration items are linked
 * @param written what was written or corrected in its work log
 * @param events what the rest of the platform is told, in order: payloads that declare their event type
 * @param traits what else holds
 */
public record Outcome<R>(
        R after,
        List<FieldChange> links,
        List<WorkLogEntry> written,
        Function<Edited<R>, List<Record>> events,
        Traits traits) {

    /**
     * @param moves whether the version moves although no field of the record changed, because somebody's view of it is out of date
     * @param always whether an edit that changes nothing is still one
     * @param happened whether something happened to the record at that instant, as opposed to its following something else
     */
    public record Traits(boolean moves, boolean always, boolean happened) {

        private static final Traits USUAL = new Traits(false, false, true);
    }

    public Outcome {
        links = List.copyOf(links);
        written = List.copyOf(written);
    }

    /** An edit that is one only if a field changes. */
    public static <R> Outcome<R> ifChanged(R after, Function<Edited<R>, List<Record>> events) {
        return new Outcome<>(after, List.of(), List.of(), events, Traits.USUAL);
    }

    /** An edit that is one in any case: a transition, an entry in the work log. */
    public static <R> Outcome<R> of(R after, Function<Edited<R>, List<Record>> events) {
        return new Outcome<>(after, List.of(), List.of(), events, new Traits(false, true, true));
    }

    /** Nothing: the record stays as it is and nothing is written. */
    public static <R> Outcome<R> none(R before) {
        return new Outcome<>(before, List.of(), List.of(), _ -> List.of(), Traits.USUAL);
    }

    /** The same outcome of other fields. */
    public Outcome<R> with(R changed) {
        return new Outcome<>(changed, links, written, events, traits);
    }

    /** Tells more, after all that is told. */
    public Outcome<R> telling(Function<Edited<R>, List<Record>> more) {
        return new Outcome<>(
                after,
                links,
                written,
                edit -> Stream.concat(events.apply(edit).stream(), more.apply(edit).stream())
                        .toList(),
                traits);
    }

    public Outcome<R> written(WorkLogEntry entry) {
        return new Outcome<>(after, links, List.of(entry), events, traits);
    }

    /** What others have read has gone, so that their version is out of date. */
    public Outcome<R> outdating() {
        return new Outcome<>(after, links, written, events, new Traits(true, traits.always(), traits.happened()));
    }

    /** @param moves whether what others read has gone, so that their version is out of date */
    public Outcome<R> linked(FieldChange change, boolean moves) {
        List<FieldChange> all = new ArrayList<>(links);
        all.add(change);
        return new Outcome<>(
                after, all, written, events, new Traits(traits.moves() || moves, traits.always(), traits.happened()));
    }

    /** The record follows something else; nothing happened to it itself, and its last event stays where it was. */
    public Outcome<R> following() {
        return new Outcome<>(after, links, written, events, new Traits(traits.moves(), traits.always(), false));
    }
}
