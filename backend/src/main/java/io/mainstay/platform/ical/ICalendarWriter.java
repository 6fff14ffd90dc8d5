// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.ical;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Writes an iCalendar object, one content line after the other: texts are escaped (RFC 5545, 3.3.11), times are in UTC (3.3.5), and lines
 * are folded at 75 octets (3.1), never inside a character.
 */
public final class ICalendarWriter {

    private static final int OCTETS = 75;
    private static final String LINE_BREAK = "\r\n";
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    /**
     * Begins an object that Mainstay makes.
     *
     * @param method what it is sent for, such as REQUEST (RFC 5546); null for an object that is only read
     */
    public static ICalendarWriter begun(@Nullable String method) {
        ICalendarWriter writer = new ICalendarWriter()
                .begin("VCALENDAR")
                .raw("VERSION", "2.0")
                .raw("PRODID", "-//Mainstay//Mainstay//EN")
                .raw("CALSCALE", "GREGORIAN");
        return method == null ? writer : writer.raw("METHOD", method);
    }

    public ICalendarWriter begin(String component) {
        return raw("BEGIN", component);
    }

    public ICalendarWriter end(String component) {
        return raw("END", component);
    }

    /** A property whose value is a text; nothing if there is none. */
    public ICalendarWriter text(String name, @Nullable String value) {
        return value == null ? this : raw(name, escaped(value));
    }

    /** A property whose value is an instant, to the second. */
    public ICalendarWriter time(String name, Instant value) {
        return raw(name, UTC.format(value));
    }

    /**
     * Somebody, as ORGANIZER or ATTENDEE.
     *
     * @param parameters further ones, each with its semicolon before it; empty for none
     * @param address a URI
     */
    public ICalendarWriter address(String name, String parameters, String displayName, String address) {
        return raw(name + parameters + ";CN=\"" + quotable(displayName) + "\"", address);
    }

    /** A property with a value that needs no escaping. */
    public ICalendarWriter raw(String name, String value) {
        fold(name + ":" + value);
        return this;
    }

    /** Everything that was written. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void fold(String line) {
        int[] octets = {0};
        line.codePoints().forEach(character -> {
            String one = Character.toString(character);
            int length = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets[0] + length > OCTETS) {
                text.append(LINE_BREAK).append(' ');
                octets[0] = 1;
            }
            text.append(one);
            octets[0] += length;
        });
        text.append(LINE_BREAK);
    }

    /** Of control characters, a text has tabs and line breaks alone (3.1). */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace(LINE_BREAK, "\n")
                .replace('\r', '\n')
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "")
                .replace("\n", "\\n");
    }

    /** A quoted value of a parameter has neither quotes nor control characters (3.2), and carets only in pairs (RFC 6868). */
    private static String quotable(String value) {
        return value.replace('"', '\'').replace("^", "^^").replaceAll("\\p{Cntrl}", " ");
    }
}
