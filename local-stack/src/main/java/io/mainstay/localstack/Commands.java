// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.Console;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The commands, each returning the exit status. */
final class Commands {

    private static final int NOT_RUNNING = 3;
    private static final int POLL_MILLIS = 200;
    private static final int LOG_LINES = 200;
    private static final Duration DOWN_LIMIT = Duration.ofSeconds(150);

    private final Settings settings;
    private final Layout layout;
    private final Output output;

    Commands(Settings settings, Output output) {
        this.settings = settings;
        this.layout = settings.layout();
        this.output = output;
    }

    int up() {
        try (InstanceLock lock = InstanceLock.acquire(layout)) {
            Stack stack = new Stack(settings, output);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stop"));
            String failure;
            try {
                failure = stack.runUntilFailure();
            } catch (StackException cannotStart) {
                failure = String.valueOf(cannotStart.getMessage());
            }
            output.line(failure);
            output.line("Stopping what else runs.");
            stack.stop();
            return lock.lock().isValid() ? 1 : 2;
        }
    }

    /** Starts a launcher of its own and shows its output until all is ready. */
    int upDetached() throws InterruptedException {
        InstanceLock.acquire(layout).close();
        LogFile log = layout.launcherLog();
        log.startAnew();
        Process launcher = startDetached(log);
        try (RandomAccessFile text = openWhenThere(log, launcher)) {
            while (true) {
                boolean ended = launcher.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                boolean ready = isReady(launcher.pid());
                copyNewText(text);
                if (ended) {
                    return launcher.exitValue() == 0 ? 1 : launcher.exitValue();
                }
                if (ready && (!settings.await() || Files.exists(layout.demoEnd()))) {
                    copyNewText(text);
                    return settings.await() && DemoLoad.failed(layout) ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int down() {
        List<ProcessIdentity> launcher = layout.launcherPid().alive();
        if (!launcher.isEmpty()) {
            output.line("Stopping process " + launcher.getFirst().pid() + " and its servers.");
            endLauncher(launcher.getFirst());
        }
        try (InstanceLock lock = InstanceLock.acquire(layout)) {
            boolean orphans = lock.lock().isValid() && !recordedServers().isEmpty();
            Stack.endOrphans(layout, output);
            layout.launcherPid().delete();
            delete(layout.stackFile());
            output.line(launcher.isEmpty() && !orphans ? "Nothing runs." : "Stopped.");
            return 0;
        }
    }

    int status() {
        List<ProcessIdentity> launcher = layout.launcherPid().alive();
        Properties addresses = stackProperties();
        if (launcher.isEmpty() && recordedServers().isEmpty()) {
            output.line("Nothing runs. Data in " + layout.instance());
            return NOT_RUNNING;
        }
        output.line(
                launcher.isEmpty()
                        ? "The launcher is gone; its servers still run. %s ends them.".formatted(layout.hint("down"))
                        : "Launcher process %d, %s"
                                .formatted(launcher.getFirst().pid(), addresses.isEmpty() ? "starting" : "all ready"));
        Endpoints endpoints = new Endpoints(asMap(addresses));
        for (ServerName server : ServerName.values()) {
            List<ProcessIdentity> processes =
                    Processes.withDescendants(layout.pid(server).alive());
            if (!processes.isEmpty()) {
                output.line("  %-13s  process %-8d %5d MiB   up %-10s %s"
                        .formatted(
                                server.id(),
                                processes.getFirst().pid(),
                                Memory.residentMebibytes(processes),
                                uptime(processes.getFirst()),
                                endpoints.address(server)));
            }
        }
        if (!launcher.isEmpty() && !addresses.isEmpty() && !Files.exists(layout.demoEnd())) {
            output.line("  Demo data are being loaded.");
        }
        return launcher.isEmpty() || addresses.isEmpty() ? NOT_RUNNING : 0;
    }

    int logs() throws InterruptedException {
        LogFile log = settings.logOf().map(layout::log).orElse(layout.launcherLog());
        if (!Files.exists(log.path())) {
            throw new StackException("There is no log yet: " + log.path());
        }
        log.tail(LOG_LINES).forEach(output::line);
        if (!settings.follow()) {
            return 0;
        }
        try (RandomAccessFile text = new RandomAccessFile(log.path().toFile(), "r")) {
            text.seek(text.length());
            while (true) {
                copyNewText(text);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int reset() {
        try (InstanceLock lock = InstanceLock.acquire(layout)) {
            confirm("This deletes all data in " + layout.instance(), lock);
            Stack.endOrphans(layout, output);
            Folders.delete(Elasticsearch.dataFolder(layout));
            Folders.delete(layout.instance());
            output.line("Deleted. The next %s begins anew.".formatted(layout.hint("up")));
            return 0;
        }
    }

    /** Deletes the records, keeps logins and passwords, and starts with fresh demo data. */
    int demo() throws InterruptedException {
        try (InstanceLock lock = InstanceLock.acquire(layout)) {
            confirm("This deletes all records in " + layout.instance() + " and loads demo data instead", lock);
            Stack.endOrphans(layout, output);
            Folders.delete(Elasticsearch.dataFolder(layout));
            Folders.delete(layout.data(ServerName.NEO4J));
            Folders.delete(layout.data(ServerName.BACKEND));
        }
        return settings.detach() ? upDetached() : up();
    }

    int backup() throws InterruptedException {
        new Backup(settings, output).write(settings.file().orElseThrow());
        return 0;
    }

    /** Puts the state of a backup in place of that of the instance, and starts. */
    int restore() throws InterruptedException {
        Backup backup = new Backup(settings, output);
        try (InstanceLock lock = InstanceLock.acquire(layout)) {
            Path file = settings.file().orElseThrow();
            String asOf = backup.instant(file);
            if (Files.exists(layout.data(ServerName.NEO4J))) {
                confirm("This replaces all data in %s by those of %s".formatted(layout.instance(), asOf), lock);
            }
            Stack.endOrphans(layout, output);
            backup.restore(file);
        }
        if (!settings.detach()) {
            return up();
        }
        int status = upDetached();
        if (status == 0) {
            output.line(
                    "Restored and ready after %s (RTO); the search index is being rebuilt, until then Neo4j answers."
                            .formatted(Output.seconds(output.elapsed())));
        }
        return status;
    }

    private Process startDetached(LogFile log) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmainstay.project=" + layout.project(),
                "-cp",
                Jvm.ownClasses().toString(),
                Main.class.getName(),
                "up"));
        settings.arguments().stream()
                .skip(1)
                .filter(argument ->
                        !List.of("-d", "--detach", "--wait", "--yes").contains(argument))
                .filter(argument -> settings.file().isEmpty()
                        || !Path.of(argument)
                                .toAbsolutePath()
                                .equals(settings.file().get()))
                .forEach(command::add);
        try {
            return new ProcessBuilder(Server.shielded(command))
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(log.path().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RandomAccessFile openWhenThere(LogFile log, Process launcher) throws IOException {
        if (!Files.exists(log.path()) && !launcher.isAlive()) {
            throw new StackException("The launcher did not start");
        }
        return new RandomAccessFile(log.path().toFile(), "r");
    }

    private void copyNewText(RandomAccessFile text) throws IOException {
        byte[] fresh = new byte[(int) Math.max(0, text.length() - text.getFilePointer())];
        text.readFully(fresh);
        String lines = new String(fresh, StandardCharsets.UTF_8);
        if (!lines.isEmpty()) {
            output.line(lines.stripTrailing());
        }
    }

    private boolean isReady(long launcherPid) {
        return Long.toString(launcherPid).equals(stackProperties().getProperty(Endpoints.LAUNCHER_PID));
    }

    private void endLauncher(ProcessIdentity launcher) {
        launcher.handle().ifPresent(handle -> {
            handle.destroy();
            try {
                handle.onExit().get(DOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                handle.destroyForcibly();
            }
        });
    }

    private List<ProcessIdentity> recordedServers() {
        List<ProcessIdentity> alive = new ArrayList<>();
        for (ServerName server : ServerName.values()) {
            alive.addAll(layout.pid(server).alive());
        }
        return alive;
    }

    private void confirm(String what, InstanceLock lock) {
        if (settings.confirmed() || !lock.lock().isValid()) {
            return;
        }
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new StackException(what + ". Say --yes.");
        }
        String answer = console.readLine("%s. Go on? [y/N] ", what);
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new StackException("Nothing was deleted.");
        }
    }

    private Properties stackProperties() {
        Properties properties = new Properties();
        Path file = layout.stackFile();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException vanished) {
                properties.clear();
            }
        }
        return properties;
    }

    private static java.util.Map<String, String> asMap(Properties properties) {
        java.util.Map<String, String> map = new java.util.HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name, "")));
        return map;
    }

    private static String uptime(ProcessIdentity process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()).toSeconds() + " s")
                .orElse("?");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
