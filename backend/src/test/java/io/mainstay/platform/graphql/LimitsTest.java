// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@WebTest
@TestPropertySource(
        properties = {
            "mainstay.graphql.timeout=2s",
            "mainstay.graphql.burst=60",
            "mainstay.graphql.requests-per-minute=60",
            "mainstay.graphql.requests-per-minute-of.integration=240"
        })
class LimitsTest {

    @Autowired
    private GraphQlClient client;

    private final TestTokens agent = TestTokens.as(Role.AGENT);

    @Test
    void shouldLetAnotherPersonPassWhileOneHasAllOfTheirTurns() {
        TestTokens other = TestTokens.as(Role.AGENT);
        int before = ThingGraphQl.slowly();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<GraphQlAnswer>> slow = new ArrayList<>();
            for (int request = 0; request < 12; request++) {
                slow.add(threads.submit(() -> client.execute(agent.token(), "{ slow }")));
            }
            Awaitility.await().until(() -> ThingGraphQl.slowly() == before + 4);

            client.execute(other.token(), "{ viewer { id } }").withoutErrors();

            assertThat(slow).noneMatch(Future::isDone);
            assertThat(ThingGraphQl.slowly()).isEqualTo(before + 4);
        }
    }

    @Test
    void shouldRefuseDeepQuery() {
        accepted("{ " + "deep { ".repeat(12) + "__typename" + " }".repeat(12) + " }");
        refused("{ " + "deep { ".repeat(12) + "deep { __typename }" + " }".repeat(12) + " }", "TOO_COMPLEX");
    }

    @Test
    void shouldRefuseCostlyQuery() {
        accepted("{ things(first: 100) { nodes { viewerName } } }");
        refused(
                aliased(
                        30,
                        "deep { things(first: 100) { edges { node { id } } nodes { id } } deep { things(first: 100) { edges { node { id } } nodes { id } } } }"),
                "TOO_COMPLEX");
    }

    @Test
    void shouldMultiplyPageSizes() {
        GraphQlAnswer answer = refused(
                "query ($first: Int = 100) { "
                        + IntStream.range(0, 25)
                                .mapToObj(
                                        number -> "d" + number
                                                + ": deep { things(first: $first) { nodes { id } edges { node { id } } } deep { things(first: $first) { nodes { id } edges { node { id } } } } }")
                                .collect(Collectors.joining(" "))
                        + " }",
                "TOO_COMPLEX");

        assertThat(answer.body().toString()).contains("more than the limit of 10000");
    }

    @Test
    void shouldRefuseManyAliases() {
        accepted(aliased(30, "viewer { id }"));
        refused(aliased(31, "viewer { id }"), "TOO_COMPLEX");
    }

    @Test
    void shouldRefuseFragmentsThatUnfoldToMuch() {
        String fragments = IntStream.range(0, 11)
                .mapToObj(number -> "fragment f%d on Deep { l: deep { ...f%d } r: deep { ...f%d } }"
                        .formatted(number, number + 1, number + 1))
                .collect(Collectors.joining(" "));

        refused("{ deep { ...f0 } } " + fragments + " fragment f11 on Deep { __typename }", "TOO_COMPLEX");
    }

    @Test
    void shouldCountCostOfFragmentWhereverItIsUsed() {
        String fragment = """
                 fragment f on Deep {
                  x: things(first: 100) { nodes { id } edges { node { id } } }
                  y: things(first: 100) { nodes { id } }
                }
                """;

        accepted(aliased(24, "deep { ...f }") + fragment);
        GraphQlAnswer answer = refused(aliased(25, "deep { ...f }") + fragment, "TOO_COMPLEX");

        assertThat(answer.body().toString()).contains("The query costs 10075");
    }

    @Test
    void shouldCountDepthOfFragmentWhereverItIsUsed() {
        String fragment = " fragment f on Deep { deep { __typename } }";

        refused(
                "{ shallow: deep { ...f } " + "deep { ".repeat(12) + "...f" + " }".repeat(12) + " }" + fragment,
                "TOO_COMPLEX");
    }

    @Test
    void shouldRefuseLongDocument() {
        GraphQlAnswer answer = refused("{ viewer { id } } #" + "x".repeat(32 * 1024), "BAD_REQUEST");

        assertThat(answer.body().toString()).contains("32768 bytes");
    }

    @Test
    void shouldRefuseIntrospectionUnlessEnabled() {
        GraphQlAnswer answer = client.execute(agent.token(), "{ __schema { types { name } } }");

        assertThat(answer.errorCodes()).containsExactly("BAD_REQUEST");
        assertThat(answer.at("__schema.types").isMissingNode()).isTrue();
    }

    @Test
    void shouldGiveUpAfterTimeout() {
        GraphQlAnswer answer = client.execute(agent.token(), "{ slow }");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.errorCodes()).containsExactly("TIMEOUT");
        assertThat(answer.body().at("/errors/0/extensions/classification").asString())
                .as("cut by its limit is no fault of the server")
                .isEqualTo("TIMEOUT");
    }

    @Test
    void shouldLimitRequestsByRole() {
        String token = TestTokens.as(Role.INTEGRATION).token();
        GraphQlAnswer answer = client.execute(token, "{ viewer { id } }");
        int accepted = 0;
        while (accepted < 1_000 && answer.status() == 200) {
            accepted++;
            answer = client.execute(token, "{ viewer { id } }");
        }

        assertThat(accepted).isBetween(240, 999);
        assertThat(answer.errorCodes()).containsExactly("TOO_MANY_REQUESTS");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void shouldLimitRequestsOfOnePrincipalOnly() {
        TestTokens busy = TestTokens.as(Role.AGENT);
        String token = busy.token();
        GraphQlAnswer answer = client.execute(token, "{ viewer { id } }");
        for (int request = 1; request < 200 && answer.status() == 200; request++) {
            answer = client.execute(token, "{ viewer { id } }");
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.errorCodes()).containsExactly("TOO_MANY_REQUESTS");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        accepted("{ viewer { id } }");
    }

    private static String aliased(int count, String field) {
        return "{ "
                + IntStream.range(0, count)
                        .mapToObj(number -> "a" + number + ": " + field)
                        .collect(Collectors.joining(" "))
                + " }";
    }

    private void accepted(String document) {
        client.execute(agent.token(), document).withoutErrors();
    }

    private GraphQlAnswer refused(String document, String code) {
        GraphQlAnswer answer = client.execute(agent.token(), document);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCodes()).as("%s", answer.body()).containsExactly(code);
        return answer;
    }
}
