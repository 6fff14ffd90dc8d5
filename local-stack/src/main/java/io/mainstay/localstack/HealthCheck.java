// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Whether a server can be used now. */
@FunctionalInterface
interface HealthCheck {

    boolean isHealthy() throws InterruptedException;

    /** Healthy once the address answers with status 200. */
    static HealthCheck http(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        return () -> {
            try {
                return Http.CLIENT
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Healthy once the server has written this file. */
    static HealthCheck file(Path file) {
        return () -> Files.exists(file);
    }

    /** Healthy once the port takes connections. */
    static HealthCheck tcp(String host, int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 2_000);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Holder of the shared client. */
    final class Http {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();

        private Http() {}
    }
}
