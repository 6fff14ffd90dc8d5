// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Starts the servers of one instance together, watches them, and stops them together. */
final class Stack {

    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Layout layout;
    private final Output output;
    private final ReentrantLock guard = new ReentrantLock();
    private final Map<ServerName, Server> running = new EnumMap<>(ServerName.class);
    private final Restarts restarts = new Restarts();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile boolean stopping;

    Stack(Settings settings, Output output) {
        this.settings = settings;
        this.layout = settings.layout();
        this.output = output;
    }

    /**
     * Starts all, then waits until one of them cannot be kept up: one that dies is started again.
     *
     * @return what went wrong
     * @throws StackException if the stack cannot start
     */
    String runUntilFailure() {
        prepareInstance();
        endOrphans();
        Map<ServerName, Integer> ports = choosePorts();
        Secrets secrets = Secrets.loadOrCreate(layout.secrets());
        Endpoints endpoints = Endpoints.of(settings, ports, secrets);
        Distributions distributions = Distributions.pinned();
        Function<ServerName, ServerPlan> plans = server -> plan(server, distributions, ports, secrets, endpoints);
        output.line("Mainstay " + version());
        output.line("Data in %s, logs in %s"
                .formatted(layout.instance(), layout.instance().resolve("logs")));

        Map<ServerName, CompletableFuture<Void>> ready = new EnumMap<>(ServerName.class);
        for (ServerName server : EnumSet.of(ServerName.NEO4J, ServerName.ELASTICSEARCH, ServerName.KEYCLOAK)) {
            if (settings.isExternal(server)) {
                ready.put(server, CompletableFuture.runAsync(() -> awaitExternal(server), workers));
            } else if (settings.servers().contains(server)) {
                ready.put(server, CompletableFuture.runAsync(() -> startServer(server, plans, endpoints), workers));
            }
        }
        if (settings.servers().contains(ServerName.BACKEND)) {
            // Elasticsearch and Keycloak may come later: the backend waits for neither.
            CompletableFuture<Void> database =
                    ready.getOrDefault(ServerName.NEO4J, CompletableFuture.completedFuture(null));
            ready.put(
                    ServerName.BACKEND,
                    database.thenRunAsync(() -> startServer(ServerName.BACKEND, plans, endpoints), workers));
        }
        ready.values().forEach(this::failWith);
        CompletableFuture<Void> all = CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new));
        failWith(all.thenRun(() -> announce(endpoints)));
        return failure.join();
    }

    /** Stops all servers, the backend first; may be called from any thread and more than once. */
    void stop() {
        stopping = true;
        guard.lock();
        try {
            deleteStackFile();
            Server backend = running.remove(ServerName.BACKEND);
            if (backend != null) {
                stop(backend);
            }
            List<Thread> stops = running.values().stream()
                    .map(server -> Thread.ofVirtual().start(() -> stop(server)))
                    .toList();
            for (Thread stop : stops) {
                joinUninterruptibly(stop);
            }
            running.clear();
            endDescendants();
            layout.launcherPid().delete();
        } finally {
            guard.unlock();
        }
    }

    /** Ends what an earlier launcher of this instance left behind when it was killed. */
    static void endOrphans(Layout layout, Output output) {
        for (ServerName server : ServerName.values()) {
            PidFile file = layout.pid(server);
            List<ProcessIdentity> alive = file.alive();
            if (!alive.isEmpty()) {
                output.event(
                        server,
                        "still runs without its launcher (process %d): ending it"
                                .formatted(alive.getFirst().pid()));
                if (!Processes.end(alive, ORPHAN_GRACE)) {
                    throw new StackException("Process %d cannot be ended"
                            .formatted(alive.getFirst().pid()));
                }
            }
            file.delete();
        }
    }

    private void endOrphans() {
        endOrphans(layout, output);
    }

    private void prepareInstance() {
        try {
            Files.createDirectories(layout.instance());
            Files.createDirectories(layout.run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deleteStackFile();
        try {
            Files.deleteIfExists(layout.demoEnd());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        layout.launcherPid().write(List.of(ProcessIdentity.current()));
    }

    private Map<ServerName, Integer> choosePorts() {
        Map<ServerName, Integer> ports = new EnumMap<>(settings.ports());
        Set<ServerName> undecided = EnumSet.noneOf(ServerName.class);
        ports.forEach((server, port) -> {
            if (port == 0) {
                undecided.add(server);
            } else if (settings.servers().contains(server) && !settings.isExternal(server)) {
                Ports.requireFree(server, port);
            }
        });
        List<Integer> free = new ArrayList<>(Ports.pickFree(undecided.size()));
        undecided.forEach(server -> ports.put(server, free.removeFirst()));
        return ports;
    }

    private ServerPlan plan(
            ServerName server,
            Distributions distributions,
            Map<ServerName, Integer> ports,
            Secrets secrets,
            Endpoints endpoints) {
        int port = ports.getOrDefault(server, server.defaultPort());
        return switch (server) {
            case NEO4J -> Neo4j.plan(settings, distributions, port, secrets);
            case ELASTICSEARCH -> Elasticsearch.plan(settings, distributions, port, output);
            case KEYCLOAK -> Keycloak.plan(settings, distributions, ports, secrets, output);
            case BACKEND -> Backend.plan(settings, endpoints, port, secrets);
        };
    }

    private void startServer(ServerName name, Function<ServerName, ServerPlan> plans, Endpoints endpoints) {
        // Anew for each start: a plan also takes away what says that the server of before was ready.
        ServerPlan plan = plans.apply(name);
        Server server;
        guard.lock();
        try {
            if (stopping) {
                return;
            }
            server = Server.start(plan, layout);
            running.put(name, server);
        } finally {
            guard.unlock();
        }
        output.event(name, "starts");
        try {
            server.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
        output.event(name, "is ready");
        failWith(server.onExit().thenRunAsync(() -> startAgain(server, plans, endpoints), workers));
    }

    private void startAgain(Server dead, Function<ServerName, ServerPlan> plans, Endpoints endpoints) {
        if (stopping) {
            return;
        }
        ServerName name = dead.plan().name();
        if (!restarts.allows(name, Instant.now())) {
            failure.complete(
                    "%s\n%s has ended too often to be started again.".formatted(dead.deathNotice(), name.id()));
            return;
        }
        output.line(dead.deathNotice());
        output.event(name, "is started again");
        deleteStackFile();
        failWith(CompletableFuture.runAsync(
                        () -> {
                            dead.stop();
                            startServer(name, plans, endpoints);
                        },
                        workers)
                .thenRun(() -> writeStackFile(endpoints)));
    }

    /** Unless another server is away; its start writes the file. */
    private void writeStackFile(Endpoints endpoints) {
        guard.lock();
        try {
            if (!stopping && running.values().stream().allMatch(Server::isReady)) {
                endpoints.write(layout.stackFile(), ProcessHandle.current().pid());
            }
        } finally {
            guard.unlock();
        }
    }

    private void awaitExternal(ServerName server) {
        URI address = URI.create(settings.externalAddress(server).orElseThrow());
        int port = address.getPort() >= 0
                ? address.getPort()
                : (String.valueOf(address.getScheme()).equals("https") ? 443 : server.defaultPort());
        String host = address.getHost();
        try {
            if (host == null || !HealthCheck.tcp(host, port).isHealthy()) {
                throw new StackException("%s is not reachable at %s".formatted(server.id(), address));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
        output.event(server, "is used at " + address);
    }

    private void failWith(CompletableFuture<Void> stage) {
        stage.exceptionally(thrown -> {
            if (stopping) {
                return null;
            }
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            failure.complete(cause instanceof StackException ? String.valueOf(cause.getMessage()) : cause.toString());
            return null;
        });
    }

    private void announce(Endpoints endpoints) {
        guard.lock();
        try {
            if (stopping || failure.isDone()) {
                return;
            }
            // The file last: whoever waits for it, such as `up -d`, finds all that is to be read.
            Announcement.print(settings, endpoints, output);
            endpoints.write(layout.stackFile(), ProcessHandle.current().pid());
            workers.execute(() -> new DemoLoad(settings, endpoints, output).follow(() -> stopping || failure.isDone()));
        } finally {
            guard.unlock();
        }
    }

    private void stop(Server server) {
        if (server.isAlive()) {
            output.event(server.plan().name(), "stops");
        }
        server.stop();
    }

    private static void endDescendants() {
        List<ProcessIdentity> left = ProcessHandle.current()
                .descendants()
                .flatMap(handle -> ProcessIdentity.ofRunning(handle.pid()).stream())
                .toList();
        left.forEach(process -> Processes.end(List.of(process), ORPHAN_GRACE));
    }

    private static String version() {
        String version = Stack.class.getPackage().getImplementationVersion();
        return version == null ? "from its sources" : version;
    }

    private void deleteStackFile() {
        try {
            Files.deleteIfExists(layout.stackFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
