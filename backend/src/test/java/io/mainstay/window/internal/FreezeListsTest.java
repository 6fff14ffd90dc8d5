// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.window.FreezeListFormat;
import io.mainstay.window.SetChangeWindow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of freezes, as others write them, and as nobody should. */
class FreezeListsTest {

    private static final SetChangeWindow.Scope SCOPE =
            new SetChangeWindow.Scope(true, null, null, null, null, null, null);
    private static final String SHANGHAI = "Asia/Shanghai";
    private static final String EVENING = "DTSTART:20261220T180000";

    @Test
    void shouldKeepLocalTimesLocal() {
        ListedFreeze freeze = event(
                null,
                "UID:1@example.org",
                "SUMMARY:Turn of the year\\, all of it",
                "DESCRIPTION:Stores\\nsell most",
                "DTSTART;TZID=Europe/Berlin:20261220T180000",
                "DTEND;TZID=Europe/Berlin:20270107T060000",
                "RRULE:FREQ=YEARLY;COUNT=3",
                "RDATE;TZID=Europe/Berlin:20270320T180000,20270620T170000",
                "EXDATE;TZID=Europe/Berlin:20271220T180000",
                "EXDATE:20270620T150000Z");

        assertThat(freeze.uid()).isEqualTo("1@example.org");
        assertThat(freeze.command(SCOPE))
                .isEqualTo(new SetChangeWindow(
                        "Turn of the year, all of it",
                        "Stores\nsell most",
                        SCOPE,
                        "Europe/Berlin",
                        "2026-12-20T18:00",
                        "2027-01-07T06:00",
                        new SetChangeWindow.Recurrence(
                                "FREQ=YEARLY;COUNT=3",
                                List.of("2027-03-20T18:00", "2027-06-20T17:00"),
                                List.of(LocalDate.of(2027, 12, 20), LocalDate.of(2027, 6, 20)))));
    }

    @Test
    void shouldReadEachFormOfTimes() {
        times("Etc/UTC", "2026-12-20T18:00", "2026-12-21T06:00", "DTSTART:20261220T180000Z", "DTEND:20261221T060000Z");
        times(SHANGHAI, "2026-12-20T00:00", "2026-12-21T00:00", "DTSTART;VALUE=DATE:20261220");
        times(SHANGHAI, "2026-12-20T00:00", "2026-12-24T00:00", "DTSTART;VALUE=DATE:20261220", "DTEND:20261224");
        times(SHANGHAI, "2026-12-20T18:00", "2026-12-20T19:30", EVENING, "DURATION:PT1H30M");
        times(SHANGHAI, "2026-12-20T18:00", "2026-12-27T18:00", EVENING, "DURATION:P1W");
        times(SHANGHAI, "2026-12-20T18:00", "2026-12-22T19:00", EVENING, "DURATION:P2DT1H");
        // The end in another zone than the beginning.
        times(
                "Europe/London",
                "2026-12-20T18:00",
                "2026-12-20T20:00",
                "DTSTART;TZID=Europe/London:20261220T180000",
                "DTEND:20261220T200000Z");
        // In the night in which clocks go back hours pass, and days do not.
        String berlin = "DTSTART;TZID=Europe/Berlin:20261024T180000";
        times("Europe/Berlin", "2026-10-24T18:00", "2026-10-25T17:00", berlin, "DURATION:PT24H");
        times("Europe/Berlin", "2026-10-24T18:00", "2026-10-25T18:00", berlin, "DURATION:P1D");
    }

    @Test
    void shouldCountHoursOnTheClockIfItRecurs() {
        SetChangeWindow command = event(
                        null,
                        "UID:1",
                        "DTSTART;TZID=Europe/Berlin:20261024T180000",
                        "DURATION:PT24H",
                        "RRULE:FREQ=WEEKLY;COUNT=3")
                .command(SCOPE);

        assertThat(command.endsAt()).isEqualTo("2026-10-25T18:00");
    }

    @Test
    void shouldTakeTheZoneOfTheCalendarIfTheCallNamesNone() {
        String list = lines(
                "BEGIN:VCALENDAR",
                "X-WR-TIMEZONE:Europe/London",
                "BEGIN:VEVENT",
                "UID:1",
                "DTSTART;VALUE=DATE:20261220",
                "END:VEVENT",
                "END:VCALENDAR");

        assertThat(command(FreezeListFormat.ICALENDAR, list, null).zone()).isEqualTo("Europe/London");
        assertThat(command(FreezeListFormat.ICALENDAR, list, SHANGHAI).zone()).isEqualTo(SHANGHAI);
    }

