// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.csv;

import io.mainstay.kernel.MalformedLineException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values (RFC 4180) with the line at which each row begins, so that whoever sent them finds it. Lines without a
 * character are left out.
 */
public final class CsvReader {

    private static final char QUOTE = '"';

    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    private CsvReader(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** @param line at which it begins, from 1 */
    public record Row(int line, List<String> values) {

        public Row {
            values = List.copyOf(values);
        }
    }

    /** @throws MalformedLineException if quotes are where they must not be, or have no end */
    public static List<Row> read(String text, char separator) {
        CsvReader reader = new CsvReader(text, separator);
        while (reader.at < text.length()) {
            reader.row();
        }
        return List.copyOf(reader.rows);
    }

    private void row() {
        int began = line;
        List<String> values = new ArrayList<>();
        values.add(value());
        while (is(separator)) {
            at++;
            values.add(value());
        }
        if (at < text.length()) {
            lineBreak();
        }
        if (values.size() > 1 || !values.getFirst().isEmpty()) {
            rows.add(new Row(began, values));
        }
    }

    /** What is at this place, up to the separator or the end of the line. */
    private String value() {
        if (is(QUOTE)) {
            return quoted();
        }
        int from = at;
        while (at < text.length() && !endsValue()) {
            if (text.charAt(at) == QUOTE) {
                throw new MalformedLineException(line, "quotes around a whole value, doubled inside it");
            }
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        int began = line;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char one = text.charAt(at);
            if (one == QUOTE) {
                at++;
                if (!is(QUOTE)) {
                    if (at < text.length() && !endsValue()) {
                        throw new MalformedLineException(line, "quotes around a whole value, doubled inside it");
                    }
                    return value.toString();
                }
                value.append(QUOTE);
                at++;
            } else if (one == '\r' || one == '\n') {
                value.append('\n');
                lineBreak();
            } else {
                value.append(one);
                at++;
            }
        }
        throw new MalformedLineException(began, "an end of the quotes");
    }

    private boolean is(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private boolean endsValue() {
        char one = text.charAt(at);
        return one == separator || one == '\r' || one == '\n';
    }

    private void lineBreak() {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
    }
}
