// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.record.Filter.Compare;
import io.mainstay.record.Filter.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterReaderTest {

    private final FilterReader reader = new FilterReader(Sample.FIELDS);

    @Test
    void shouldReadTheSameListWhateverTheOrderOfWhatIsAsked() {
        Map<String, Object> oneWay = new LinkedHashMap<>();
        oneWay.put("name", ordered("ne", "x", "contains", "p"));
        oneWay.put("or", List.of(Map.of("open", Map.of("eq", true)), Map.of("size", Map.of("lt", 3))));
        Map<String, Object> otherWay = new LinkedHashMap<>();
        otherWay.put("or", oneWay.get("or"));
        otherWay.put("name", ordered("contains", "p", "ne", "x"));

        ListQuery query = reader.read(oneWay, null);

        assertThat(reader.read(otherWay, null)).isEqualTo(query);
        assertThat(query.scope()).startsWith("samples");
    }

    @Test
    void shouldTellListsApart() {
        Map<String, Object> filter = Map.of("name", Map.of("eq", "x"));
        List<Map<String, Object>> sort = List.of(Map.of("field", "NAME", "direction", "DESC"));

        assertThat(List.of(
                        reader.read(filter, null).scope(),
                        reader.read(filter, sort).scope(),
                        reader.read(Map.of("name", Map.of("ne", "x")), null).scope(),
                        reader.read(Map.of("note", Map.of("eq", "x")), null).scope(),
                        reader.read(Map.of("not", filter), null).scope(),
                        Sample.FIELDS.everything().scope()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldReadComparisonsAndDirections() {
        ListQuery query = reader.read(
                Map.of("not", Map.of("size", Map.of("gte", 3))),
                List.of(Map.of("field", "MADE_AT", "direction", "DESC"), Map.of("field", "NAME")));

        assertThat(query.filter())
                .isEqualTo(new Filter.Not(new Compare(Sample.FIELDS.required("size"), Operator.GTE, 3)));
        assertThat(query.sort()).containsExactly(new Sort("madeAt", true), new Sort("name", false));
    }

    @Test
    void shouldLetACapabilityReadWhatIsNoField() {
        Filter odd = new Compare(Field.ofProperty("parity", "parity"), Operator.EQ, 1);
        FilterReader special = new FilterReader(Sample.FIELDS, Map.of("odd", (operators, path) -> {
            assertThat(operators).isEqualTo(Map.of("eq", true));
            assertThat(path).isEqualTo("filter.and.0.odd");
            return odd;
        }));

        assertThat(special.read(Map.of("and", List.of(Map.of("odd", Map.of("eq", true)))), null)
                        .filter())
                .isEqualTo(new Filter.And(List.of(odd)));
    }

    @Test
    void shouldNoticeWhatTheSchemaOffersAndTheCatalogueDoesNotHave() {
        assertThatThrownBy(() -> reader.read(Map.of("colour", Map.of("eq", "red")), null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.read(Map.of("name", Map.of("like", "x")), null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.query(null, List.of(Map.of("field", "ID"))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