    @Test
    void shouldRefuseAnEventWithTheLineOfWhatIsWrong() {
        eventRefused(2, "DTSTART", "UID:1");
        eventRefused(4, "DTEND or DURATION", "UID:1", EVENING);
        eventRefused(4, "date or a time", "UID:1", "DTSTART:20261320T180000Z", "DURATION:PT1H");
        eventRefused(5, "length", "UID:1", EVENING, "DURATION:soon");
        eventRefused(5, "length", "UID:1", EVENING, "DURATION:-PT1H");
        eventRefused(5, "length", "UID:1", EVENING, "DURATION:P");
        eventRefused(5, "length", "UID:1", EVENING, "DURATION:P1DT");
        eventRefused(6, "beside DTEND", "UID:1", EVENING, "DTEND:20261221T180000", "DURATION:PT1H");
        eventRefused(4, "to the minute", "UID:1", "DTSTART:20261220T180030Z", "DURATION:PT1H");
        eventRefused(5, "to the minute", "UID:1", EVENING, "DTEND:20261220T235959");
        eventRefused(5, "as DTSTART is", "UID:1", "DTSTART;VALUE=DATE:20261220", "DTEND:20261224T000000");
        eventRefused(4, "VALUE", "UID:1", "DTSTART;VALUE=DATE:20261220T180000", "DURATION:PT1H");
        eventRefused(6, "VALUE", "UID:1", EVENING, "DURATION:PT1H", "RDATE;VALUE=PERIOD:20270101T180000/PT1H");
        eventRefused(7, "begins", "UID:1", EVENING, "DURATION:PT1H", "RRULE:FREQ=DAILY", "EXDATE:20261221T190000");
        String otherToo = "another occurrence begins";
        String daily = "RRULE:FREQ=DAILY;UNTIL=20261224";
        String evening = "EXDATE:20261222T180000";
        eventRefused(7, otherToo, "UID:1", EVENING, daily, "RDATE:20261222T060000", evening, "DURATION:PT1H");
        eventRefused(
                7,
                otherToo,
                "UID:1",
                EVENING,
                daily,
                "RDATE:20261222T060000",
                "EXDATE:20261222T060000",
                "DURATION:PT1H");
        eventRefused(
                6,
                otherToo,
                "UID:1",
                EVENING,
                "RDATE:20261222T060000,20261222T090000",
                "EXDATE:20261222T090000",
                "DURATION:PT1H");
        eventRefused(6, otherToo, "UID:1", EVENING, "RDATE:20261220T200000", "EXDATE:20261220T200000", "DURATION:PT1H");
        eventRefused(5, "CANCELLED", "UID:1", EVENING, "STATUS:CANCELLED", "DURATION:PT1H");
        eventRefused(5, "one occurrence", "UID:1", EVENING, "RECURRENCE-ID:20261220T180000Z");
        eventRefused(5, "EXDATE", "UID:1", EVENING, "EXRULE:FREQ=DAILY");
        eventRefused(5, "once", "UID:1", EVENING, EVENING, "DURATION:PT1H");
        eventRefused(5, "IANA", "UID:1", "DTSTART;TZID=Mars:20261220T180000", "DTEND:20261220T200000Z");
        refused(4, "TZID", () -> event(null, "UID:1", EVENING, "DURATION:PT1H").command(SCOPE));
    }

    @Test
    void shouldRefuseAListWithTheLineOfWhatIsWrong() {
        listRefused(1, "a colon", FreezeListFormat.ICALENDAR, "uid,name\n");
        listRefused(1, "BEGIN:VCALENDAR", FreezeListFormat.ICALENDAR, "SUMMARY:Turn of the year\n");
        listRefused(2, "END", FreezeListFormat.ICALENDAR, lines("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1"));
        listRefused(
                2, "CANCEL", FreezeListFormat.ICALENDAR, lines("BEGIN:VCALENDAR", "METHOD:CANCEL", "END:VCALENDAR"));
        // Latin-1 that was read as UTF-8, and UTF-16 that was read as Latin-1.
        listRefused(2, "U+FFFD", FreezeListFormat.CSV, "uid,name\n1,Jahreswechsel f\uFFFDr alle\n");
        listRefused(1, "U+0000", FreezeListFormat.ICALENDAR, "B\u0000E\u0000G\u0000I\u0000N\u0000");
        listRefused(3, "U+D800", FreezeListFormat.CSV, "uid\r\n1\r\n\uD800\r\n");
        listRefused(1, "not title", FreezeListFormat.CSV, "uid,title\n1,x\n");
        listRefused(1, "each once", FreezeListFormat.CSV, "uid,uid\n1,1\n");
        listRefused(2, "end of the quotes", FreezeListFormat.CSV, "uid,name\n1,\"x\n");
        listRefused(1, "columns", FreezeListFormat.CSV, "");
    }

    @Test
    void shouldReadALineOfAnyLength() {
        String title = "x".repeat(150_000);
        String folded = lines(
                "BEGIN:VCALENDAR",
                "BEGIN:VEVENT",
                "UID:1",
                "SUMMARY:" + title,
                "DTSTART:2026",
                " 1220",
                "END:VEVENT",
                "END:VCALENDAR");

        SetChangeWindow command = command(FreezeListFormat.ICALENDAR, "\uFEFF" + folded, SHANGHAI);

        assertThat(command.name()).isEqualTo(title);
        assertThat(command.startsAt()).isEqualTo("2026-12-20T00:00");
    }

