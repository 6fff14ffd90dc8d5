// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ItemDifferencesTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final List<String> FIELDS =
            List.of("name", "criticality", "attributes.memoryMb", "attributes.version");

    private static HistoryEntry entry(int revision, HistoryEntry.Value... values) {
        return new HistoryEntry(
                "e" + revision, "ci", "ConfigurationItem", revision, "ci.update", "somebody", AT, AT, List.of(values));
    }

    /** Whatever happens between, what differs is what differs between the first state and the last one. */
    @Test
    void shouldAgreeWithAComparisonOfBothStates() {
        Random random = new Random(12);
        for (int run = 0; run < 5_000; run++) {
            Map<String, String> state = new HashMap<>();
            for (String field : FIELDS) {
                if (random.nextBoolean()) {
                    state.put(field, String.valueOf(random.nextInt(3)));
                }
            }
            Map<String, String> before = Map.copyOf(state);
            List<HistoryEntry> entries = new ArrayList<>();
            for (int revision = 2; revision < 2 + random.nextInt(6); revision++) {
                String field = FIELDS.get(random.nextInt(FIELDS.size()));
                String old = state.get(field);
                String value = random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(3));
                if (value == null) {
                    state.remove(field);
                } else {
                    state.put(field, value);
                }
                entries.add(entry(revision, new HistoryEntry.Value(field, old, value, false)));
            }

            List<HistoryEntry.Value> found = ItemDifferences.between(entries);

            Set<String> expected = new TreeSet<>();
            for (String field : FIELDS) {
                if (!Objects.equals(before.get(field), state.get(field))) {
                    expected.add(field);
                }
            }
            assertThat(found).extracting(HistoryEntry.Value::field).containsExactlyElementsOf(expected);
            for (HistoryEntry.Value value : found) {
                assertThat(value.before()).isEqualTo(before.get(value.field()));
                assertThat(value.after()).isEqualTo(state.get(value.field()));
            }
        }
    }

    @Test
    void shouldTellNeitherWhatMovesByItselfNorWhatIsToldBesideTheFields() {
        assertThat(ItemDifferences.between(List.of(entry(
                        2,
                        new HistoryEntry.Value("operationalStatus", "UP", "DOWN", false),
                        new HistoryEntry.Value("unauthorisedSince", null, "2026-03-01T10:00:00Z", false),
                        new HistoryEntry.Value("changeId", null, "change", false)))))
                .isEmpty();
    }

    /** Whoever does not see a value does not learn either that it came back. */
    @Test
    void shouldKeepWhatIsHidden() {
        List<HistoryEntry.Value> found = ItemDifferences.between(List.of(
                entry(2, new HistoryEntry.Value("ownerId", null, null, true)),
                entry(3, new HistoryEntry.Value("ownerId", null, "somebody", false))));

        assertThat(found).containsExactly(new HistoryEntry.Value("ownerId", null, null, true));
    }
}
