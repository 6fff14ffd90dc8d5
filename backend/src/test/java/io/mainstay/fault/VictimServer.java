// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import io.mainstay.support.FreePort;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A server that is started to be killed: a stack of its own with this server alone, because the launcher stops the others
 * of a stack when one of them dies. Its port and its data stay the same.
 */
final class VictimServer implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofSeconds(30);

    private final String name;
    private final Path data;
    private final Path log;
    private final int port;
    private Process launcher;

    private VictimServer(String name) {
        try {
            this.name = name;
            this.data = ROOT.resolve(".mainstay/victim-" + name);
            this.log = Files.createDirectories(Path.of("target/fault")).resolve(name + ".log");
            this.port = FreePort.next();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        awaitEnd(command("reset", "--yes"));
        launcher = launch();
    }

    /** @param name as the launcher calls it; returns at once, {@link #awaitReady} waits */
    static VictimServer start(String name) {
        return new VictimServer(name);
    }

    /** Addresses and credentials of this server, by the names of environment variables. */
    Map<String, String> awaitReady() {
        Path addresses = data.resolve("stack.properties");
        Awaitility.await(name + " to be ready; its output is in " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!launcher.isAlive()) {
                        throw new IllegalStateException(name + " ended:\n" + Files.readString(log));
                    }
                    return Files.exists(addresses);
                });
        String prefix = "MAINSTAY_" + name.toUpperCase(Locale.ROOT);
        return read(addresses).entrySet().stream()
                .filter(address -> address.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Kills all of its processes with signal 9. */
    void kill() {
        launcher.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        awaitEnd(launcher);
    }

    /** Starts the killed server again, on the same port and with its data. */
    void restart() {
        launcher = launch();
    }

    @Override
    public void close() {
        kill();
        awaitEnd(command("reset", "--yes"));
    }

    private Process launch() {
        return command("up", "--servers", name, "--" + name + "-port", Integer.toString(port));
    }

    private Process command(String command, String... options) {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("mainstay").toString(), command);
        builder.command().addAll(List.of(options));
        builder.command().addAll(List.of("--data", data.toString()));
        // An address there would stand for a server that is not to be started.
        builder.environment()
                .keySet()
                .removeAll(List.of("MAINSTAY_NEO4J_URI", "MAINSTAY_ELASTICSEARCH_URI", "MAINSTAY_KEYCLOAK_URL"));
        try {
            return builder.directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(),
                        entry -> entry.getValue().toString()));
    }
}
