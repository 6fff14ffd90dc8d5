// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
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
            assertThat(get("/graphiql/login.js").statusCode()).isEqualTo(200);
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
        }
    }
}
