package io.mainstay.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The backend as its users run it: its unpacked jar in a process of its own. */
final class BackendProcess implements AutoCloseable {

    private static final Path FOLDER = Path.of("target/fault");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Program program;
    private final Map<String, String> environment;
    private final Path log;
    private final int port;
    private Process process;

    /** What is started. */
    @FunctionalInterface
    interface Program {

        /** @param log gets what the process prints, after what is there */
        Process launch(Map<String, String> environment, Path log) throws IOException;
    }

    private BackendProcess(Program program, Map<String, String> environment, Path log, int port) {
        this.program = program;
        this.environment = environment;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Starts a backend on a free port and returns at once; {@link #awaitReady} waits for it. */
    static BackendProcess start(String name, Map<String, String> environment) {
        return start(name, environment, UnpackedJar::launch);
    }

    static BackendProcess start(String name, Map<String, String> environment, Program program) {
        try {
            Files.createDirectories(FOLDER);
            int port = freePort();
            Map<String, String> all = new HashMap<>(environment);
            all.put("SERVER_PORT", Integer.toString(port));
            return new BackendProcess(program, all, FOLDER.resolve(name + ".log"), port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the backend is, without a path. */
    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Where the backend is, without a path. */
    URI uri() {
        return URI.create(address());
    }

    URI graphql() {
        return URI.create(address() + "/graphql");
    }

    /** Kills with signal 9: no shutdown hook runs. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

    /**
     * Asks the process to end, as an orchestrator does, and waits until it has.
     *
     * @return how long that took
     */
    Duration terminate() {
        long start = System.nanoTime();
        process.destroy();
        if (!awaitEnd(PATIENCE)) {
            throw new IllegalStateException("The backend has not ended within " + PATIENCE + "; its log is " + log);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Stops the process where it is, as a machine that is out of memory or a suspended one does. */
    void freeze() {
        signal("STOP");
    }

    /** Lets the frozen process go on. */
    void thaw() {
        signal("CONT");
    }

    /** Starts the backend that has ended again, on the same port. */
    void restart() {
        process = launch();
    }

    BackendProcess awaitReady() {
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
        return this;
    }

    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(Duration.ofSeconds(40))) {
            process.destroyForcibly();
        }
    }

    private Process launch() {
        try {
            return program.launch(environment, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Process java(Path log, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The jar with its libraries beside it, as {@code ./mainstay up} runs it: libraries inside take half of the start. */
    private static final class UnpackedJar {

        private static final Path JAR = unpacked();

        private static Process launch(Map<String, String> environment, Path log) throws IOException {
            return java(log, environment, "-jar", JAR.toString());
        }

        private static Path unpacked() {
            Path folder = FOLDER.resolve("program").toAbsolutePath();
            try {
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
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
