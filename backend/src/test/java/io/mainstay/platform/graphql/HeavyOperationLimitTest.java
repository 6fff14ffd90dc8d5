// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestTokens;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class HeavyOperationLimitTest {

    /** Costs more than 1,900: pages of a hundred, twenty times. */
    private static final String HEAVY = "{ "
            + IntStream.range(0, 20)
                    .mapToObj(number -> "t" + number + ": things(first: 100) { nodes { id } }")
                    .collect(Collectors.joining(" "))
            + " }";

    private static final String LIGHT = "{ viewer { displayName } }";

    @Autowired
    private HeavyOperationLimit heavyWork;

    @Autowired
    private GraphQlLimits limits;

    @Autowired
    private GraphQlClient client;

    private final TestTokens person = TestTokens.as(Role.AGENT);

    @Test
    void shouldRefuseWhatFindsNoRoomInTimeAndLetLightAndOtherPeoplesOperationsPass() {
        fill();
        try {
            GraphQlAnswer refused = client.execute(person.token(), HEAVY);
            assertThat(refused.body().at("/errors/0/extensions/code").asString())
                    .isEqualTo("TOO_MANY_REQUESTS");
            assertThat(refused.body().at("/errors/0/extensions/retryAfter").asInt())
                    .isPositive();
            assertThat(client.execute(person.token(), LIGHT).body().has("errors"))
                    .isFalse();
            assertThat(client.execute(TestTokens.as(Role.AGENT).token(), HEAVY)
                            .body()
                            .has("errors"))
                    .isFalse();
        } finally {
            empty();
        }
        assertThat(client.execute(person.token(), HEAVY).body().has("errors")).isFalse();
    }

    @Test
    void shouldGiveRoomBackWhenWhoWaitedHasGone() {
        fill();
        try (GraphQlSocket socket =
                GraphQlSocket.open(client.uri("/graphql/ws")).init(person.token())) {
            socket.subscribe("1", HEAVY);
            Awaitility.await().until(() -> heavyWork.waiting() == 1);
            socket.complete("1");
            // The answer to the next one says that the server has read this one.
            socket.subscribe("2", LIGHT);
            Awaitility.await().until(() -> socket.next().path("id").asString().equals("2"));
        } finally {
            empty();
        }

        Awaitility.await().until(() -> heavyWork.running() == 0 && heavyWork.waiting() == 0);
    }

    @Test
    void shouldGiveRoomBackHoweverOperationsEnd() {
        for (int operation = 0; operation < 3 * limits.heavyAtOnce(); operation++) {
            client.execute(person.token(), HEAVY.replace("{ id }", operation % 2 == 0 ? "{ id }" : "{ viewerName }"));
        }

        Awaitility.await().until(() -> heavyWork.running() == 0);
    }

    private void fill() {
        for (int place = 0; place < limits.heavyOfPersonAtOnce(); place++) {
            heavyWork.enter(person.personId());
        }
    }

    private void empty() {
        for (int place = 0; place < limits.heavyOfPersonAtOnce(); place++) {
            heavyWork.leave(person.personId());
        }
    }
}
