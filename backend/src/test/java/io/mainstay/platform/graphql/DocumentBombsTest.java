// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import io.mainstay.fault.DocumentBombs;
import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Small requests that try to be a lot of work, over HTTP. */
@WebTest
@TestPropertySource(properties = "mainstay.graphql.introspection=true")
class DocumentBombsTest {

    private static final String AGENT = TestTokens.as(Role.AGENT).token();

    /** What is no more work than it looks like. */
    private static final Set<String> HARMLESS =
            Set.of("a comment of 32,000 letters", "10,000 comments", "32,000 blanks", "variables: 40,000 of them");

    /** What only the field refuses that is given it as an id. */
    private static final Set<String> LONG_IDS = Set.of(
            "5,000 escapes",
            "a number of 30,000 digits",
            "a block string of 4,000 lines",
            "variables: a text of 900,000 letters");

    @Autowired
    private GraphQlClient client;

    static Stream<Arguments> bombs() {
        return DocumentBombs.bodies().entrySet().stream().map(bomb -> Arguments.of(bomb.getKey(), bomb.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void shouldRefuse(String name, String body) {
        GraphQlAnswer answer = post(body);

        if (HARMLESS.contains(name)) {
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            answer.withoutErrors();
            return;
        }
        if (LONG_IDS.contains(name)) {
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
            return;
        }
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.errorCodes()).isNotEmpty().isSubsetOf("BAD_REQUEST", "TOO_COMPLEX");
        assertThat(answer.body().path("errors"))
                .allSatisfy(error -> assertThat(error.path("message").asString())
                        .doesNotContain("ObjectValue{", "Exception", "graphql.")
                        .hasSizeBetween(10, 700));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e400", "-1e400"})
    void shouldTakeNoNumberThatNoStoreCanKeep(String number) {
        assertThat(post("{\"query\": \"{ echo(json: {a: [" + number + "]}) { json } }\"}")
                        .errorCodes())
                .containsExactly("BAD_REQUEST");
        assertThat(post("{\"query\": \"query($j: JSON) { echo(json: $j) { json } }\", \"variables\": {\"j\": {\"a\": ["
                                + number + "]}}}")
                        .errorCodes())
                .containsExactly("BAD_REQUEST");
        assertThat(post("{\"query\": \"{ echo(big: " + number + ") { big } }\"}")
                        .errorCodes())
                .containsExactly("BAD_REQUEST");
    }

    @Test
    void shouldAnswerALargeValueWhereOneIsTaken() {
        String list = "[" + "1,".repeat(40_000) + "1]";

        GraphQlAnswer answer = post(
                "{\"query\": \"query($j: JSON) { echo(json: $j) { json } }\", \"variables\": {\"j\": " + list + "}}");

        assertThat(answer.withoutErrors().at("echo.json").size()).isEqualTo(40_001);
    }

    @Test
    void shouldLetTheSchemaBeRead() {
        GraphQlAnswer answer = client.execute(AGENT, IntrospectionQuery.INTROSPECTION_QUERY);

        assertThat(answer.withoutErrors().at("__schema.types").size()).isGreaterThan(20);
    }

    /** What the engine takes for more than an honest question, as the API guide says. */
    @Test
    void shouldLetOneTypeBeReadInARequest() {
        assertThat(client.execute(AGENT, "{ __type(name: \"Thing\") { name fields { name } } }")
                        .withoutErrors()
                        .text("__type.name"))
                .isEqualTo("Thing");
        for (String more : List.of(
                "{ one: __type(name: \"Thing\") { name } other: __type(name: \"Query\") { name } }",
                "{ __schema { queryType { name } } __type(name: \"Thing\") { fields { type { fields { name } } } } }")) {
            assertThat(client.execute(AGENT, more).errorCodes()).as(more).containsExactly("BAD_REQUEST");
        }
    }

    @Test
    void shouldWeighAKnownDocumentByTheVariablesOfEachRequest() {
        String document = "query($n: Int) { "
                + "deep { things(first: $n) { nodes { viewerName } edges { node { id } } } } ".repeat(50) + "}";

        client.execute(AGENT, document, Map.of("n", 1)).withoutErrors();
        assertThat(client.execute(AGENT, document, Map.of("n", 100)).errorCodes())
                .containsExactly("TOO_COMPLEX");
        client.execute(AGENT, document, Map.of("n", 2)).withoutErrors();
    }

    private GraphQlAnswer post(String body) {
        return client.send(client.request("/graphql")
                .header("Authorization", "Bearer " + AGENT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
