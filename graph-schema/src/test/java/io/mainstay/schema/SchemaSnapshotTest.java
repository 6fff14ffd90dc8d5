// SPDX-License-Identifier: Apache-2.0
package io.mainstay.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the schema against the committed snapshot, so that every change of the API shows in a diff. */
class SchemaSnapshotTest {

    private static final Path ALLOWED_BREAKS = Path.of("snapshots", "allowed-breaks.txt");

    /** The comparison parses the printed schema with the limits of requests, which a schema of our own need not keep to. */
    @BeforeAll
    static void parseLargeSchemas() {
        ParserOptions.setDefaultParserOptions(ParserOptions.getDefaultSdlParserOptions());
    }

    @Test
    void shouldEqualSnapshotAndBreakNoClient() throws IOException {
        GraphQLSchema schema = SchemaSource.schema();
        if (Files.exists(SchemaSource.SNAPSHOT)) {
            assertThat(breaks(SchemaSource.schema(Files.readString(SchemaSource.SNAPSHOT)), schema))
                    .as(
                            "changes that break clients; deprecate instead, or list the line in %s with a reason",
                            ALLOWED_BREAKS)
                    .isSubsetOf(allowedBreaks());
        }
        if (Boolean.getBoolean("snapshot.update")) {
            Files.writeString(SchemaSource.SNAPSHOT, SchemaSource.print(schema));
        }
        assertThat(SchemaSource.print(schema))
                .as("the schema; rewrite the snapshot with -Dsnapshot.update=true")
                .isEqualTo(Files.readString(SchemaSource.SNAPSHOT));
    }

    @Test
    void shouldRecogniseBreakingChange() {
        GraphQLSchema before = SchemaSource.schema("type Query { a(x: Int): String b: Int }");
        GraphQLSchema after = SchemaSource.schema("type Query { a(x: Int!): String! c: Int }");

        assertThat(breaks(before, after)).containsExactly("MISSING Query.b", "STRICTER Query.a");
    }

    /** Each as {@code CATEGORY Type.field}, the form of a line in the file of allowed breaks. */
    private static Set<String> breaks(GraphQLSchema before, GraphQLSchema after) {
        CapturingReporter reporter = new CapturingReporter();
        new SchemaDiff().diffSchema(SchemaDiffSet.diffSetFromSdl(before, after), reporter);
        return reporter.getBreakages().stream()
                .map(SchemaSnapshotTest::line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(DiffEvent event) {
        String field = event.getFieldName() == null ? "" : "." + event.getFieldName();
        return event.getCategory() + " " + event.getTypeName() + field;
    }

    private static List<String> allowedBreaks() throws IOException {
        return Files.readAllLines(ALLOWED_BREAKS).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
