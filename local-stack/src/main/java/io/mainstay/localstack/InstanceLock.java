// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one launcher of an instance; the operating system releases it however that ends. */
record InstanceLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    static Optional<InstanceLock> tryAcquire(Layout layout) {
        try {
            Files.createDirectories(layout.run());
            FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new InstanceLock(channel, lock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the lock or says who has it. */
    static InstanceLock acquire(Layout layout) {
        return tryAcquire(layout).orElseThrow(() -> new StackException(alreadyRuns(layout)));
    }

    private static String alreadyRuns(Layout layout) {
        String pid = layout.launcherPid().alive().stream()
                .findFirst()
                .map(launcher -> "process " + launcher.pid())
                .orElse("a process that is just starting or ending");
        return "This stack already runs: %s, data in %s. %s shows it, %s stops it."
                .formatted(pid, layout.instance(), layout.hint("status"), layout.hint("down"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
