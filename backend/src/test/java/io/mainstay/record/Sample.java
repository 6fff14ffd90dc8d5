// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A kind of record that has a field of each type, with and without a value. */
public record Sample(
        String id,
        String name,
        @Nullable String note,
        @Nullable Grade grade,
        @Nullable Instant dueAt,
        @Nullable Integer size,
        boolean open,
        Instant madeAt) {

    public enum Grade {
        LOW,
        MEDIUM,
        HIGH
    }

    public static final FieldCatalogue<Sample> FIELDS = FieldCatalogue.<Sample>of("samples")
            .id("id", Sample::id)
            .required()
            .filterable()
            .notInHistory()
            .text("name", Sample::name)
            .required()
            .filterable()
            .sortableBy("sortName", sample -> sample.name().toLowerCase(Locale.ROOT))
            .text("note", Sample::note)
            .filterable()
            .sortable()
            .choice("grade", Grade.class, Sample::grade)
            .filterable()
            .sortable()
            .instant("dueAt", Sample::dueAt)
            .filterable()
            .sortable()
            .number("size", Sample::size)
            .filterable()
            .sortable()
            .bool("open", Sample::open)
            .required()
            .filterable()
            .sortable()
            .instant("madeAt", Sample::madeAt)
            .required()
            .filterable()
            .sortable()
            .notInHistory()
            .index("id")
            .index("madeAt", "id")
            .index("dueAt", "id")
            .index("size", "id")
            .index("open", "madeAt", "id")
            .index("open", "grade", "id")
            .index("organisationId", "confidentialityLevel")
            .seenThrough(new Reach(false, List.of(), List.of()))
            .sortedBy("madeAt", true);

    public static Sample read(Row node) {
        return new Sample(
                node.string("id"),
                node.string("name"),
                node.stringOrNull("note"),
                node.enumOrNull("grade", Grade.class),
                node.instantOrNull("dueAt"),
                node.integerOrNull("size"),
                node.bool("open"),
                node.instant("madeAt"));
    }
}
