// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/**
 * A local stack for one test alone, which starts, ends and destroys it by the commands of {@code ./mainstay}.
 *
 * @param data its folder
 */
record OwnStack(Path data) {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** What a command printed; it must succeed. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dmainstay.project=" + PROJECT,
                "-cp",
                PROJECT.resolve("local-stack/target/mainstay-local-stack.jar").toString(),
                "io.mainstay.localstack.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        Files.createDirectories(data.getParent());
        Path output = Files.createTempFile(data.getParent(), arguments[0], ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Nothing of the stack that the other tests share.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_") && !name.equals("MAINSTAY_CACHE"));
        builder.environment().put("MAINSTAY_DEMO_SIZE", "SMALL");
        int status = builder.start().waitFor();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as("%s:%n%s", String.join(" ", arguments), printed).isZero();
        return printed;
    }

    /** Ends and deletes it, whatever state it is in. */
    void destroy() throws IOException, InterruptedException {
        run("down");
        run("reset", "--yes");
    }

    /** Addresses and credentials, while it runs. */
    Map<String, String> addresses() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("stack.properties"))) {
            properties.load(reader);
        }
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    Driver graph() throws IOException {
        return GraphDatabase.driver(
                addresses().get("MAINSTAY_NEO4J_URI"),
                AuthTokens.basic("neo4j", addresses().get("MAINSTAY_NEO4J_PASSWORD")));
    }
}
