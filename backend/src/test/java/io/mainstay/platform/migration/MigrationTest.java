// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH (n:A) DETACH DELETE n",
                "MATCH (n:A) remove n.old",
                "MATCH (n:A) REMOVE n:Old",
                "MATCH (n:A) SET n.old = NULL",
                "MATCH (n:A) SET n = {id: n.id}",
                "MATCH (n:A) SET n.text = 'it\\'s', n.old = null"
            })
    void shouldRefuseToTakeAwayWhatTheReleaseBeforeMayNeed(String statement) {
        assertThatThrownBy(() -> data(statement))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V0091__a.cypher")
                .hasMessageContaining("// contract: V")
                .hasMessageContaining(statement);

        assertThat(data("// contract: V0090\n", statement).needs()).isEqualTo(90);
    }

    @Test
    void shouldRefuseToDropAnIndexUnlessDeclared() {
        String drop = "DROP INDEX a IF EXISTS;\n";
        assertThatThrownBy(() -> Migration.parse("V0091__a.cypher", "// kind: schema\n" + drop))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("drops an index");

        Migration declared = Migration.parse("V0091__a.cypher", "// kind: schema\n// contract: V0080\n" + drop);
        assertThat(declared.isContract()).isTrue();
        assertThat(declared.statements()).containsExactly("DROP INDEX a IF EXISTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE (:A {text: 'DELETE and remove \\' = null // it'})",
                "MATCH (n:A) WHERE n.x <= 1 AND n.y IS NULL SET n.x = 1, n += {y: 2}",
                "MATCH (n:A) WHERE n.removed = false SET n.deleted = true",
                "MATCH (n:`A DROP`) /* DROP nothing */ SET n:B"
            })
    void shouldTakeWhatOnlyAdds(String statement) {
        assertThat(data(statement).isContract()).isFalse();
    }

    @Test
    void shouldRefuseAContractThatNeedsItself() {
        assertThatThrownBy(() -> data("// contract: V0091\n", "MATCH (n:A) DELETE n"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("earlier migration");
    }

    @Test
    void shouldNameMigrationsThatExistInContracts() {
        List<Integer> versions =
                MigrationFiles.read().stream().map(Migration::version).toList();

        assertThat(MigrationFiles.read().stream().filter(Migration::isContract).map(Migration::needs))
                .allSatisfy(needs -> assertThat(versions).contains(needs));
    }

    private static final String BATCHED = """
            // kind: data
            // batched: 2000
            MATCH (n:A) WHERE n.id > $after
            WITH n ORDER BY n.id LIMIT $limit
            SET n:B
            RETURN count(n) AS rows, max(n.id) AS last;
            MATCH (n:A) RETURN count(n) AS total;
            """;

    @Test
    void shouldReadHowItIsCut() {
        Batches once = Migration.parse("V0091__a.cypher", BATCHED).batches();
        Batches again = Migration.parse("V0091__a.cypher", BATCHED.replace("2000", "5 and again"))
                .batches();

        assertThat(once).isNotNull().extracting(Batches::size, Batches::again).containsExactly(2000, false);
        assertThat(again).isNotNull().extracting(Batches::size, Batches::again).containsExactly(5, true);
        assertThat(data("CREATE (:A)").batches()).isNull();
        assertThat(Migration.parse("V0091__a.cypher", BATCHED.replace("// batched", "// contract: V0090\n// batched")))
                .satisfies(both -> {
                    assertThat(both.needs()).isEqualTo(90);
                    assertThat(both.batches()).isNotNull();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// batched: 2000\n",
                "$after",
                "$limit",
                "ORDER BY n.id",
                "AS rows",
                "AS last",
                "AS total",
                "MATCH (n:A) RETURN count(n) AS total;"
            })
    void shouldRefuseBatchesThatLack(String part) {
        assertThatThrownBy(() -> Migration.parse("V0091__a.cypher", BATCHED.replace(part, "")))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V0091__a.cypher");
    }

    @Test
    void shouldRefuseBatchesOfASchema() {
        assertThatThrownBy(() -> Migration.parse("V0091__a.cypher", SCHEMA.replace("// why", "// batched: 10")))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("kind data");
    }

    private static Migration data(String statement) {
        return data("", statement);
    }

    private static Migration data(String before, String statement) {
        return Migration.parse("V0091__a.cypher", "// kind: data\n" + before + statement + ";\n");
    }

    @Test
    void shouldPackageMigrationsWithDistinctNumbersInOneUnbrokenCatalogue() {
        assertThat(MigrationFiles.read())
                .isNotEmpty()
                .extracting(Migration::version)
                .doesNotHaveDuplicates();
    }
}
