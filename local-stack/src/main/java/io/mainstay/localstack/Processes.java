// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends processes for good: first by request, after a grace period by force. */
final class Processes {

    private static final Duration FORCED = Duration.ofSeconds(10);

    private Processes() {}

    /** The processes with all their descendants, parents first. */
    static List<ProcessIdentity> withDescendants(List<ProcessIdentity> roots) {
        Set<ProcessIdentity> all = new LinkedHashSet<>(roots);
        roots.stream()
                .flatMap(root -> root.handle().stream())
                .flatMap(ProcessHandle::descendants)
                .flatMap(handle -> ProcessIdentity.ofRunning(handle.pid()).stream())
                .forEach(all::add);
        return new ArrayList<>(all);
    }

    /**
     * Asks the first process to end, waits, and kills what is left of the whole tree.
     *
     * @return whether all of them are gone
     */
    static boolean end(List<ProcessIdentity> recorded, Duration grace) {
        List<ProcessIdentity> tree = withDescendants(
                recorded.stream().filter(ProcessIdentity::isAlive).toList());
        if (tree.isEmpty()) {
            return true;
        }
        tree.getFirst().handle().ifPresent(ProcessHandle::destroy);
        if (!awaitExit(tree, grace)) {
            handles(tree).forEach(ProcessHandle::destroyForcibly);
            return awaitExit(tree, FORCED);
        }
        return true;
    }

    private static boolean awaitExit(List<ProcessIdentity> processes, Duration limit) {
        CompletableFuture<?>[] exits =
                handles(processes).map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(exits).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return processes.stream().noneMatch(ProcessIdentity::isAlive);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return processes.stream().noneMatch(ProcessIdentity::isAlive);
        }
    }

    private static Stream<ProcessHandle> handles(List<ProcessIdentity> processes) {
        return processes.stream().flatMap(process -> process.handle().stream());
    }
}
