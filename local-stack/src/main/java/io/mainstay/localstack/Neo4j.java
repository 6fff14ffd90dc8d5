// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import io.mainstay.localstack.neo4j.Neo4jMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;

/** Plans the database process. */
final class Neo4j {

    /**
     * Samples of indexes are taken by virtual threads. As many of these as there are processors may spin until a page is free, whose
     * writer waits for one that then finds no thread to run on: with two processors everything stands still after minutes of load.
     */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=64";

    private Neo4j() {}

    /** What the database's Java is started with, unless the environment says otherwise. */
    static List<String> options(Neo4jMemory memory) {
        return List.of(
                "-Xms96m",
                "-Xmx" + memory.heap() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dio.netty.tryReflectionSetAccessible=true",
                CARRIERS);
    }

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
        Neo4jMemory memory = settings.servers().contains(ServerName.BACKEND)
                ? Neo4jMemory.of(Memory.machineMebibytes())
                : Neo4jMemory.SMALL;
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(options(memory));
        Path program = program(layout.cache());
        command.addAll(Jvm.classArchive(program.resolveSibling(program.getFileName() + ".jsa"), settings));
        command.addAll(Jvm.extraOptions(ServerName.NEO4J, settings.environment()));
        command.addAll(List.of(
                "-cp",
                libraries + "/*" + File.pathSeparator + program,
                Neo4jMain.class.getName(),
                data.toString(),
                Integer.toString(port),
                ready.toString(),
                Long.toString(memory.pageCache())));
        return new ServerPlan(
                ServerName.NEO4J,
                command,
                Map.of("MAINSTAY_NEO4J_PASSWORD", secrets.neo4jPassword()),
                data,
                HealthCheck.file(ready),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60));
    }

    /** The database's own main class in a jar of the cache: a class archive needs a class path that stays the same. */
    private static Path program(Path cache) {
        String entry = Neo4jMain.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(Neo4jMain.class.getResourceAsStream("/" + entry))) {
            byte[] bytes = in.readAllBytes();
            CRC32 hash = new CRC32();
            hash.update(bytes);
            Path jar = cache.resolve("neo4j-main-" + HexFormat.of().toHexDigits((int) hash.getValue()) + ".jar");
            if (!Files.exists(jar)) {
                Path draft = Files.createTempFile(cache, "neo4j-main", ".new");
                try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(draft))) {
                    out.putNextEntry(new JarEntry(entry));
                    out.write(bytes);
                    out.closeEntry();
                }
                Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
