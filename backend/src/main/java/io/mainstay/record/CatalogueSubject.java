// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record that is no more than its fields: a catalogue says what its node holds and its history shows.
 *
 * @param <R> the record as it is at one revision
 */
public final class CatalogueSubject<R> implements Subject<R> {

    private final String label;
    private final String name;
    private final BiPredicate<Principal, R> visible;
    private final FieldCatalogue<R> fields;
    private final Function<R, Revision> revision;
    private final BiFunction<R, Revision, R> next;
    private final Function<Row, R> reader;
    private final Writes writes;
    private final Locks locks;
    private final Function<R, Map<String, Instant>> timers;

    /**
     * @param name what people call it: {@code Environment}
     * @param visible whether somebody sees one: mostly whoever may read such records sees all of them
     * @param next the same record at its next revision
     * @param reader makes the record of its node
     */
    public CatalogueSubject(
            String label,
            String name,
            BiPredicate<Principal, R> visible,
            FieldCatalogue<R> fields,
            Function<R, Revision> revision,
            BiFunction<R, Revision, R> next,
            Function<Row, R> reader,
            Writes writes,
            Locks locks) {
        this(label, name, visible, fields, revision, next, reader, writes, locks, _ -> Map.of());
    }

    private CatalogueSubject(
            String label,
            String name,
            BiPredicate<Principal, R> visible,
            FieldCatalogue<R> fields,
            Function<R, Revision> revision,
            BiFunction<R, Revision, R> next,
            Function<Row, R> reader,
            Writes writes,
            Locks locks,
            Function<R, Map<String, Instant>> timers) {
        this.label = label;
        this.name = name;
        this.visible = visible;
        this.fields = fields;
        this.revision = revision;
        this.next = next;
        this.reader = reader;
        this.writes = writes;
        this.locks = locks;
        this.timers = timers;
    }

    /** The same with timers, by their kind, which a record has by what it is. */
    public CatalogueSubject<R> withTimers(Function<R, Map<String, Instant>> due) {
        return new CatalogueSubject<>(label, name, visible, fields, revision, next, reader, writes, locks, due);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<R> lock(String id) {
        return locks.lock(label, id, reader);
    }

    @Override
    public boolean isVisible(Principal principal, R record) {
        return visible.test(principal, record);
    }

    @Override
    public Revision revision(R record) {
        return revision.apply(record);
    }

    @Override
    public @Nullable Access access(R record) {
        return null;
    }

    @Override
    public List<FieldChange> changes(@Nullable R before, R after) {
        return before == null ? fields.created(after) : fields.between(before, after);
    }

    @Override
    public R next(R changed, Revision following) {
        return next.apply(changed, following);
    }

    @Override
    public void create(R record) {
        writes.create(List.of(label), List.of(fields.properties(record)));
    }

    @Override
    public void save(R before, R after) {
        writes.change(revision(after).id(), fields.properties(after));
    }

    @Override
    public Map<String, Instant> timers(R record) {
        return timers.apply(record);
    }
}
