// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleAddressesTest {

    @TempDir
    private Path folder;

    private final List<String> set = new ArrayList<>();
    private HttpServer keycloak;

    @BeforeEach
    void start() throws IOException {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (exchange.getRequestMethod().equals("PUT")) {
                set.add(body);
            }
            String path = exchange.getRequestURI().getPath();
            byte[] answer =
                    (path.endsWith("/token") ? "{\"access_token\":\"t\"}" : "[{\"id\":\"client\"}]").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        keycloak.start();
    }

    @AfterEach
    void stop() {
        keycloak.stop(0);
    }

    /** The realm that the first one has imported has the port of that one, and is not imported again. */
    @Test
    void shouldGiveTheClientItsAddressesAfterAStartThatWasBrokenOffBehindTheImport() throws Exception {
        Settings settings = Settings.parse(List.of("up"), Map.of(), folder);
        Distributions distributions = Distributions.pinned();
        Path distribution = settings.layout()
                .cache()
                .resolve("keycloak-%s-%s-%s"
                        .formatted(
                                distributions.version(ServerName.KEYCLOAK),
                                Keycloak.BUILD,
                                distributions.sha256(ServerName.KEYCLOAK).substring(0, 12)));
        Files.createDirectories(distribution);
        Files.createFile(distribution.resolve(".complete"));
        plan(settings, distributions, 4000);

        ServerPlan second = plan(settings, distributions, 4001);

        assertThat(second.health().isHealthy()).isTrue();
        assertThat(set)
                .singleElement()
                .asString()
                .contains("http://localhost:4001/console/", "http://localhost:4001/graphiql/");
    }

    private ServerPlan plan(Settings settings, Distributions distributions, int backendPort) {
        return Keycloak.plan(
                settings,
                distributions,
                Map.of(ServerName.KEYCLOAK, keycloak.getAddress().getPort(), ServerName.BACKEND, backendPort),
                Secrets.loadOrCreate(folder.resolve("secrets")),
                output());
    }

    @Test
    void shouldGiveTheClientNewAddressesOnlyWhenThePortIsAnother() throws Exception {
        addresses(4000).follow();
        addresses(4000).follow();
        addresses(4001).follow();
        addresses(4000).follow();

        assertThat(set).hasSize(3);
        assertThat(set.getLast()).contains("http://127.0.0.1:4000/graphiql/");
    }

    @Test
    void shouldAskAgainWhatDidNotAnswer() throws Exception {
        int port = keycloak.getAddress().getPort();
        keycloak.stop(0);

        assertThat(addresses(port, 4000).follow()).isFalse();
        assertThat(folder.resolve("mark")).doesNotExist();
    }

    private ConsoleAddresses addresses(int backendPort) {
        return addresses(keycloak.getAddress().getPort(), backendPort);
    }

    private ConsoleAddresses addresses(int port, int backendPort) {
        return new ConsoleAddresses(
                URI.create("http://127.0.0.1:" + port), backendPort, "secret", folder.resolve("mark"), output());
    }

    private static Output output() {
        return new Output(new PrintStream(System.out, true, UTF_8));
    }
}
