// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.audit.HistoryEntry.Value;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueRedactionTest {

    private static final Instant AT = Instant.parse("2026-11-02T08:00:00Z");
    private static final String SEEN = Ids.next();
    private static final String OTHER = Ids.next();

    private final ValueRedaction values = new ValueRedaction(ids -> {
        Set<String> seen = new HashSet<>(ids);
        seen.retainAll(Set.of(SEEN));
        return seen;
    });

    @ParameterizedTest
    @ValueSource(strings = {"ciIds", "sourceId", "organisationId", "recordId"})
    void shouldShowAReferenceOnlyWhenEachRecordIsSeen(String field) {
        assertThat(shown(field, SEEN).hidden()).isFalse();
        assertThat(shown(field, OTHER)).isEqualTo(new Value(field, null, null, true));
        assertThat(shown(field, "[" + SEEN + ", " + OTHER + "]").hidden()).isTrue();
        assertThat(shown(field, null).hidden()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "description", "attributes.serialId", "eventId", "deadLetterId"})
    void shouldShowAnyOtherTextAsItIs(String field) {
        assertThat(shown(field, "See " + OTHER)).isEqualTo(new Value(field, null, "See " + OTHER, false));
    }

    @Test
    void shouldHideAClearanceTogetherWithTheRecordThatItIsOf() {
        assertThat(refusal("clearance TOP_SECRET", SEEN)).noneMatch(Value::hidden);
        assertThat(refusal("clearance TOP_SECRET", OTHER)).allMatch(Value::hidden);
        assertThat(refusal("ci.write", OTHER))
                .containsExactly(
                        new Value("permission", null, "ci.write", false), new Value("recordId", null, null, true));
        assertThat(refusal("clearance TOP_SECRET", null))
                .as("of a record that was to be made")
                .noneMatch(Value::hidden);
    }

    private Value shown(String field, @Nullable String after) {
        return shown(List.of(new Value(field, null, after, false))).getFirst();
    }

    private List<Value> refusal(String missing, @Nullable String recordId) {
        return shown(
                List.of(new Value("permission", null, missing, false), new Value("recordId", null, recordId, false)));
    }

    private List<Value> shown(List<Value> fields) {
        HistoryEntry entry = new HistoryEntry("entry", "chain", "Thing", 1, "thing.act", "person", AT, AT, fields);
        Page<HistoryEntry> page =
                new Page<>(List.of(new Page.Item<>(entry, Cursor.of(List.of(), "entry", "scope"))), false);
        return values.of(Map.of("chain", page))
                .getOrDefault("chain", page)
                .nodes()
                .getFirst()
                .fields();
    }
}
