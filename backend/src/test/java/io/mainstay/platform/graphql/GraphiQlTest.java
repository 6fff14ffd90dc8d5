// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

class GraphiQlTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @Nested
    @WebTest
    @TestPropertySource(properties = {"mainstay.graphiql.enabled=true", "mainstay.graphql.introspection=true"})
    class WhenEnabled {

        @Autowired
        private GraphQlClient client;

        @Test
        void shouldServeEverythingItNeedsItself() {
            HttpResponse<String> page = get("/graphiql/");
            List<String> references = REFERENCE
                    .matcher(page.body())
                    .results()
                    .map(match -> match.group(1))
                    .filter(reference -> !reference.startsWith("data:"))
                    .toList();

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(references).hasSize(6).noneMatch(reference -> reference.contains("//"));
            assertThat(references)
                    .allSatisfy(reference -> assertThat(
                                    get("/graphiql/" + reference).statusCode())
                            .isEqualTo(200));
            assertThat(List.of("login.js", "subscriptions.js", "samples.json"))
                    .allSatisfy(file ->
                            assertThat(get("/graphiql/" + file).statusCode()).isEqualTo(200));
        }

        @Test
        void shouldBeginAtAPageOfLinksThatLeadSomewhere() {
            HttpResponse<String> page = get("/");
            List<String> own = REFERENCE
                    .matcher(page.body())
                    .results()
                    .map(match -> match.group(1))
                    .filter(reference -> !reference.contains(":"))
                    .toList();

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
            assertThat(page.body())
                    .doesNotContain("@project")
                    .contains(TestIssuer.shared().issuer() + "/account/");
            assertThat(own)
                    .contains("graphiql/")
                    .allSatisfy(reference ->
                            assertThat(get("/" + reference).statusCode()).isEqualTo(200));
        }

        @Test
        void shouldSubscribe() throws Exception {
            assertThat(subscribe("subscription { ticks { count viewerName } }"))
                    .hasSize(3)
                    .first(InstanceOfAssertFactories.STRING)
                    .contains("\"ticks\":{\"count\":1,\"viewerName\":");
        }

        @Test
        void shouldShowWhyASubscriptionIsRefused() throws Exception {
            assertThat(subscribe("subscription { nothing }"))
                    .first(InstanceOfAssertFactories.STRING)
                    .contains("has no field 'nothing'");
            assertThat(subscribe("subscription { ticks { count } }", "no token"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("error: The server has ended the subscription: ");
        }

        /** What the page's own client for subscriptions prints while things tick. */
        private List<String> subscribe(String query) throws Exception {
            return subscribe(query, TestTokens.as(Role.AGENT).token());
        }

        private List<String> subscribe(String query, String token) throws Exception {
            Node.require();
            String address = client.uri("/graphql/ws").toString().replace("http", "ws");
            Process node = new ProcessBuilder(
                            "node",
                            "--no-warnings",
                            "--experimental-websocket",
                            "src/test/graphiql/subscribe.mjs",
                            "src/main/resources/graphiql/subscriptions.js",
                            address,
                            token,
                            query)
                    .redirectErrorStream(true)
                    .start();
            await("the end of the program").atMost(Duration.ofSeconds(30)).until(() -> {
                if (ThingGraphQl.TICKS.currentSubscriberCount() > 0) {
                    ThingGraphQl.TICKS.tryEmitNext(1);
                }
                return !node.isAlive();
            });
            return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }

        @Test
        void shouldTellWhereToSignIn() {
            assertThat(get("/graphiql/settings.json").body())
                    .contains(TestIssuer.shared().issuer())
                    .contains("mainstay-console");
        }

        @Test
        void shouldRedirectToPage() {
            HttpResponse<String> response = get("/graphiql");

            assertThat(response.statusCode()).isEqualTo(302);
            assertThat(response.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/graphiql/"));
        }

        @Test
        void shouldAnswerIntrospection() {
            client.execute(TestTokens.as(Role.AGENT).token(), "{ __schema { types { name fields { name } } } }")
                    .withoutErrors();
        }

        private HttpResponse<String> get(String path) {
            return client.exchange(client.request(path).build());
        }
    }

    @Nested
    @WebTest
    class ByDefault {

        @Autowired
        private GraphQlClient client;

        @Test
        void shouldNotBeThere() {
            assertThat(client.exchange(client.request("/graphiql/").build()).statusCode())
                    .isEqualTo(404);
            assertThat(client.exchange(client.request("/graphiql/graphiql.js").build())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(client.exchange(client.request("/").build()).statusCode())
                    .isEqualTo(404);
        }
    }
}
