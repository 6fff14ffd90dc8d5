// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a migration of many rows is cut. Its file says so with a line {@code // batched: 2000} and has two statements. The
 * first takes the next rows in the order of an indexed unique key, behind {@code $after} (empty at first) and at most
 * {@code $limit}, and returns how many {@code rows} it took and which was the {@code last}; the second counts the
 * {@code total}.
 *
 * @param size how many rows one transaction takes
 * @param again whether rows are looked for again that came since, {@code // batched: 2000 and again}: releases that do not
 *     know the migration write them while both run. Their keys are ids, and taking a row twice changes nothing.
 */
record Batches(int size, boolean again, String statement, String count) {

    private static final Pattern LINE = Pattern.compile("// batched: ([1-9]\\d{0,5})( and again)?");

    static Optional<Batches> of(String fileName, Stream<String> header, Migration.Kind kind, List<String> statements) {
        Optional<Matcher> declared =
                header.map(LINE::matcher).filter(Matcher::matches).findFirst();
        if (declared.isEmpty()) {
            requireNone(fileName, statements);
            return Optional.empty();
        }
        if (kind != Migration.Kind.DATA || statements.size() != 2) {
            throw new MigrationException(
                    fileName + " is batched, so it must be of the kind data and have two statements: "
                            + "one that takes the next rows, and one that counts all");
        }
        String statement = statements.getFirst();
        for (String part : List.of("$after", "$limit", "ORDER BY", "AS rows", "AS last")) {
            if (!statement.contains(part)) {
                throw new MigrationException(fileName + " is batched, but the statement that takes rows lacks " + part);
            }
        }
        if (!statements.getLast().contains("AS total")) {
            throw new MigrationException(fileName + " is batched, but the statement that counts rows lacks AS total");
        }
        return declared.map(line ->
                new Batches(Integer.parseInt(line.group(1)), line.group(2) != null, statement, statements.getLast()));
    }

    // A line that is not read would make one transaction of all rows.
    private static void requireNone(String fileName, List<String> statements) {
        if (statements.stream().anyMatch(statement -> statement.contains("$after"))) {
            throw new MigrationException(fileName + " asks for $after, but has no line like '// batched: 2000'");
        }
    }
}