    @Test
    void shouldReadRows() {
        String list = "\uFEFFuid;name;startsAt;endsAt;zone;rule;exceptDates;additionalStarts;description\r\n"
                + "1;\"Nights;\r\nall\";2026-12-20T22:00;2026-12-21T06:00;;FREQ=DAILY;2026-12-24 2026-12-25;2027-06-01T22:00;\r\n"
                + "2;Once;2026-12-20T22:00;2026-12-21T06:00;Europe/London;;;;Why\r\n";

        List<ListedFreeze> rows = FreezeLists.read(FreezeListFormat.CSV, list, SHANGHAI);

        assertThat(rows).extracting(ListedFreeze::line).containsExactly(2, 4);
        assertThat(rows.get(0).command(SCOPE))
                .isEqualTo(new SetChangeWindow(
                        "Nights;\nall",
                        null,
                        SCOPE,
                        SHANGHAI,
                        "2026-12-20T22:00",
                        "2026-12-21T06:00",
                        new SetChangeWindow.Recurrence(
                                "FREQ=DAILY",
                                List.of("2027-06-01T22:00"),
                                List.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25)))));
        assertThat(rows.get(1).command(SCOPE))
                .isEqualTo(new SetChangeWindow(
                        "Once", "Why", SCOPE, "Europe/London", "2026-12-20T22:00", "2026-12-21T06:00", null));
        assertThat(rows.get(1).place("rule")).isEqualTo(new ListedFreeze.Place(4, "rule"));
    }

    @Test
    void shouldRefuseARowWithItsLine() {
        List<ListedFreeze> rows =
                FreezeLists.read(FreezeListFormat.CSV, "uid,name,exceptDates\n1,x\n2,x,24.12.2026\n", SHANGHAI);

        refused(2, "as many values as columns", () -> rows.get(0).command(SCOPE));
        refused(3, "24.12.2026", () -> rows.get(1).command(SCOPE));
    }

    @Test
    void shouldExceptATimeThatIsTheOnlyOneOfItsDate() {
        SetChangeWindow command = event(
                        SHANGHAI,
                        "UID:1",
                        EVENING,
                        "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;UNTIL=20261224",
                        "RDATE:20261225T060000",
                        "EXDATE:20261225T060000,20261222T180000")
                .command(SCOPE);

        assertThat(Objects.requireNonNull(command.recurrence()).exceptDates())
                .containsExactly(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 22));
    }

    @Test
    void shouldTakeTheSeparatorFromTheFirstLineThatSaysSomething() {
        assertThat(FreezeLists.read(FreezeListFormat.CSV, "\r\n\n uid;name\n1;x, y\n", SHANGHAI))
                .extracting(ListedFreeze::line, ListedFreeze::name)
                .containsExactly(tuple(4, "x, y"));
    }

    private static void times(String zone, String from, String to, String... properties) {
        List<String> all = new ArrayList<>(List.of("UID:1"));
        all.addAll(List.of(properties));
        SetChangeWindow command = event(SHANGHAI, all.toArray(String[]::new)).command(SCOPE);
        assertThat(command.zone()).isEqualTo(zone);
        assertThat(command.startsAt()).isEqualTo(from);
        assertThat(command.endsAt()).isEqualTo(to);
        assertThat(command.recurrence()).isNull();
    }

    private static void eventRefused(int line, String rule, String... properties) {
        refused(line, rule, () -> event(SHANGHAI, properties).command(SCOPE));
    }

    private static void listRefused(int line, String rule, FreezeListFormat format, String content) {
        refused(line, rule, () -> FreezeLists.read(format, content, SHANGHAI));
    }

    private static void refused(int line, String rule, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(RefusedException.class, refusal -> {
            UserError error = refusal.errors().getFirst();
            assertThat(error.message()).startsWith("Line " + line).contains(rule);
            assertThat(error.parameters()).containsEntry("line", line);
            assertThat(error.field()).containsExactly("input", "content");
        });
    }

    private static SetChangeWindow command(FreezeListFormat format, String list, @Nullable String zone) {
        return FreezeLists.read(format, list, zone).getFirst().command(SCOPE);
    }

    private static ListedFreeze event(@Nullable String zone, String... properties) {
        List<String> all = new ArrayList<>(List.of("BEGIN:VCALENDAR", "BEGIN:VEVENT"));
        all.addAll(List.of(properties));
        all.addAll(List.of("END:VEVENT", "END:VCALENDAR"));
        return FreezeLists.read(FreezeListFormat.ICALENDAR, lines(all.toArray(String[]::new)), zone)
                .getFirst();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
