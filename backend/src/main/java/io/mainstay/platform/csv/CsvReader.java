// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.csv;

import io.mainstay.kernel.MalformedLineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads comma-separated values (RFC 4180) with the line at which each row begins, so that whoever sent them finds it. Lines without a
 * character are left out.
 */
public final class CsvReader {

    private CsvReader() {}

    /** @param line at which it begins, from 1 */
    public record Row(int line, List<String> values) {

        public Row {
            values = List.copyOf(values);
        }
    }

    /** @throws MalformedLineException with the line at which the row begins, if its quotes do not end or something follows their end */
    public static List<Row> read(String text, char separator) {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(separator).get();
        List<Row> rows = new ArrayList<>();
        int line = 1;
        try (CSVParser parser = CSVParser.parse(text, format)) {
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                List<String> values = records.next().stream()
                        .map(value -> value.replace("\r\n", "\n").replace('\r', '\n'))
                        .toList();
                if (values.size() > 1 || !values.getFirst().isEmpty()) {
                    rows.add(new Row(line, values));
                }
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException malformed) {
            throw new MalformedLineException(
                    line, "quotes around a whole value, doubled inside it, and an end of the quotes", malformed);
        }
        return List.copyOf(rows);
    }
}
