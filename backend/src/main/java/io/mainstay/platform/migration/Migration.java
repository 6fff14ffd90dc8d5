// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One migration file, {@code V0001__what_it_does.cypher}. Its first line says whether it changes the schema or data,
 * which Neo4j cannot do in one transaction; statements end with a semicolon at the end of a line.
 *
 * <p>A migration only adds, so that the release before it goes on working ("expand"), unless a line of its header says {@code
 * // contract: V0090}: from then on only releases work that know migration 90.
 *
 * <p>Statements of a data migration are one transaction, unless it {@linkplain Batches says} that it runs in batches.
 *
 * @param version the number in the file's name
 * @param needs the migration that a release must know to work after this one; 0 if every release does
 * @param batches how it is cut; null if it is not
 * @param checksum SHA-256 of the text with Unix line ends, in hexadecimal
 */
record Migration(
        int version,
        String name,
        Kind kind,
        int needs,
        @Nullable Batches batches,
        List<String> statements,
        String checksum)
        implements Comparable<Migration> {

    enum Kind {
        SCHEMA,
        DATA
    }

    private static final Pattern FILE_NAME = Pattern.compile("V(\\d{4})__([a-z0-9_]+)\\.cypher");
    private static final Pattern CONTRACT_LINE = Pattern.compile("// contract: V(\\d{4})");
    private static final Pattern KIND_LINE = Pattern.compile("// kind: (schema|data)");

    static Migration parse(String fileName, String content) {
        Matcher name = FILE_NAME.matcher(fileName);
        if (!name.matches()) {
            throw new MigrationException(fileName + " is not named like V0001__snake_case.cypher");
        }
        String text = content.replace("\r\n", "\n");
        Matcher kindLine = KIND_LINE.matcher(text.lines().findFirst().orElse(""));
        if (!kindLine.matches()) {
            throw new MigrationException(fileName + " must begin with '// kind: schema' or '// kind: data'");
        }
        Kind kind = Kind.valueOf(kindLine.group(1).toUpperCase(Locale.ROOT));
        List<String> statements = statements(text);
        if (kind == Kind.SCHEMA) {
            statements.forEach(statement -> requireRepeatable(fileName, statement));
        }
        int version = Integer.parseInt(name.group(1));
        int needs = needs(text);
        if (needs >= version) {
            throw new MigrationException(fileName + " must name an earlier migration in its line '// contract: V0090'");
        }
        if (needs == 0) {
            statements.forEach(statement -> requireExpansion(fileName, statement));
        }
        Batches batches = Batches.of(fileName, header(text), kind, statements).orElse(null);
        return new Migration(version, name.group(2), kind, needs, batches, statements, checksum(text));
    }

    /** Whether releases that do not know {@link #needs()} stop working. */
    boolean isContract() {
        return needs > 0;
    }

    private static int needs(String text) {
        return header(text)
                .map(CONTRACT_LINE::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(line -> Integer.parseInt(line.group(1)))
                .orElse(0);
    }

    /** The comments with which it begins. */
    private static Stream<String> header(String text) {
        return text.lines().takeWhile(line -> line.startsWith("//"));
    }

    private static void requireExpansion(String fileName, String statement) {
        Contraction.of(statement).ifPresent(meaning -> {
            throw new MigrationException(
                    fileName + " " + meaning + ", which the release before may need. Do so one release "
                            + "later, and name the migration that made it dispensable in a line '// contract: V0090': "
                            + statement);
        });
    }

    private static List<String> statements(String text) {
        String withoutComments =
                text.lines().filter(line -> !line.strip().startsWith("//")).collect(Collectors.joining("\n"));
        return Arrays.stream(withoutComments.split(";\\s*(?:\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    // A schema migration is not one transaction: a process killed half-way runs it again.
    private static void requireRepeatable(String fileName, String statement) {
        if (!statement.contains("IF NOT EXISTS") && !statement.contains("IF EXISTS")) {
            throw new MigrationException(fileName + " has a schema statement without IF [NOT] EXISTS: " + statement);
        }
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Migration " + version + " (" + name + ")";
    }

    @Override
    public int compareTo(Migration other) {
        return Integer.compare(version, other.version);
    }
}
