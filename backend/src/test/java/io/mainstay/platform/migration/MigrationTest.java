package io.mainstay.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private static final String SCHEMA = "// kind: schema\n// why\nCREATE INDEX a IF NOT EXISTS FOR (n:A) ON (n.a);\n"
            + "CREATE INDEX b IF NOT EXISTS\nFOR (n:B) ON (n.b);\n";

    @Test
    void shouldReadVersionNameKindAndStatements() {
        Migration migration = Migration.parse("V0007__two_indexes.cypher", SCHEMA);

        assertThat(migration.version()).isEqualTo(7);
        assertThat(migration.name()).isEqualTo("two_indexes");
        assertThat(migration.kind()).isEqualTo(Migration.Kind.SCHEMA);
        assertThat(migration.statements())
                .isEqualTo(List.of(
                        "CREATE INDEX a IF NOT EXISTS FOR (n:A) ON (n.a)",
                        "CREATE INDEX b IF NOT EXISTS\nFOR (n:B) ON (n.b)"));
    }

    @Test
    void shouldKeepASemicolonInsideALine() {
        Migration migration = Migration.parse("V0001__a.cypher", "// kind: data\nCREATE (:A {text: 'a;b'});\n");

        assertThat(migration.statements()).containsExactly("CREATE (:A {text: 'a;b'})");
    }

    @Test
    void shouldGiveTheSameChecksumForWindowsLineEnds() {
        assertThat(Migration.parse("V0001__a.cypher", SCHEMA.replace("\n", "\r\n"))
                        .checksum())
                .isEqualTo(Migration.parse("V0001__a.cypher", SCHEMA).checksum());
    }

    @Test
    void shouldGiveAnotherChecksumForAnotherText() {
        assertThat(Migration.parse("V0001__a.cypher", SCHEMA + " ").checksum())
                .isNotEqualTo(Migration.parse("V0001__a.cypher", SCHEMA).checksum());
    }

    @Test
    void shouldRefuseBadNamesKindsAndStatementsThatCannotBeRepeated() {
        assertThatThrownBy(() -> Migration.parse("V1__a.cypher", SCHEMA)).isInstanceOf(MigrationException.class);
        assertThatThrownBy(() -> Migration.parse("V0001__a.cypher", "CREATE (:A);"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("must begin with");
        assertThatThrownBy(() ->
                        Migration.parse("V0001__a.cypher", "// kind: schema\nCREATE INDEX a FOR (n:A) ON (n.a);\n"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("IF [NOT] EXISTS");
    }

    @Test
    void shouldPackageMigrationsWithDistinctNumbersInOneUnbrokenCatalogue() {
        assertThat(MigrationFiles.read())
                .isNotEmpty()
                .extracting(Migration::version)
                .doesNotHaveDuplicates();
    }
}
