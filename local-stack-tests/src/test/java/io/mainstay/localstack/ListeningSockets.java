// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What processes listen on, as Linux tells it. */
final class ListeningSockets {

    private ListeningSockets() {}

    /**
     * @param hexadecimal address and port as in {@code /proc/net/tcp}
     */
    record Address(String hexadecimal) {

        boolean isLoopback() {
            return hexadecimal.startsWith("0100007F:")
                    || hexadecimal.startsWith("0000000000000000FFFF00000100007F:")
                    || hexadecimal.startsWith("00000000000000000000000001000000:");
        }
    }

    static List<Address> of(List<Long> pids) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (long pid : pids) {
            try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
                descriptors.map(ListeningSockets::target).forEach(sockets::add);
            }
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/net", table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[3].equals("0A") && sockets.contains("socket:[" + columns[9] + "]"))
                .map(columns -> new Address(columns[1]))
                .toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
