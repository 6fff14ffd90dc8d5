// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestIssuer;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** How the console is served; what it does is tried in a browser. */
class ConsoleTest {

    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" content=\"([^\"]{22})\"");

    @Nested
    @WebTest
    @TestPropertySource(
            properties = {"mainstay.console.location=classpath:/console-fixture/", "mainstay.graphiql.enabled=true"})
    class WhereItWasMade {

        @Autowired
        private GraphQlClient client;

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/console/",
                    "/console/desk/mine?sort=due",
                    "/console/incidents/INC0001042",
                    "/console/no/such"
                })
        void shouldAnswerEachOfItsPathsWithItsPageWhichNobodyKeeps(String path) {
            HttpResponse<String> page = get(path);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
            assertThat(page.body())
                    .contains("data-issuer=\"" + TestIssuer.shared().issuer() + "\"")
                    .contains("data-client=\"mainstay-console\"")
                    .contains("src=\"/console/assets/index-0123abcd.js\"");
        }

        @Test
        void shouldLetThePageRunItsOwnScriptsAndStylesOnly() {
            HttpResponse<String> page = get("/console/");
            String policy = header(page, "Content-Security-Policy");

            assertThat(policy)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce(page) + "';")
                    .contains("connect-src 'self' http")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(nonce(get("/console/"))).as("another one each time").isNotEqualTo(nonce(page));
        }

        @Test
        void shouldLetBrowsersKeepAssetsForGoodAsTheyWerePacked() {
            HttpResponse<String> packed = client.exchange(client.request("/console/assets/index-0123abcd.js")
                    .header("Accept-Encoding", "gzip")
                    .build());

            assertThat(packed.statusCode()).isEqualTo(200);
            assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
            assertThat(header(packed, "Cache-Control")).contains("max-age=31536000", "immutable");
            assertThat(get("/console/assets/index-0123abcd.js").body()).isEqualTo("export {};\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/console/assets/gone.js",
                    "/console/assets/../index.html",
                    "/console/assets/%2e%2e/application.yml"
                })
        void shouldHaveNoOtherFiles(String path) {
            assertThat(get(path).statusCode()).isGreaterThanOrEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/console"})
        void shouldLeadToIt(String path) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(header(answer, "Location")).isEqualTo("console/");
        }

        @Test
        void shouldKeepThePageOfLinks() {
            assertThat(get("/about").body()).contains("GraphiQL");
        }

        private HttpResponse<String> get(String path) {
            return client.exchange(client.request(path).GET().build());
        }
    }

    @Nested
    @WebTest
    class WhereItWasNotMade {

        @Autowired
        private GraphQlClient client;

        @ParameterizedTest
        @ValueSource(strings = {"/", "/console", "/console/", "/console/desk/mine"})
        void shouldNotBeThere(String path) {
            assertThat(client.exchange(client.request(path).build()).statusCode())
                    .isEqualTo(404);
        }
    }

    private static String nonce(HttpResponse<String> page) {
        Matcher nonce = NONCE.matcher(page.body());
        assertThat(nonce.find()).as(page.body()).isTrue();
        return nonce.group(1);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
