// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;

/** Starts the servers of the local stack as a child process that ends with the test's virtual machine. */
final class LocalStackProcess implements TestServers {

    private static final Path ROOT = projectRoot();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The folder of the servers' data: two modules that run at the same time have one each. */
    private static final String NAME = System.getProperty("mainstay.test.stack", "test");

    @Override
    public Map<String, String> start() {
        try {
            Path data = ROOT.resolve(".mainstay").resolve(NAME);
            Path log = Files.createDirectories(ROOT.resolve(".mainstay")).resolve(NAME + "-launcher.log");
            // Earlier data would hide changes of the realm; this also ends what a killed build has left running.
            awaitEnd(launcher(log, "reset", "--yes", "--data", data.toString()));
            Process launcher = launcher(log, "up", "--servers-only", "--free-ports", "--data", data.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(launcher), "local-stack-end"));
            Path addresses = data.resolve("stack.properties");
            Awaitility.await("the local stack to be ready; its output is in " + log)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        if (!launcher.isAlive()) {
                            throw new IllegalStateException("The local stack ended:\n" + Files.readString(log));
                        }
                        return Files.exists(addresses);
                    });
            Map<String, String> all = read(addresses);
            all.put(
                    TestStack.KEYCLOAK_ADMIN_PASSWORD,
                    read(data.resolve("secrets.properties")).getOrDefault("keycloak.admin.password", ""));
            return all;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Process launcher(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("mainstay").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void awaitEnd(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> addresses = new LinkedHashMap<>();
        properties.forEach((name, value) -> addresses.put(name.toString(), value.toString()));
        return addresses;
    }

    /** Kills the servers, whose data nobody wants any more, once nobody uses them. */
    private static void end(Process launcher) {
        TestApplications.close();
        List<ProcessHandle> servers = launcher.descendants().toList();
        launcher.destroyForcibly();
        servers.forEach(ProcessHandle::destroyForcibly);
    }

    /** The folder of the repository. */
    static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
