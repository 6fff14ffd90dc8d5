// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Subscriptions that nobody gets. */
@IntegrationTest
class IncidentSubscriptionIT {

    @Autowired
    private GraphQlClient client;

    private final String agent = TestTokens.as(Role.AGENT).token();

    @Test
    void shouldRefuseASubscriptionOfWhichEachEventWouldCostMuch() {
        String histories = IntStream.range(0, 24)
                .mapToObj(number -> "h" + number + ": history(first: 100) { nodes { revision } }")
                .collect(Collectors.joining(" "));
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(agent)) {
            assertThat(socket.next().path("type").asString()).isEqualTo("connection_ack");
            socket.subscribe("1", "subscription { incidentsChanged { incident { " + histories + " } } }");
            assertThat(socket.next().toString()).contains("TOO_COMPLEX").contains("Each event");
        }
    }

    @Test
    void shouldRefuseTooFewAndTooManyTeams() {
        try (GraphQlSocket socket = open(agent)) {
            socket.subscribe("1", "subscription { incidentsChanged(teamIds: []) { revision } }");
            assertThat(socket.next().toString()).contains("BAD_USER_INPUT", "teamIds");
        }
    }

    private GraphQlSocket open(String token) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        return socket;
    }
}
