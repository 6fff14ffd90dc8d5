// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.kernel.MalformedLineException;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Texts;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.csv.CsvReader;
import io.mainstay.platform.ical.ICalendarReader;
import io.mainstay.platform.ical.ICalendarReader.Property;
import io.mainstay.window.FreezeListFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists of freezes. */
public final class FreezeLists {

    /** What stands where something could not be decoded. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private FreezeLists() {}

    /**
     * The entries of a list in their order.
     *
     * @param zone of times without one; null if there is none
     * @throws RefusedException if it is no list of that format, naming line and rule
     */
    public static List<ListedFreeze> read(FreezeListFormat format, String content, @Nullable String zone) {
        String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
        try {
            requirePlain(text);
            return switch (format) {
                case ICALENDAR -> events(ICalendarReader.read(text), zone);
                case CSV -> rows(text, zone);
            };
        } catch (MalformedLineException malformed) {
            throw new RefusedException(new ListedFreeze.Place(malformed.line(), "")
                    .error(UserErrorCode.INVALID, "there must be " + malformed.wanted() + "."));
        }
    }

    /** Of what was sent in another encoding, some characters are none. */
    private static void requirePlain(String text) {
        int line = 1;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int one = text.codePointAt(at);
            if (one == REPLACEMENT || !Texts.isPlain(Character.toString(one))) {
                throw new MalformedLineException(
                        line, "text in UTF-8 without control characters, not U+%04X".formatted(one));
            }
            boolean crlf = one == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (one == '\n' || (one == '\r' && !crlf)) {
                line++;
            }
        }
    }

    private static List<ListedFreeze> events(ICalendarReader.Calendar calendar, @Nullable String zone) {
        Optional<Property> method = calendar.self().first("METHOD");
        if (method.isPresent() && method.get().value().strip().equalsIgnoreCase("CANCEL")) {
            throw new MalformedLineException(
                    method.get().line(), "a METHOD other than CANCEL: end the freezes instead");
        }
        String usual = zone == null
                ? calendar.self()
                        .first("X-WR-TIMEZONE")
                        .map(one -> one.value().strip())
                        .orElse(null)
                : zone;
        return calendar.events().stream()
                .<ListedFreeze>map(event -> new FreezeEvent(event, usual))
                .toList();
    }

    private static List<ListedFreeze> rows(String text, @Nullable String zone) {
        String header = text.lines().filter(line -> !line.isEmpty()).findFirst().orElse("");
        List<CsvReader.Row> rows = CsvReader.read(text, header.indexOf(';') < 0 ? ',' : ';');
        if (rows.isEmpty()) {
            throw new MalformedLineException(1, "a row with the names of the columns");
        }
        CsvReader.Row first = rows.getFirst();
        List<String> columns = first.values().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!FreezeRow.COLUMNS.contains(column) || !seen.add(column)) {
                throw new MalformedLineException(
                        first.line(),
                        "columns of the names %s, each once, not %s"
                                .formatted(String.join(", ", FreezeRow.COLUMNS), Texts.shortened(column, 60)));
            }
        }
        return rows.stream()
                .skip(1)
                .<ListedFreeze>map(row -> new FreezeRow(row, columns, zone))
                .toList();
    }
}
