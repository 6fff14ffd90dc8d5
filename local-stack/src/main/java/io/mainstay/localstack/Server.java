// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One running server process. */
final class Server {

    private static final int POLL_MILLIS = 150;
    private static final int TAIL = 30;
    /** Ctrl-C in a terminal reaches the whole process group; the launcher alone answers it, so that all stop in order. */
    private static final List<String> SHIELDED = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final ServerPlan plan;
    private final LogFile log;
    private final PidFile pidFile;
    private final Process process;
    private final List<ProcessIdentity> recorded;
    private volatile boolean ready;

    private Server(ServerPlan plan, LogFile log, PidFile pidFile, Process process, List<ProcessIdentity> recorded) {
        this.plan = plan;
        this.log = log;
        this.pidFile = pidFile;
        this.process = process;
        this.recorded = recorded;
    }

    static Server start(ServerPlan plan, Layout layout) {
        LogFile log = layout.log(plan.name());
        log.startAnew();
        ProcessBuilder builder = new ProcessBuilder(shielded(plan.command()))
                .directory(plan.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(log.path().toFile());
        builder.environment().putAll(plan.environment());
        try {
            Process process = builder.start();
            List<ProcessIdentity> recorded =
                    ProcessIdentity.ofRunning(process.pid()).stream().toList();
            PidFile pidFile = layout.pid(plan.name());
            pidFile.write(recorded);
            return new Server(plan, log, pidFile, process, recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> shielded(List<String> command) {
        List<String> all = new ArrayList<>(SHIELDED);
        all.addAll(command);
        return all;
    }

    ServerPlan plan() {
        return plan;
    }

    /**
     * Returns once the server is ready.
     *
     * @throws StackException if it ends before, or takes longer than its limit
     */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + plan.startLimit().toNanos();
        while (!plan.health().isHealthy()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new StackException(deathNotice());
            }
            if (System.nanoTime() > deadline) {
                throw new StackException("%s was not ready within %d s. The end of %s:%n%s"
                        .formatted(plan.name().id(), plan.startLimit().toSeconds(), log.path(), tail()));
            }
        }
        if (!process.isAlive()) {
            throw new StackException(deathNotice());
        }
        pidFile.write(Processes.withDescendants(recorded));
        ready = true;
    }

    /** Whether it has become ready and still runs. */
    boolean isReady() {
        return ready && process.isAlive();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    String deathNotice() {
        return "%s ended with status %d. The end of %s:%n%s"
                .formatted(plan.name().id(), process.exitValue(), log.path(), tail());
    }

    void stop() {
        if (Processes.end(pidFile.read(), plan.stopLimit())) {
            pidFile.delete();
        }
    }

    private String tail() {
        return "  | " + String.join("\n  | ", log.tail(TAIL));
    }
}
