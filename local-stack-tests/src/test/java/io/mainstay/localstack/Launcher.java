// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A launcher in a process of its own, as the script starts it. */
final class Launcher {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path data;
    private final Path output;
    private final Process process;

    private Launcher(Path data, Path output, Process process) {
        this.data = data;
        this.output = output;
        this.process = process;
    }

    /** Runs a command on the instance in this folder. */
    static Launcher run(Path data, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmainstay.project=" + PROJECT,
                "-cp",
                Jvm.ownClasses().toString(),
                "io.mainstay.localstack.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        try {
            Files.createDirectories(data.getParent());
            Path output = Files.createTempFile(data.getParent(), "launcher", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("MAINSTAY_") && !name.equals("MAINSTAY_CACHE"));
            return new Launcher(data, output, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Launcher awaitReady() {
        Awaitility.await("the stack to be ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The launcher ended:\n" + output());
                    }
                })
                .until(() -> Files.exists(data.resolve("stack.properties"))
                        && Long.toString(process.pid()).equals(addresses().getProperty("MAINSTAY_LAUNCHER_PID")));
        return this;
    }

    /** The exit status, once it ended. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The launcher does not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    long pid() {
        return process.pid();
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Properties addresses() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("stack.properties"))) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded processes of one server, the main one first. */
    List<ProcessIdentity> recorded(ServerName server) {
        return new PidFile(data.resolve("run").resolve(server.id() + ".pid")).read();
    }
}
