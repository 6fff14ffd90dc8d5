// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.mainstay.kernel.MalformedLineException;
import io.mainstay.platform.ical.ICalendarReader.Calendar;
import io.mainstay.platform.ical.ICalendarReader.Component;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ICalendarReaderTest {

    private static final List<String> PIECES = List.of("a", ",", ";", "\\", "\n", "漢", " ", ":", "\"", "BEGIN:VEVENT");

    @Test
    void shouldReadWhatOthersWrite() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            ICalendar written = new ICalendar();
            List<String> titles = random.ints(random.nextInt(1, 5), 0, 60)
                    .mapToObj(length -> text(random, length))
                    .toList();
            for (String title : titles) {
                VEvent event = new VEvent();
                event.setSummary(title);
                event.setUid(title.hashCode() + "@example.org");
                event.setDateStart(Date.from(Instant.parse("2026-12-20T18:00:00Z")));
                written.addEvent(event);
            }

            Calendar read = ICalendarReader.read(Biweekly.write(written).go());

            assertThat(read.events())
                    .extracting(event -> event.first("SUMMARY").orElseThrow().text())
                    .isEqualTo(titles);
            assertThat(read.events())
                    .extracting(event -> event.first("DTSTART").orElseThrow().value())
                    .containsOnly("20261220T180000Z");
        }
    }

    @Test
    void shouldSayAtWhichLineThingsStand() {
        Calendar read = ICalendarReader.read(lines(
                "BEGIN:VCALENDAR",
                "X-WR-TIMEZONE:Europe/London",
                "BEGIN:VTIMEZONE",
                "TZID:Somewhere",
                "END:VTIMEZONE",
                "BEGIN:VEVENT",
                "DTSTART;TZID=\"Europe/Ber",
                " lin\";X-A=b:20261220T180000",
                "BEGIN:VALARM",
                "SUMMARY:No title of the event",
                "END:VALARM",
                "summary:A freeze",
                "END:VEVENT",
                "END:VCALENDAR"));

        assertThat(read.self().first("X-WR-TIMEZONE").orElseThrow().value()).isEqualTo("Europe/London");
        Component event = read.events().getFirst();
        assertThat(event.line()).isEqualTo(6);
        assertThat(event.first("DTSTART").orElseThrow().line()).isEqualTo(7);
        assertThat(event.first("DTSTART").orElseThrow().parameters())
                .isEqualTo(Map.of("TZID", "Europe/Berlin", "X-A", "b"));
        assertThat(event.first("SUMMARY").orElseThrow().line()).isEqualTo(12);
        assertThat(event.all("SUMMARY")).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNoneWithItsLine() {
        refused(1, "");
        refused(1, "SUMMARY:x");
        refused(1, "BEGIN:VEVENT", "END:VEVENT");
        refused(1, "BEGIN:VCALENDAR");
        refused(2, "BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:x");
        refused(2, "BEGIN:VCALENDAR", "no colon", "END:VCALENDAR");
        refused(2, "BEGIN:VCALENDAR", ":no name", "END:VCALENDAR");
        refused(3, "BEGIN:VCALENDAR", "BEGIN:VEVENT", "A;B:x", "END:VEVENT", "END:VCALENDAR");
        refused(3, "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VTODO", "END:VCALENDAR");
        refused(3, "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VCALENDAR", "END:VCALENDAR");
    }

    private static void refused(int line, String... text) {
        assertThatThrownBy(() -> ICalendarReader.read(lines(text)))
                .isInstanceOfSatisfying(
                        MalformedLineException.class,
                        malformed -> assertThat(malformed.line()).isEqualTo(line));
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String text(SplittableRandom random, int length) {
        return random.ints(length, 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining("", "x", "x"));
    }
}
