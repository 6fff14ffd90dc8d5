// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import io.mainstay.change.ChangeCalendar;
import io.mainstay.change.ChangeCalendar.Entry;
import io.mainstay.change.ChangeCalendar.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalendarFeedTextTest {

    private static final Instant TODAY = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void shouldGiveEachOccurrenceOfAWindowAnIdOfItsOwnAndAllElseOneThatStays() {
        List<VEvent> events = read(
                true,
                List.of(
                        entry(Kind.FREEZE, 1, 2, "Freeze", "w"),
                        entry(Kind.FREEZE, 25, 26, "Freeze", "w"),
                        entry(Kind.CAB_MEETING, 3, 4, "Board", "m")));

        assertThat(events).extracting(event -> event.getUid().getValue()).doesNotHaveDuplicates();
        assertThat(events.get(2).getUid().getValue()).isEqualTo("m");
        assertThat(events.get(2).getSummary().getValue()).isEqualTo("CAB meeting: Board");
        assertThat(events.get(2).getCategories().getFirst().getValues()).containsExactly("CAB_MEETING");
        assertThat(text(true, List.of(entry(Kind.CAB_MEETING, 5, 6, "Board", "m"))))
                .contains("UID:m\r\n");
    }

    @Test
    void shouldLastTodayWhereNobodyKnowsUntilWhen() {
        VEvent event = read(true, List.of(entry(Kind.DEPLOYMENT, 1, null, "Online Shop 3.0: Production", "d")))
                .getFirst();

        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(hour(1));
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(TODAY.plus(Duration.ofDays(1)));
    }

    @Test
    void shouldSayThatThereIsMore() {
        assertThat(read(false, List.of())).hasSize(1);
        List<VEvent> events = read(false, List.of(entry(Kind.FREEZE, 1, 2, "Freeze", "w")));
        assertThat(events).hasSize(2);
        assertThat(events.getLast().getUid().getValue()).isEqualTo("feed");
        assertThat(events.getLast().getDateStart().getValue().toInstant()).isEqualTo(hour(1));
        assertThat(read(true, List.of())).isEmpty();
    }

    /** Whatever the entries, a reader finds as many events with the same times and titles, and the same entries are the same text. */
    @Test
    void shouldBeReadAsWhatItWasMadeOf() {
        SplittableRandom random = new SplittableRandom(5545);
        List<Kind> kinds =
                List.of(Kind.FREEZE, Kind.MAINTENANCE_WINDOW, Kind.PLANNED_OUTAGE, Kind.EARLY_LIFE, Kind.RELEASE);
        for (int i = 0; i < 100; i++) {
            List<Entry> entries = new ArrayList<>();
            for (int j = random.nextInt(8); j > 0; j--) {
                int from = random.nextInt(-200, 200);
                String title = random.ints(random.nextInt(1, 90), 0, 6)
                        .mapToObj(piece ->
                                List.of("a", ",;", "\\", "漢", "\n", ":").get(piece))
                        .collect(Collectors.joining("", "x", "x"));
                Kind kind = kinds.get(random.nextInt(kinds.size()));
                entries.add(entry(
                        kind, from, kind == Kind.RELEASE ? from : from + random.nextInt(1, 50), title, "record-" + j));
            }

            List<VEvent> events = read(true, entries);

            assertThat(events).hasSameSizeAs(entries);
            for (int j = 0; j < entries.size(); j++) {
                Entry entry = entries.get(j);
                assertThat(events.get(j).getSummary().getValue()).endsWith(": " + entry.title());
                assertThat(events.get(j).getDateStart().getValue().toInstant()).isEqualTo(entry.from());
                if (entry.kind() == Kind.RELEASE) {
                    assertThat(events.get(j).getDateEnd()).isNull();
                } else {
                    assertThat(events.get(j).getDateEnd().getValue().toInstant())
                            .isEqualTo(entry.to());
                }
            }
            assertThat(events.stream().map(event -> event.getUid().getValue()))
                    .as("the effective date and the early life of one release")
                    .doesNotHaveDuplicates();
            assertThat(text(true, entries)).isEqualTo(text(true, entries));
        }
    }

    private static Entry entry(Kind kind, int from, @Nullable Integer to, String title, String id) {
        return new Entry(kind, hour(from), to == null ? null : hour(to), null, title, id, id);
    }

    private static Instant hour(int hours) {
        return TODAY.plus(Duration.ofHours(hours));
    }

    private static String text(boolean complete, List<Entry> entries) {
        return CalendarFeedText.of("feed", new ChangeCalendar(entries, complete), TODAY);
    }

    private static List<VEvent> read(boolean complete, List<Entry> entries) {
        return Biweekly.parse(text(complete, entries)).first().getEvents();
    }
}
