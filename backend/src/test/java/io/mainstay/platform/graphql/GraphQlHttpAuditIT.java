// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audits of the npm package graphql-http, which check a server against the specification GraphQL over HTTP. */
// The audits of variables ask for the schema.
@WebTest
@TestPropertySource(properties = "mainstay.graphql.introspection=true")
class GraphQlHttpAuditIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SOURCE = Path.of("src", "test", "graphql-http");
    private static final Path WORK = Path.of("target", "graphql-http");

    @Autowired
    private GraphQlClient client;

    @TestFactory
    Stream<DynamicTest> shouldPassEveryAuditThatSpecificationDemands() throws Exception {
        Node.require();
        install();
        String token = TestTokens.as(Role.AGENT).token();
        String output = run("node", "audits.js", client.uri("/graphql").toString(), token);
        List<JsonNode> audits = output.lines().map(JSON::readTree).toList();

        assertThat(audits).hasSizeGreaterThan(50);
        assertThat(audits).anyMatch(audit -> text(audit, "name").startsWith("MUST"));
        return audits.stream()
                .map(audit -> DynamicTest.dynamicTest(
                        text(audit, "id") + " " + text(audit, "name"),
                        () -> assertThat(mayBe(audit)).as(text(audit, "reason")).contains(text(audit, "status"))));
    }

    /** What is recommended or optional warns without failing. */
    private static List<String> mayBe(JsonNode audit) {
        return text(audit, "name").startsWith("MUST") ? List.of("ok") : List.of("ok", "warn", "notice");
    }

    private static String text(JsonNode audit, String field) {
        return audit.path(field).asString();
    }

    private static void install() throws Exception {
        Files.createDirectories(WORK);
        for (String name : List.of("package.json", "package-lock.json", "audits.js")) {
            Files.copy(SOURCE.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(WORK.resolve("node_modules/graphql-http"))) {
            run(Node.command("npm"), "ci", "--prefer-offline", "--no-audit", "--no-fund");
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectError(WORK.resolve("errors.log").toAbsolutePath().toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as("%s:\n%s%s", command[0], output, Files.readString(WORK.resolve("errors.log")))
                .isZero();
        return output;
    }
}
