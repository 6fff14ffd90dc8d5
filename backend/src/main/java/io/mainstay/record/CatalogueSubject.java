// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record that is no more than its fields: whoever may read such records sees all of them, and a catalogue says what its node
 * holds and its history shows.
 *
 * @param <R> the record as it is at one revision
 */
public final class CatalogueSubject<R> implements Subject<R> {

    private final String label;
    private final String name;
    private final Permission readPermission;
    private final FieldCatalogue<R> fields;
    private final Function<R, Revision> revision;
    private final BiFunction<R, Revision, R> next;
    private final Function<Row, R> reader;
    private final Writes writes;
    private final Locks locks;

    /**
     * @param name what people call it: {@code Environment}
     * @param readPermission whoever has it sees all of them
     * @param next the same record at its next revision
     * @param reader makes the record of its node
     */
    public CatalogueSubject(
            String label,
            String name,
            Permission readPermission,
            FieldCatalogue<R> fields,
            Function<R, Revision> revision,
            BiFunction<R, Revision, R> next,
            Function<Row, R> reader,
            Writes writes,
            Locks locks) {
        this.label = label;
        this.name = name;
        this.readPermission = readPermission;
        this.fields = fields;
        this.revision = revision;
        this.next = next;
        this.reader = reader;
        this.writes = writes;
        this.locks = locks;
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
        return principal.may(readPermission);
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
}
