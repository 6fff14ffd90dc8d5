// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.File;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans the platform itself. */
final class Backend {

    private static final String SECRETS_KEYS = "MAINSTAY_SECRETS_KEYS";

    private static final String MAIN = "io.mainstay.MainstayApplication";

    private Backend() {}

    static ServerPlan plan(Settings settings, Endpoints endpoints, int port, Secrets secrets) {
        Layout layout = settings.layout();
        for (Path jar : List.of(layout.backendJar(), layout.demoJar())) {
            if (!Files.exists(jar)) {
                throw new StackException("%s is missing: run ./mvnw -DskipTests package".formatted(jar));
            }
        }
        Path program = unpacked(layout);
        Map<String, String> environment = new HashMap<>(endpoints.variables());
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MAINSTAY_SECURITY_PUBLICURL", endpoints.address(ServerName.BACKEND));
        environment.put("MAINSTAY_GRAPHIQL_ENABLED", "true");
        environment.put(
                SECRETS_KEYS, settings.environment().getOrDefault(SECRETS_KEYS, "local:" + secrets.encryptionKey()));
        environment.put("MAINSTAY_ATTACHMENTS_DIRECTORY", layout.attachments().toString());
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
        command.addAll(Jvm.classArchive(program.resolve("classes.jsa"), settings));
        command.addAll(Jvm.extraOptions(ServerName.BACKEND, settings.environment()));
        // With --no-demo, too: a load that was broken off goes on.
        command.addAll(List.of("-cp", classPath(layout, program), MAIN));
        return new ServerPlan(
                ServerName.BACKEND,
                command,
                environment,
                layout.data(ServerName.BACKEND),
                HealthCheck.http(URI.create("http://127.0.0.1:%d/readyz".formatted(port))),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60));
    }

    private static String classPath(Layout layout, Path program) {
        return Stream.of(layout.backendJar(), layout.demoJar())
                .map(jar -> program.resolve(jar.getFileName()).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * The jars' copy of this instance, with the libraries beside it: a build while the platform runs would otherwise pull
     * the classes from under it, and libraries inside a jar take half of the start and can have no class archive.
     *
     * @return the folder with both jars
     */
    private static Path unpacked(Layout layout) {
        Path jar = layout.backendJar();
        Path demo = layout.demoJar();
        Path directory = layout.data(ServerName.BACKEND);
        try {
            Path folder = directory.resolve("program-%s-%s"
                    .formatted(
                            Checksums.of(jar).substring(0, 12),
                            Checksums.of(demo).substring(0, 12)));
            if (Files.exists(folder)) {
                return folder;
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
            Files.copy(demo, draft.resolve(demo.getFileName()));
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }
}
