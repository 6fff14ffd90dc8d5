// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.ical;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Mainstay writes as iCalendar, read by somebody else's reader. */
class ICalendarWriterTest {

    /** What is escaped, folded, longer than an octet or a pair of chars, or not allowed. */
    private static final String[] PIECES = {
        "a",
        "Wartung",
        " ",
        ",",
        ";",
        ":",
        "\\",
        "\\n",
        "\"",
        "\n",
        "\t",
        "ü",
        "漢字",
        "🎉",
        "e\u0301",
        "BEGIN:VEVENT",
        "^n"
    };

    @Test
    void shouldWriteTextsThatAreReadAsTheyWere() {
        SplittableRandom random = new SplittableRandom(20261201);
        for (int i = 0; i < 500; i++) {
            String text = text(random);
            VEvent event = read(event().text("SUMMARY", text).text("DESCRIPTION", text));
            assertThat(event.getSummary().getValue()).isEqualTo(text);
            assertThat(event.getDescription().getValue()).isEqualTo(text);
        }
    }

    @Test
    void shouldFoldLinesOfMoreThan75OctetsBetweenCharacters() {
        SplittableRandom random = new SplittableRandom(75);
        for (int i = 0; i < 500; i++) {
            String written = finished(event().text("SUMMARY", text(random)));
            assertThat(written).endsWith("\r\n");
            String[] lines = written.split("\r\n", -1);
            for (String line : lines) {
                byte[] octets = line.getBytes(StandardCharsets.UTF_8);
                assertThat(octets.length).isLessThanOrEqualTo(75);
                assertThat(new String(octets, StandardCharsets.UTF_8))
                        .as("no half of a character")
                        .isEqualTo(line);
                assertThat(line).doesNotContain("\n", "\r");
            }
        }
    }

    @Test
    void shouldFoldAtTheLastOctet() {
        assertThat(finished(new ICalendarWriter().raw("X", "a".repeat(73)))).startsWith("X:" + "a".repeat(73) + "\r\n");
        assertThat(finished(new ICalendarWriter().raw("X", "a".repeat(74))))
                .startsWith("X:" + "a".repeat(73) + "\r\n a\r\n");
        assertThat(finished(new ICalendarWriter().raw("X", "a".repeat(72) + "ü")))
                .startsWith("X:" + "a".repeat(72) + "\r\n ü\r\n");
        assertThat(finished(new ICalendarWriter().raw("X", "a".repeat(73 + 74 + 1))))
                .startsWith("X:" + "a".repeat(73) + "\r\n " + "a".repeat(74) + "\r\n a\r\n");
    }

    @Test
    void shouldLeaveOutWhatNoTextMayHave() {
        assertThat(read(event().text("SUMMARY", "a\u0007b\r\nc\rd\u0000"))
                        .getSummary()
                        .getValue())
                .isEqualTo("ab\nc\nd");
        assertThat(finished(event().text("SUMMARY", null))).doesNotContain("SUMMARY");
    }

    @Test
    void shouldWriteTimesInUtcAndPeopleWithWhatStandsInNames() {
        VEvent event = read(event().time("DTSTART", Instant.parse("2026-12-01T13:05:09.999Z"))
                .address("ATTENDEE", ";RSVP=TRUE", "Al \"the; one\", ^n\r\nX-EVIL:1", "mailto:al@example.org"));
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(Instant.parse("2026-12-01T13:05:09Z"));
        assertThat(event.getAttendees()).hasSize(1);
        assertThat(event.getAttendees().getFirst().getCommonName()).isEqualTo("Al 'the; one', ^n  X-EVIL:1");
        assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo("al@example.org");
        assertThat(event.getExperimentalProperties()).isEmpty();
    }

    private static ICalendarWriter event() {
        return ICalendarWriter.begun("REQUEST").begin("VEVENT").raw("UID", "1");
    }

    private static String finished(ICalendarWriter writer) {
        return writer.end("VEVENT").end("VCALENDAR").toString();
    }

    private static VEvent read(ICalendarWriter writer) {
        return Biweekly.parse(finished(writer)).first().getEvents().getFirst();
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder("x");
        int pieces = random.nextInt(40);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        // Readers may strip blanks at the ends.
        return text.append('x').toString();
    }
}
