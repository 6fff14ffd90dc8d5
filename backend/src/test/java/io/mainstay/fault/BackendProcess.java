// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import io.mainstay.MainstayApplication;
import io.mainstay.support.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The backend as its users run it: its unpacked jar in a process of its own. */
final class BackendProcess implements AutoCloseable {

    private static final Path FOLDER = Path.of("target/fault");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final Path log;
    private final int port;
    private Process process;

    private BackendProcess(Map<String, String> environment, Path log, int port) {
        this.environment = environment;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Starts a backend on a free port and returns at once; {@link #awaitReady} waits for it. */
    static BackendProcess start(String name, Map<String, String> environment) {
        try {
            Files.createDirectories(FOLDER);
            return new BackendProcess(environment, FOLDER.resolve(name + ".log"), FreePort.next());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the backend is, without a path. */
    String address() {
        return "http://127.0.0.1:" + port;
    }

    URI graphql() {
        return URI.create(address() + "/graphql");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How many lines of the log hold a text. */
    long logged(String text) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kills with signal 9: no shutdown hook runs. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

    /** Stops the process where it is, as a machine that is out of memory or a suspended one does. */
    void freeze() {
        signal("STOP");
    }

    /** Lets the frozen process go on. */
    void thaw() {
        signal("CONT");
    }

    /** Starts the killed backend again, on the same port. */
    void restart() {
        process = launch();
    }

    /** One that is not ready in time is ended: who waits for it in the head of a {@code try} has nothing to close yet. */
    BackendProcess awaitReady() {
        try {
            pollReady();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        return this;
    }

    private void pollReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest readiness = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            Awaitility.await("the backend to be ready; its log is " + log)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException("The backend ended:\n" + Files.readString(log));
                        }
                        return client.send(readiness, BodyHandlers.discarding()).statusCode() == 200;
                    });
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(Duration.ofSeconds(40))) {
            process.destroyForcibly();
        }
    }

    private Process launch() {
        return java(
                log,
                environment,
                "-cp",
                Program.CLASS_PATH,
                MainstayApplication.class.getName(),
                "--server.port=" + port);
    }

    private static Process java(Path log, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The jar with its libraries beside it and the demo company, as {@code ./mainstay up} runs it: libraries inside take half
     * of the start.
     */
    private static final class Program {

        private static final String CLASS_PATH = unpacked()
                + File.pathSeparator
                + Path.of("target/mainstay-backend-demo.jar").toAbsolutePath();

        private static Path unpacked() {
            Path folder = FOLDER.resolve("program").toAbsolutePath();
            Process unpacking = java(
                    FOLDER.resolve("unpacking.log"),
                    Map.of(),
                    "-Djarmode=tools",
                    "-jar",
                    Path.of("target/mainstay-backend.jar").toString(),
                    "extract",
                    "--force",
                    "--destination",
                    folder.toString());
            if (unpacking.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("The backend's jar cannot be unpacked; see " + FOLDER);
            }
            return folder.resolve("mainstay-backend.jar");
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
