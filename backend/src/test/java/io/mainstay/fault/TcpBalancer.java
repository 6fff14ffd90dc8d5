// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Spreads connections over backends as a Kubernetes Service does: each new connection goes to the next backend that was ready
 * when it was last asked, and stays there. It neither looks into requests nor repeats anything.
 */
final class TcpBalancer implements AutoCloseable {

    /** How often each backend is asked whether it is ready; as long as one that has died may go unnoticed. */
    static final Duration PERIOD = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<URI> backends;
    private final Set<URI> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private final ServerSocket entrance;
    private final HttpClient probes = HttpClient.newHttpClient();
    private volatile boolean closed;

    /** @param backends their addresses, without a path */
    TcpBalancer(List<URI> backends) {
        this.backends = backends;
        try {
            entrance = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        backends.forEach(backend -> Thread.ofVirtual().start(() -> watch(backend)));
        Thread.ofVirtual().start(this::accept);
    }

    URI graphql() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort() + "/graphql");
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + entrance.getLocalPort() + "/graphql/ws");
    }

    /** Waits until every backend gets its share. */
    TcpBalancer awaitAll() {
        Awaitility.await("all backends to be ready").atMost(PATIENCE).until(() -> ready.containsAll(backends));
        return this;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        entrance.close();
        probes.close();
    }

    private void watch(URI backend) {
        HttpRequest readiness = HttpRequest.newBuilder(backend.resolve("/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        while (!closed) {
            if (isReady(readiness)) {
                ready.add(backend);
            } else {
                ready.remove(backend);
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private boolean isReady(HttpRequest readiness) {
        try {
            return probes.send(readiness, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = entrance.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException end) {
                return;
            }
        }
    }

    /** A client whose backend cannot be reached finds its connection closed. */
    private void connect(Socket client) {
        List<URI> candidates = backends.stream().filter(ready::contains).toList();
        try (client) {
            if (candidates.isEmpty()) {
                return;
            }
            URI chosen = candidates.get(Math.floorMod(next.getAndIncrement(), candidates.size()));
            try (Socket backend = new Socket(chosen.getHost(), chosen.getPort())) {
                client.setTcpNoDelay(true);
                backend.setTcpNoDelay(true);
                Thread requests = Thread.ofVirtual().start(() -> pump(client, backend));
                pump(backend, client);
                requests.join();
            }
        } catch (IOException broken) {
            // The client notices: its connection is closed.
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            abort(from);
            abort(to);
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
