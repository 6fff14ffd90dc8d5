// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.MalformedLineException;
import io.mainstay.platform.csv.CsvReader.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

    private static final List<String> PIECES = List.of("a", ",", ";", "\"", "\n", "漢", " ", "\"\"", "x");

    @Test
    void shouldReadWhatWasWritten() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            char separator = random.nextBoolean() ? ',' : ';';
            String lineBreak = random.nextBoolean() ? "\r\n" : "\n";
            List<Row> rows = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int line = 1;
            for (int row = random.nextInt(6); row > 0; row--) {
                List<String> values = IntStream.range(0, random.nextInt(2, 5))
                        .mapToObj(_ -> random.ints(random.nextInt(5), 0, PIECES.size())
                                .mapToObj(PIECES::get)
                                .collect(Collectors.joining()))
                        .toList();
                rows.add(new Row(line, values));
                String written = values.stream()
                        .map(value -> "\"" + value.replace("\"", "\"\"").replace("\n", lineBreak) + "\"")
                        .collect(Collectors.joining(String.valueOf(separator)));
                text.append(written).append(lineBreak);
                line += 1
                        + (int) values.stream()
                                .flatMapToInt(String::chars)
                                .filter(one -> one == '\n')
                                .count();
            }

            assertThat(CsvReader.read(text.toString(), separator)).isEqualTo(rows);
        }
    }

    @Test
    void shouldTakeValuesWithoutQuotesAndLeaveOutEmptyLines() {
        assertThat(CsvReader.read("a,b\n\n,\r\nc d,\"e\"", ','))
                .containsExactly(
                        new Row(1, List.of("a", "b")), new Row(3, List.of("", "")), new Row(4, List.of("c d", "e")));
        assertThat(CsvReader.read("", ',')).isEmpty();
        assertThat(CsvReader.read("a\rb\"c\"", ','))
                .as("quotes inside a value that has none around it are its own")
                .containsExactly(new Row(1, List.of("a")), new Row(2, List.of("b\"c\"")));
    }

    @Test
    void shouldRefuseQuotesThatAreWrongWithTheirLine() {
        refused(2, "a\n\"b\nc\nd");
        refused(2, "a\n\"b\nc\"d");
    }

    private static void refused(int line, String text) {
        assertThatThrownBy(() -> CsvReader.read(text, ','))
                .isInstanceOfSatisfying(
                        MalformedLineException.class,
                        malformed -> assertThat(malformed.line()).isEqualTo(line));
    }
}
