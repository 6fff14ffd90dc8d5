package io.mainstay.localstack;

import io.mainstay.localstack.neo4j.Neo4jMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans the database process. */
final class Neo4j {

    private Neo4j() {}

    static ServerPlan plan(Settings settings, Distributions distributions, int port, Secrets secrets) {
        Layout layout = settings.layout();
        Path libraries = new DistributionCache(layout.cache())
                .copied(
                        "neo4j",
                        distributions.version(ServerName.NEO4J),
                        distributions.neo4jLibraries(),
                        layout.neo4jLibraries());
        Path data = layout.data(ServerName.NEO4J);
        Path ready = layout.run().resolve("neo4j.ready");
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-Xms96m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dio.netty.tryReflectionSetAccessible=true"));
        command.addAll(Jvm.extraOptions(ServerName.NEO4J, settings.environment()));
        command.addAll(List.of(
                "-cp",
                libraries + "/*" + File.pathSeparator + Jvm.ownClasses(),
                Neo4jMain.class.getName(),
                data.toString(),
                Integer.toString(port),
                ready.toString()));
        return new ServerPlan(
                ServerName.NEO4J,
                command,
                Map.of("MAINSTAY_NEO4J_PASSWORD", secrets.neo4jPassword()),
                data,
                HealthCheck.file(ready),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60));
    }
}
