// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ports on the loopback addresses. */
final class Ports {

    private static final int FIRST = 20_000;
    private static final int END = 32_768;

    private Ports() {}

    /**
     * Different ports that are free now. A server binds its own some seconds later, and the systems that this runs on give outgoing
     * connections ports from 32,768 on: of those one may be taken by then.
     */
    static List<Integer> pickFree(int count) {
        List<Integer> all = IntStream.range(FIRST, END).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all);
        List<Integer> free = all.stream().filter(Ports::isFree).limit(count).toList();
        if (free.size() < count) {
            throw new StackException("No port from %d to %d is free.".formatted(FIRST, END - 1));
        }
        return free;
    }

    static boolean isFree(int port) {
        return refusal(port).isEmpty();
    }

    private static Optional<IOException> refusal(int port) {
        for (InetAddress address : loopbackAddresses()) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address, port), 1);
            } catch (IOException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    /**
     * @throws StackException naming the process that holds the port, or saying that this user may not have it
     */
    static void requireFree(ServerName server, int port) {
        refusal(port).ifPresent(refused -> {
            throw new StackException(explained(server, port, refused));
        });
    }

    static String explained(ServerName server, int port, IOException refused) {
        Optional<PortHolder> holder = PortHolder.find(port);
        if (holder.isEmpty() && String.valueOf(refused.getMessage()).contains("Permission denied")) {
            return "Port %d, wanted for %s, is one of those that only root may use. Choose another port with --%s-port."
                    .formatted(port, server.id(), server.id());
        }
        return "Port %d, wanted for %s, is held by %s. End it, or choose another port with --%s-port."
                .formatted(
                        port,
                        server.id(),
                        holder.map(PortHolder::toString).orElse("a process that this user may not see"),
                        server.id());
    }

    private static Set<InetAddress> loopbackAddresses() {
        try {
            // Not every machine has ::1; binding it there would fail for another reason than a busy port.
            Set<InetAddress> addresses = new LinkedHashSet<>(List.of(InetAddress.getByName("127.0.0.1")));
            addresses.addAll(List.of(InetAddress.getAllByName("localhost")));
            addresses.removeIf(address -> !exists(address));
            return addresses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException absent) {
            return false;
        }
    }
}
