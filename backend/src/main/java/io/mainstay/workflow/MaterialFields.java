// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.record.TicketKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of the records of a kind an approval may be for: the fields whose edit withdraws it. Some always are, because policies ask for them
 * or the record cannot be made otherwise; of the others {@link ApprovalMaterialFields} says which are. What is not here never is.
 */
public final class MaterialFields {

    private final TicketKind kind;
    private final List<Field> fields;
    private final Set<String> told;

    private MaterialFields(TicketKind kind, List<Field> fields) {
        this.kind = kind;
        this.fields = List.copyOf(fields);
        this.told = fields.stream().flatMap(field -> field.told().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A field, or what belongs together.
     *
     * @param name by which the API names it
     * @param always whether nobody can take it out
     * @param byDefault whether it is material where nobody has said anything
     * @param told by which names the history tells of its edits
     */
    public record Field(String name, boolean always, boolean byDefault, Set<String> told) {

        public Field {
            told = Set.copyOf(told);
        }
    }

    public static Builder of(TicketKind kind) {
        return new Builder(kind);
    }

    /** Declares the fields in the order in which they are shown. */
    public static final class Builder {

        private final TicketKind kind;
        private final List<Field> fields = new ArrayList<>();

        private Builder(TicketKind kind) {
            this.kind = kind;
        }

        /** @param told by which names the history tells of its edits; by its own if there are none */
        public Builder always(String name, String... told) {
            return add(name, true, true, told);
        }

        /** The same of one that is material unless somebody takes it out. */
        public Builder byDefault(String name, String... told) {
            return add(name, false, true, told);
        }

        /** The same of one that is material only if somebody puts it in. */
        public Builder ifPutIn(String name, String... told) {
            return add(name, false, false, told);
        }

        private Builder add(String name, boolean always, boolean byDefault, String... told) {
            fields.add(new Field(name, always, byDefault, told.length == 0 ? Set.of(name) : Set.of(told)));
            return this;
        }

        public MaterialFields build() {
            return new MaterialFields(kind, fields);
        }
    }

    /** The same without some of them, for a part of what the records of the kind are. */
    public MaterialFields without(String... names) {
        Set<String> left = Set.of(names);
        return new MaterialFields(
                kind,
                fields.stream().filter(field -> !left.contains(field.name())).toList());
    }

    public TicketKind kind() {
        return kind;
    }

    public List<Field> all() {
        return fields;
    }

    public Optional<Field> find(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Whether what the history tells by this name is material, or would be if somebody put it in. */
    public boolean mayBe(String toldAs) {
        return told.contains(toldAs);
    }

    /** Those that are material by a setting. */
    public List<String> by(ApprovalMaterialFields setting) {
        return fields.stream().filter(setting::holdsFor).map(Field::name).toList();
    }

    /**
     * What of an edit an approval is for.
     *
     * @param edited by the names of the history
     * @param setting is asked for only if it decides about something of that
     */
    public List<String> among(Collection<String> edited, Supplier<ApprovalMaterialFields> setting) {
        List<Field> touched = fields.stream()
                .filter(field -> edited.stream().anyMatch(field.told()::contains))
                .toList();
        Stream<Field> material = touched.stream().allMatch(Field::always)
                ? touched.stream()
                : touched.stream().filter(setting.get()::holdsFor);
        Set<String> names = material.flatMap(field -> field.told().stream()).collect(Collectors.toSet());
        return edited.stream().filter(names::contains).distinct().toList();
    }
}
