// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The process that listens on a port, found through {@code /proc} where there is one.
 *
 * @param pid its number
 * @param command its command line, cut to a readable length
 */
record PortHolder(long pid, String command) {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final int READABLE = 160;

    static Optional<PortHolder> find(int port) {
        Set<String> sockets = new HashSet<>();
        collectListening(PROC.resolve("net/tcp"), port, sockets);
        collectListening(PROC.resolve("net/tcp6"), port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> holdsOneOf(process, sockets))
                    .findFirst()
                    .map(process ->
                            new PortHolder(Long.parseLong(process.getFileName().toString()), commandLine(process)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "process %d (%s)".formatted(pid, command);
    }

    private static void collectListening(Path table, int port, Set<String> sockets) {
        if (!Files.isReadable(table)) {
            return;
        }
        String suffix = ":%04X".formatted(port);
        try (Stream<String> lines = Files.lines(table)) {
            lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9
                            && columns[1].toUpperCase(Locale.ROOT).endsWith(suffix)
                            && columns[3].equals(LISTEN))
                    .forEach(columns -> sockets.add("socket:[" + columns[9] + "]"));
        } catch (IOException unreadable) {
            sockets.clear();
        }
    }

    private static boolean holdsOneOf(Path process, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException gone) {
                    return false;
                }
            });
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String commandLine(Path process) {
        try {
            String line = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
            return line.length() > READABLE ? line.substring(0, READABLE) + "…" : line;
        } catch (IOException gone) {
            return "unknown command";
        }
    }
}
