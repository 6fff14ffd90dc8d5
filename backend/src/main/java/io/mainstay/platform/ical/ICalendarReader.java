// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.ical;

import io.mainstay.kernel.MalformedLineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of an iCalendar object (RFC 5545) with the line at which each thing stands, so that whoever sent it finds it. What is
 * in an event beside its own properties, such as an alarm, is left out, as are other components.
 *
 * <p>No library does this: those that there are for Java read what is malformed as well as they can, and keep no lines of what they have
 * read. Whoever imports a list of freezes has to know what of it counts, and where it stands. What is left is to unfold lines and to split
 * them; recurrence, in which the difficulty is, is read by others.
 */
public final class ICalendarReader {

    private static final String EVENT = "VEVENT";
    private static final String CALENDAR = "VCALENDAR";
    private static final String OBJECT =
            "one iCalendar object, which begins with BEGIN:VCALENDAR and ends with END:VCALENDAR";

    private final List<Component> events = new ArrayList<>();
    private final List<Component> open = new ArrayList<>();
    private @Nullable Component calendar;

    private ICalendarReader() {}

    /** An object that was read. */
    public record Calendar(Component self, List<Component> events) {

        public Calendar {
            events = List.copyOf(events);
        }
    }

    /**
     * A calendar, or an event of it.
     *
     * @param line at which it begins, from 1
     */
    public record Component(int line, String name, List<Property> properties) {

        public Optional<Property> first(String property) {
            return properties.stream()
                    .filter(one -> one.name().equals(property))
                    .findFirst();
        }

        public List<Property> all(String property) {
            return properties.stream()
                    .filter(one -> one.name().equals(property))
                    .toList();
        }
    }

    /**
     * @param line at which it begins, from 1
     * @param name in capitals
     * @param parameters by their names in capitals
     * @param value as it is written
     */
    public record Property(int line, String name, Map<String, String> parameters, String value) {

        public Property {
            parameters = Map.copyOf(parameters);
        }

        public @Nullable String parameter(String parameter) {
            return parameters.get(parameter);
        }

        /** The value, if it is a text, without its escapes (3.3.11). */
        public String text() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < value.length(); i++) {
                char one = value.charAt(i);
                if (one == '\\' && i + 1 < value.length()) {
                    i++;
                    char escaped = value.charAt(i);
                    text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
                } else {
                    text.append(one);
                }
            }
            return text.toString();
        }
    }

    private record Line(int number, String text) {}

    /** @throws MalformedLineException if it is none */
    public static Calendar read(String text) {
        ICalendarReader reader = new ICalendarReader();
        unfolded(text).forEach(reader::take);
        if (!reader.open.isEmpty()) {
            Component last = reader.open.getLast();
            throw new MalformedLineException(last.line(), "a BEGIN with an END: " + last.name() + " has none");
        }
        Component calendar = reader.calendar;
        if (calendar == null) {
            throw new MalformedLineException(1, OBJECT);
        }
        return new Calendar(calendar, reader.events);
    }

    /** A line that begins with a blank goes on with the one before (3.1). */
    private static List<Line> unfolded(String text) {
        List<Line> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int began = 0;
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            if (began > 0 && (line.startsWith(" ") || line.startsWith("\t"))) {
                current.append(line, 1, line.length());
                continue;
            }
            if (!current.isEmpty()) {
                lines.add(new Line(began, current.toString()));
            }
            current = new StringBuilder(line);
            began = number;
        }
        if (!current.isEmpty()) {
            lines.add(new Line(began, current.toString()));
        }
        return lines;
    }

    private void take(Line line) {
        Property property = property(line);
        String component = property.value().strip().toUpperCase(Locale.ROOT);
        switch (property.name()) {
            case "BEGIN" -> begin(line.number(), component);
            case "END" -> end(line.number(), component);
            default -> {
                if (open.isEmpty()) {
                    throw new MalformedLineException(line.number(), OBJECT);
                }
                open.getLast().properties().add(property);
            }
        }
    }

    private void begin(int line, String component) {
        if (open.isEmpty() != component.equals(CALENDAR) || calendar != null) {
            throw new MalformedLineException(line, OBJECT);
        }
        open.add(new Component(line, component, new ArrayList<>()));
    }

    private void end(int line, String component) {
        if (open.isEmpty() || !open.getLast().name().equals(component)) {
            throw new MalformedLineException(line, "the END of what began last");
        }
        Component last = open.removeLast();
        Component closed = new Component(last.line(), last.name(), List.copyOf(last.properties()));
        if (component.equals(CALENDAR)) {
            calendar = closed;
        } else if (component.equals(EVENT)) {
            events.add(closed);
        }
    }

    /** {@code NAME;PARAMETER=value;OTHER="quoted":value}. */
    private static Property property(Line line) {
        String text = line.text();
        Map<String, String> parameters = new HashMap<>();
        int at = nameEnd(text, 0);
        String name = text.substring(0, at).toUpperCase(Locale.ROOT);
        while (at < text.length() && text.charAt(at) == ';') {
            int equals = nameEnd(text, at + 1);
            if (equals >= text.length() || text.charAt(equals) != '=') {
                throw malformed(line);
            }
            int end = valueEnd(text, equals + 1);
            parameters.put(
                    text.substring(at + 1, equals).toUpperCase(Locale.ROOT),
                    text.substring(equals + 1, end).replace("\"", ""));
            at = end;
        }
        if (name.isEmpty() || at >= text.length() || text.charAt(at) != ':') {
            throw malformed(line);
        }
        return new Property(line.number(), name, parameters, text.substring(at + 1));
    }

    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        return at;
    }

    private static int valueEnd(String text, int from) {
        boolean quoted = false;
        int at = from;
        while (at < text.length() && (quoted || (text.charAt(at) != ';' && text.charAt(at) != ':'))) {
            quoted ^= text.charAt(at) == '"';
            at++;
        }
        return at;
    }

    private static MalformedLineException malformed(Line line) {
        return new MalformedLineException(line.number(), "a name, perhaps parameters, a colon and a value");
    }
}
