// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process, told apart from every other that ever had its number.
 *
 * <p>On Linux the start is the boot id and the clock ticks since boot, which no clock adjustment moves; elsewhere it is
 * the start instant that the operating system reports.
 *
 * @param pid the process number
 * @param start when the process started, comparable for equality only
 */
record ProcessIdentity(long pid, String start) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return ofRunning(pid).orElseThrow(() -> new StackException("Cannot read the start time of process " + pid));
    }

    /** The process that has this number now, unless there is none or its start cannot be known. */
    static Optional<ProcessIdentity> ofRunning(long pid) {
        return startOf(pid).map(start -> new ProcessIdentity(pid, start));
    }

    /** Reads what {@link #toString} wrote. */
    static Optional<ProcessIdentity> parse(String line) {
        String[] parts = line.strip().split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]));
    }

    /** Whether this very process still runs; false when its number now belongs to another. */
    boolean isAlive() {
        return startOf(pid).filter(start::equals).isPresent();
    }

    /** A handle to the process if it still runs. */
    Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }

    private static Optional<String> startOf(long pid) {
        if (Files.exists(BOOT_ID)) {
            return linuxStart(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(millis -> "instant:" + millis);
    }

    private static Optional<String> linuxStart(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the command in parentheses and may itself hold spaces and parentheses.
            List<String> fields = List.of(
                    status.substring(status.lastIndexOf(')') + 2).strip().split(" "));
            if (fields.get(STATE).equals("Z") || fields.get(STATE).equals("X")) {
                return Optional.empty();
            }
            return Optional.of("boot:" + Files.readString(BOOT_ID).strip() + ":" + fields.get(START_TICKS));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
