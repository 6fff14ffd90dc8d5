// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebTest
class ConcurrentRequestLimitTest {

    private static final String BODY = "{\"query\": \"{ viewer { displayName } }\"}";

    @Autowired
    private ConcurrentRequestLimit requests;

    @Autowired
    private GraphQlLimits limits;

    @LocalServerPort
    private int port;

    private final TestTokens person = TestTokens.as(Role.AGENT);

    @Test
    void shouldRefuseWhatIsAboveThePersonsShareAndGoOnWhenOneHasEnded() throws Exception {
        fill(limits.requestsAtOnce());

        HttpResponse<String> refused = post(person, BODY);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        JsonNode error = JsonMapper.shared().readTree(refused.body()).at("/errors/0");
        assertThat(error.at("/extensions/code").asString()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(error.get("message").asString()).contains("Wait");
        assertThat(post(TestTokens.as(Role.AGENT), BODY).statusCode()).isEqualTo(200);

        requests.leave(person.personId(), 0);
        assertThat(post(person, BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCountARequestUntilItIsAnsweredAndNoLonger() throws Exception {
        for (int request = 0; request < 3 * limits.requestsAtOnce(); request++) {
            assertThat(post(person, BODY).statusCode()).isEqualTo(200);
        }

        Awaitility.await().untilAsserted(() -> assertThat(places()).isEqualTo(limits.requestsAtOnce()));
    }

    @Test
    void shouldRefuseWhatTheMemoryForBodiesDoesNotHold() throws Exception {
        int share = limits.bodyBytesOfPersonAtOnce();
        List<String> others = IntStream.range(0, limits.bodyBytesAtOnce() / share)
                .mapToObj(_ -> TestTokens.as(Role.AGENT).personId())
                .toList();
        others.forEach(other -> assertThat(requests.enter(other, share)).isTrue());
        try {
            assertThat(post(person, BODY).statusCode()).isEqualTo(429);
        } finally {
            others.forEach(other -> requests.leave(other, share));
        }
        assertThat(post(person, BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotLetOnePersonTakeTheMemoryForBodies() throws Exception {
        assertThat(requests.enter(person.personId(), limits.bodyBytesOfPersonAtOnce()))
                .isTrue();
        try {
            assertThat(post(person, BODY).statusCode()).isEqualTo(429);
            assertThat(post(TestTokens.as(Role.AGENT), BODY).statusCode()).isEqualTo(200);
        } finally {
            requests.leave(person.personId(), limits.bodyBytesOfPersonAtOnce());
        }
    }

    private void fill(int number) {
        for (int place = 0; place < number; place++) {
            assertThat(requests.enter(person.personId(), 0)).isTrue();
        }
    }

    /** How many more requests of the person's would be let in. */
    private int places() {
        int places = 0;
        while (requests.enter(person.personId(), 0)) {
            places++;
        }
        for (int place = 0; place < places; place++) {
            requests.leave(person.personId(), 0);
        }
        return places;
    }

    private HttpResponse<String> post(TestTokens by, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                            .header("Authorization", "Bearer " + by.token())
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
