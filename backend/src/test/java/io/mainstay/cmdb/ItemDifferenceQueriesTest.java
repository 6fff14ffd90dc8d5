// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.HistoryEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemDifferenceQueriesTest {

    private static final List<HistoryEntry.Place> PLACES = IntStream.range(0, 1_000)
            .mapToObj(revision -> new HistoryEntry.Place("server", revision))
            .toList();

    private static Map<HistoryEntry.Place, HistoryEntry> entries(
            Collection<HistoryEntry.Place> places, String description) {
        return places.stream()
                .collect(Collectors.toMap(
                        place -> place,
                        place -> new HistoryEntry(
                                "entry",
                                place.recordId(),
                                "ConfigurationItem",
                                place.revision(),
                                "configuration-item.update",
                                "planner",
                                Instant.EPOCH,
                                Instant.EPOCH,
                                List.of(new HistoryEntry.Value("description", null, description, false)))));
    }

    @Test
    void shouldStopWhereTheValuesAreTooLong() {
        Map<HistoryEntry.Place, HistoryEntry> read = new HashMap<>();
        Set<HistoryEntry.Place> unread =
                ItemDifferenceQueries.read(PLACES, places -> entries(places, "x".repeat(5_000)), read);

        assertThat(read).as("the second page is one too much").hasSize(500);
        assertThat(unread).hasSize(500).doesNotContainAnyElementsOf(read.keySet());
    }

    @Test
    void shouldReadAllThatIsShort() {
        Map<HistoryEntry.Place, HistoryEntry> read = new HashMap<>();

        assertThat(ItemDifferenceQueries.read(PLACES, places -> entries(places, "x"), read))
                .isEmpty();
        assertThat(read).hasSize(1_000);
    }
}
