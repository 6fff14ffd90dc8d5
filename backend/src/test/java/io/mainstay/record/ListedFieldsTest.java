// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import io.mainstay.platform.graphql.ProductSchema;
import io.mainstay.record.Field.Trait;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ListedFieldsTest {

    private static final List<ListedKind> KINDS = ListedKind.ALL;
    private static final Set<String> ALGEBRA = Set.of("and", "or", "not");

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldFilterByWhatTheSchemaOffers(ListedKind kind) {
        Set<String> offered = new TreeSet<>();
        if (kind.filter() != null) {
            GraphQLInputObjectType input =
                    (GraphQLInputObjectType) Objects.requireNonNull(ProductSchema.SCHEMA.getType(kind.filter()));
            input.getFields().stream().map(GraphQLInputObjectField::getName).forEach(offered::add);
            offered.removeAll(ALGEBRA);
        }
        Set<String> read = new TreeSet<>(kind.specials());
        read.addAll(named(kind, Trait.FILTERABLE));

        assertThat(read).isEqualTo(offered);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldSortByWhatTheSchemaOffers(ListedKind kind) {
        GraphQLEnumType sort = (GraphQLEnumType) Objects.requireNonNull(ProductSchema.SCHEMA.getType(kind.sort()));

        assertThat(sort.getValues())
                .map(value -> FieldCatalogue.fieldOf(value.getName()))
                .containsExactlyInAnyOrderElementsOf(named(kind, Trait.SORTABLE));
    }

    private static List<String> named(ListedKind kind, Trait trait) {
        return kind.fields().all().stream()
                .filter(field -> field.has(trait))
                .map(Field::name)
                .toList();
    }
}
