// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A replica that leaves while somebody still sends it requests. */
class DrainTest {

    private static final TestTokens AGENT = TestTokens.as(Role.AGENT);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void shouldServeOnWithoutBeingReadyAndThenSayGoodbye() throws Exception {
        try (ConfigurableApplicationContext application = start("4s")) {
            GraphQlClient client = application.getBean(GraphQlClient.class);
            assertThat(status(client, "readiness")).isEqualTo(200);
            assertThat(ask(client).headers().firstValue("Connection")).isNotPresent();
            try (GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws"))) {
                socket.init(AGENT.token()).next();

                Thread closing = Thread.ofVirtual().start(application::close);

                Awaitility.await().atMost(PATIENCE).until(() -> status(client, "readiness") == 503);
                assertThat(status(client, "liveness")).isEqualTo(200);
                assertThat(ask(client).headers().firstValue("Connection")).hasValue("close");
                socket.subscribe("1", "{ viewer { id } }");
                assertThat(socket.next().at("/payload/data/viewer/id").asString())
                        .isEqualTo(AGENT.personId());
                assertThat(socket.closeCode())
                        .as("going away, RFC 6455: connect again")
                        .isEqualTo(1001);
                closing.join();
            }
        }
    }

    @Test
    void shouldLeaveAtOnceWhereNobodySpreadsRequests() {
        ConfigurableApplicationContext application = start("0s");
        GraphQlClient client = application.getBean(GraphQlClient.class);
        try (GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws"))) {
            socket.init(AGENT.token()).next();
            long start = System.nanoTime();

            application.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(socket.closeCode()).isEqualTo(1001);
        }
    }

    private static ConfigurableApplicationContext start(String drain) {
        return new SpringApplicationBuilder(WebApplication.class)
                .profiles(WebApplication.PROFILE)
                .run(
                        "--server.port=0",
                        "--mainstay.security.issuer=" + TestIssuer.shared().issuer(),
                        "--mainstay.security.jwk-set-uri=" + TestIssuer.shared().keysAddress(),
                        "--spring.graphql.schema.locations=classpath*:graphql/,classpath*:graphql/shared/,classpath*:graphql-test/",
                        "--mainstay.shutdown.drain=" + drain,
                        "--management.endpoint.health.group.readiness.include=readinessState");
    }

    private static GraphQlAnswer ask(GraphQlClient client) {
        GraphQlAnswer answer = client.execute(AGENT.token(), "{ viewer { id } }");
        assertThat(answer.withoutErrors().text("viewer.id")).isEqualTo(AGENT.personId());
        return answer;
    }

    private static int status(GraphQlClient client, String probe) {
        return client.exchange(HttpRequest.newBuilder(client.uri("/actuator/health/" + probe))
                        .build())
                .statusCode();
    }
}
