// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.kernel.Texts;
import io.mainstay.platform.csv.CsvReader;
import io.mainstay.window.SetChangeWindow;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of freezes in comma-separated values. Its columns are called like the fields of a change window; several values stand
 * in one column with blanks between them.
 *
 * @param zone of rows without one; null if there is none
 */
record FreezeRow(
        CsvReader.Row row, List<String> columns, @Nullable String zone) implements ListedFreeze {

    private static final String UID = "uid";
    private static final String NAME = "name";
    private static final String ZONE = "zone";
    private static final String STARTS_AT = "startsAt";
    private static final String ENDS_AT = "endsAt";
    private static final String DESCRIPTION = "description";
    private static final String RULE = "rule";
    private static final String ADDITIONAL_STARTS = "additionalStarts";
    private static final String EXCEPT_DATES = "exceptDates";
    private static final int SHOWN = 60;

    static final List<String> COLUMNS =
            List.of(UID, NAME, STARTS_AT, ENDS_AT, ZONE, DESCRIPTION, RULE, ADDITIONAL_STARTS, EXCEPT_DATES);

    @Override
    public int line() {
        return row.line();
    }

    @Override
    public @Nullable String uid() {
        return value(UID);
    }

    @Override
    public @Nullable String name() {
        return value(NAME);
    }

    @Override
    public SetChangeWindow command(SetChangeWindow.Scope scope) {
        if (row.values().size() != columns.size()) {
            throw place("")
                    .refused("there must be as many values as columns, %d, and not %d."
                            .formatted(columns.size(), row.values().size()));
        }
        String rule = value(RULE);
        List<String> additional = values(ADDITIONAL_STARTS).toList();
        List<LocalDate> except = values(EXCEPT_DATES).map(this::date).toList();
        boolean recurs = rule != null || !additional.isEmpty() || !except.isEmpty();
        String own = value(ZONE);
        return new SetChangeWindow(
                name(),
                value(DESCRIPTION),
                scope,
                own == null ? zone : own,
                value(STARTS_AT),
                value(ENDS_AT),
                recurs ? new SetChangeWindow.Recurrence(rule, additional, except) : null);
    }

    @Override
    public Place place(String field) {
        return new Place(row.line(), columns.contains(field) ? field : "");
    }

    private LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw place(EXCEPT_DATES)
                    .refused("must be dates such as 2026-12-20, not %s.".formatted(Texts.shortened(text, SHOWN)));
        }
    }

    private Stream<String> values(String column) {
        String value = value(column);
        return value == null ? Stream.empty() : Stream.of(value.split("\\s+", -1));
    }

    private @Nullable String value(String column) {
        int at = columns.indexOf(column);
        if (at < 0 || at >= row.values().size()) {
            return null;
        }
        return ChangeWindowRules.blankToNull(row.values().get(at));
    }
}
