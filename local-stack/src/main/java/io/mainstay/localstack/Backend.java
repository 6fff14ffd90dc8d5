package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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

    private Backend() {}

    static ServerPlan plan(Settings settings, Endpoints endpoints, int port) {
        Layout layout = settings.layout();
        Path jar = layout.backendJar();
        if (!Files.exists(jar)) {
            throw new StackException("%s is missing: run ./mvnw -DskipTests package".formatted(jar));
        }
        Path directory = layout.data(ServerName.BACKEND);
        Path copy = directory.resolve("mainstay-backend.jar");
        try {
            // A build while the platform runs would pull the classes from under it.
            Files.createDirectories(directory);
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new HashMap<>(endpoints.variables());
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MAINSTAY_GRAPHIQL_ENABLED", "true");
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
        command.addAll(Jvm.extraOptions(ServerName.BACKEND, settings.environment()));
        command.addAll(List.of("-jar", copy.toString()));
        return new ServerPlan(
                ServerName.BACKEND,
                command,
                environment,
                directory,
                HealthCheck.http(URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port))),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60));
    }
}
