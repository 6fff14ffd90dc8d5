// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans the platform itself. */
final class Backend {

    private static final String SECRETS_KEYS = "MAINSTAY_SECRETS_KEYS";

    private Backend() {}

    static ServerPlan plan(Settings settings, Endpoints endpoints, int port, Secrets secrets) {
        Layout layout = settings.layout();
        Path jar = layout.backendJar();
        if (!Files.exists(jar)) {
            throw new StackException("%s is missing: run ./mvnw -DskipTests package".formatted(jar));
        }
        Path program = unpacked(jar, layout.data(ServerName.BACKEND));
        Map<String, String> environment = new HashMap<>(endpoints.variables());
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MAINSTAY_SECURITY_PUBLICURL", endpoints.address(ServerName.BACKEND));
        environment.put("MAINSTAY_GRAPHIQL_ENABLED", "true");
        environment.put(
                SECRETS_KEYS, settings.environment().getOrDefault(SECRETS_KEYS, "local:" + secrets.encryptionKey()));
        // A person reads this log; whoever collects it says so.
        environment.put("MAINSTAY_LOG_FORMAT", settings.environment().getOrDefault("MAINSTAY_LOG_FORMAT", ""));
        environment.put("MAINSTAY_DEMO_ENABLED", Boolean.toString(settings.demo()));
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(Jvm.classArchive(program.resolveSibling("classes.jsa"), settings));
        command.addAll(Jvm.extraOptions(ServerName.BACKEND, settings.environment()));
        command.addAll(List.of("-jar", program.toString()));
        return new ServerPlan(
                ServerName.BACKEND,
                command,
                environment,
                layout.data(ServerName.BACKEND),
                HealthCheck.http(URI.create("http://127.0.0.1:%d/readyz".formatted(port))),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60));
    }

    /**
     * The jar's copy of this instance, with its libraries beside it: a build while the platform runs would otherwise pull
     * the classes from under it, and libraries inside a jar take half of the start and can have no class archive.
     *
     * @return the jar to run
     */
    private static Path unpacked(Path jar, Path directory) {
        try {
            Path folder = directory.resolve("program-" + Checksums.of(jar).substring(0, 12));
            Path program = folder.resolve(jar.getFileName());
            if (Files.exists(program)) {
                return program;
            }
            Folders.delete(directory);
            Files.createDirectories(directory);
            Path draft = Files.createTempDirectory(directory, "draft");
            Process extraction = new ProcessBuilder(
                            Jvm.java(),
                            "-Djarmode=tools",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            draft.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(extraction.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (extraction.waitFor() != 0) {
                throw new StackException("%s cannot be unpacked: %s".formatted(jar, said.strip()));
            }
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }
}
