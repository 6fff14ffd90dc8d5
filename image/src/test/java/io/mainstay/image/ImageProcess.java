// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.support.FreePort;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * The image at work: its entry point in its unpacked files, as the user 10001 and as the first process of namespaces of its
 * own, on a read-only root with a small /tmp. Only the network is the machine's.
 */
public final class ImageProcess implements AutoCloseable {

    private static final Path FOLDER = Path.of("target/image-tests");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    private ImageProcess(Map<String, String> environment, List<String> command, Path log, int port) {
        this.environment = environment;
        this.command = command;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Skips the test, visibly, where nobody may make namespaces; a continuous integration must be able to. */
    public static void assumePossible() {
        try {
            Process trial = command(Map.of(), List.of("/opt/java/bin/java", "--version"))
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(trial.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            boolean possible = trial.waitFor() == 0;
            if (!possible && Boolean.parseBoolean(System.getenv("CI"))) {
                throw new AssertionError("The image cannot be run here: " + printed);
            }
            assumeTrue(possible, () -> "no namespaces can be made here, so the image is not run: " + printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * Starts the image and returns at once.
     *
     * @param name of its log in {@code target/image-tests}
     * @param environment what is added to the image's own
     * @param arguments instead of those of the image, if there are any
     */
    public static ImageProcess start(String name, Map<String, String> environment, String... arguments) {
        int port = FreePort.next();
        JsonNode settings = Unpacked.IMAGE.configuration().get("config");
        Map<String, String> all = new HashMap<>();
        settings.get("Env").forEach(variable -> {
            String[] parts = variable.stringValue().split("=", 2);
            all.put(parts[0], parts[1]);
        });
        all.put("SERVER_ADDRESS", "127.0.0.1");
        all.put("SERVER_PORT", Integer.toString(port));
        all.putAll(environment);
        List<String> command = new ArrayList<>();
        settings.get("Entrypoint").forEach(part -> command.add(part.stringValue()));
        if (arguments.length == 0) {
            settings.get("Cmd").forEach(part -> command.add(part.stringValue()));
        }
        command.addAll(List.of(arguments));
        return new ImageProcess(all, command, FOLDER.resolve(name + ".log"), port);
    }

    /** Where the backend is, without a path. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public URI graphql() {
        return URI.create(address() + "/graphql");
    }

    /** What it has printed. */
    Path log() {
        return log;
    }

    public ImageProcess awaitReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest readiness = HttpRequest.newBuilder(URI.create(address() + "/readyz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            Awaitility.await("the backend to be ready; its log is " + log)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
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

    /** The first process of the container, as the machine numbers it. */
    ProcessHandle first() {
        return process.children().findFirst().orElseThrow(() -> new IllegalStateException("It has ended; see " + log));
    }

    /** Asks it to end, as {@code kubectl delete} does, and returns at once. */
    public void terminate() {
        assertThat(first().destroy()).as("sending TERM").isTrue();
    }

    /** Kills with signal 9: no shutdown hook runs. */
    public void kill() {
        first().destroyForcibly();
        awaitEnd(PATIENCE);
    }

    /** Starts it again, on the same port. */
    public void restart() {
        process = launch();
    }

    /** Waits for its end and gives its exit code. */
    public int awaitEnd(Duration patience) {
        try {
            assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .as("has ended within %s; its log is %s", patience, log)
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Process launch() {
        try {
            Files.createDirectories(FOLDER);
            return command(environment, command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ProcessBuilder command(Map<String, String> environment, List<String> command) {
        List<String> all = new ArrayList<>(
                List.of("/bin/sh", Unpacked.SCRIPT.toString(), Unpacked.ROOT.toString(), Unpacked.workingFolder()));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The image's files, unpacked once for all tests. */
    private static final class Unpacked {

        private static final OciImage IMAGE = OciImage.read(OciImage.TAR);
        private static final Path ROOT = unpacked();
        private static final Path SCRIPT = script();

        private static String workingFolder() {
            return IMAGE.configuration().at("/config/WorkingDir").stringValue();
        }

        private static Path unpacked() {
            try {
                Path root = FOLDER.resolve("root").toAbsolutePath();
                Trees.delete(root);
                IMAGE.unpack(root);
                // What every engine adds.
                for (String folder : List.of("dev", "proc", "tmp")) {
                    Files.createDirectories(root.resolve(folder));
                }
                Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
                return root;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static Path script() {
            try {
                return Path.of(ImageProcess.class.getResource("run-image.sh").toURI());
            } catch (java.net.URISyntaxException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
