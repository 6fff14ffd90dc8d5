// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * The commands by which docs/operations/backup.md dumps and loads a graph, given to the administration program of the same
 * release of Neo4j that the chart's image holds.
 */
@Tag("full")
@Order(FaultStack.LAST)
class Neo4jDumpIT {

    private static final Path PAGE = Path.of("../docs/operations/backup.md");
    private static final Path DUMP = Path.of("target/mainstay.dump").toAbsolutePath();
    private static final OwnStack STACK =
            new OwnStack(Path.of("target/neo4j-dump").toAbsolutePath());

    @AfterEach
    void destroy() throws Exception {
        STACK.destroy();
    }

    @Test
    void shouldBringBackTheGraph() throws Exception {
        STACK.destroy();
        STACK.run("up", "-d", "--servers", "neo4j", "--free-ports");
        write("CREATE CONSTRAINT FOR (n:Item) REQUIRE n.id IS UNIQUE");
        write(
                "UNWIND range(1, 1000) AS i CREATE (:Item {id: i, name: 'Überlauf ' + i})-[:NEXT {at: datetime()}]->(:End)");
        List<Map<String, Object>> before = content();
        STACK.run("down");
        admin(documented("dump"), ProcessBuilder.Redirect.INHERIT, ProcessBuilder.Redirect.to(DUMP.toFile()));

        STACK.run("up", "-d", "--servers", "neo4j", "--free-ports");
        write("MATCH (n:Item) WHERE n.id > 10 DETACH DELETE n");
        write("CREATE (:Later)");
        assertThat(content()).isNotEqualTo(before);
        STACK.run("down");
        admin(documented("load"), ProcessBuilder.Redirect.from(DUMP.toFile()), ProcessBuilder.Redirect.INHERIT);
        STACK.run("up", "-d", "--servers", "neo4j", "--free-ports");

        assertThat(content()).isEqualTo(before);
    }

    /** The arguments that the page gives to {@code neo4j-admin}. */
    private static List<String> documented(String command) throws Exception {
        Matcher line = Pattern.compile("-- neo4j-admin (database " + command + " [^<>\n]+?) [<>] mainstay\\.dump")
                .matcher(Files.readString(PAGE));
        assertThat(line.find()).isTrue();
        return List.of(line.group(1).split(" "));
    }

    private static void admin(List<String> arguments, ProcessBuilder.Redirect input, ProcessBuilder.Redirect output)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                OwnStack.PROJECT.resolve("local-stack/neo4j-libraries/target/libraries") + File.separator + "*",
                "org.neo4j.cli.AdminTool"));
        command.addAll(arguments);
        Path home = STACK.data().resolve("neo4j");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectOutput(output)
                .redirectError(Path.of("target/neo4j-admin.err").toFile());
        builder.environment().put("NEO4J_HOME", home.toString());
        builder.environment()
                .put("NEO4J_CONF", Files.createDirectories(home.resolve("conf")).toString());
        assertThat(builder.start().waitFor())
                .as("%s:%n%s", arguments, Files.readString(Path.of("target/neo4j-admin.err")))
                .isZero();
    }

    private static void write(String statement) throws Exception {
        try (Driver driver = STACK.graph();
                Session session = driver.session()) {
            session.run(statement).consume();
        }
    }

    private static List<Map<String, Object>> content() throws Exception {
        try (Driver driver = STACK.graph();
                Session session = driver.session()) {
            return session.run(
                            "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN labels(n) AS labels, n.id AS id, n.name AS name,"
                                    + " r.at AS at ORDER BY labels, id")
                    .list(row -> row.asMap());
        }
    }
}
