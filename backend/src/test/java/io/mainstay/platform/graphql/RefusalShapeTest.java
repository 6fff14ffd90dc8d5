// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is refused, and wherever: one shape. */
@WebTest
class RefusalShapeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String QUERY = "{\"query\": \"{ viewer { id } }\"}";

    private final String token = TestTokens.as(Role.AGENT).token();

    @Autowired
    private GraphQlClient client;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void shouldRefuseOtherMethods(String method) {
        HttpResponse<String> answer =
                send(request("/graphql").method(method, HttpRequest.BodyPublishers.ofString(QUERY)));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(code(answer)).isEqualTo("BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/graphql",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "json",
                "*/*"
            })
    void shouldRefuseOtherTypesOfBody(String type) {
        HttpResponse<String> answer = send(client.request("/graphql")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(QUERY)));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(code(answer)).isEqualTo("BAD_REQUEST");
    }

    @ParameterizedTest
    @CsvSource({"GET, /no-such-page, */*", "POST, /no-such-page, text/*", "GET, /attachments/a, json", "GET, /, */*"})
    void shouldRefuseATypeOfBodyThatIsNoneAtEveryPath(String method, String path, String type) {
        HttpResponse<String> answer = send(client.request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(QUERY)));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(code(answer)).isEqualTo("BAD_REQUEST");
        assertThat(answer.body()).contains("Content-Type must be one type");
    }

    @Test
    void shouldRefuseABodyWithoutType() {
        HttpResponse<String> answer = send(client.request("/graphql")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(QUERY)));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(code(answer)).isEqualTo("BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/event-stream", "image/png", "html"})
    void shouldRefuseToAnswerInOtherTypes(String accept) {
        HttpResponse<String> answer =
                send(request("/graphql").header("Accept", accept).POST(HttpRequest.BodyPublishers.ofString(QUERY)));

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(code(answer)).isEqualTo("BAD_REQUEST");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("null", "must be a JSON object"),
                Arguments.of("", "must be a JSON object"),
                Arguments.of("5", "must be a JSON object"),
                Arguments.of("[" + QUERY + "]", "Batches are not taken"),
                Arguments.of("{\"query\": ", "not JSON at line 1 column"),
                Arguments.of("{\"query\": \"{ viewer { id } }\"} x", "not JSON at line 1 column"),
                Arguments.of("{}", "'query' must be a text"),
                Arguments.of("{\"query\": null}", "'query' must be a text"),
                Arguments.of("{\"query\": 1}", "'query' must be a text"),
                Arguments.of(
                        "{\"query\": \"{ viewer { id } }\", \"variables\": \"{}\"}", "'variables' must be an object"),
                Arguments.of(
                        "{\"query\": \"{ viewer { id } }\", \"extensions\": []}", "'extensions' must be an object"),
                Arguments.of(
                        "{\"query\": \"{ viewer { id } }\", \"operationName\": {}}", "'operationName' must be a text"),
                Arguments.of("{} {}", "not JSON at line 1 column"),
                Arguments.of("[".repeat(5_000), "nests too deep"),
                Arguments.of("[".repeat(51) + "]".repeat(51), "nests too deep"),
                Arguments.of("{\"query\": " + "9".repeat(401) + "}", "a number that is too long"),
                Arguments.of(
                        "{\"query\": \"{ viewer { id } }\", \"variables\": {\"v\": [" + "[],".repeat(300_000) + "[]]}}",
                        "too many parts"),
                Arguments.of(
                        "{\"query\": \"{ viewer { id } }\", \"extensions\": {\"v\": [" + "{},".repeat(300_000)
                                + "{}]}}",
                        "too many parts"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldRefuseWhatIsNoRequest(String body, String reason) {
        for (String accept : new String[] {"application/json", "application/graphql-response+json", "*/*"}) {
            HttpResponse<String> answer =
                    send(request("/graphql").header("Accept", accept).POST(HttpRequest.BodyPublishers.ofString(body)));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("BAD_REQUEST");
            assertThat(answer.body()).contains(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscription { ticks { count } }", "subscription S { ticks { count } }"})
    void shouldRefuseSubscriptionsOverHttp(String document) {
        HttpResponse<String> answer = send(request("/graphql")
                .header("Accept", "application/graphql-response+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"" + document + "\"}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("BAD_REQUEST");
        assertThat(answer.body()).contains("WebSocket");
    }

    @ParameterizedTest
    @CsvSource({
        "/no-such-page, 404, NOT_FOUND",
        "/graphql/no-such-page, 404, NOT_FOUND",
        "/error, 404, NOT_FOUND",
        "/actuator/no-such-page, 404, NOT_FOUND",
        "/a;b, 400, BAD_REQUEST",
        "/a%2fb, 400, BAD_REQUEST"
    })
    void shouldAnswerOtherPathsInTheSameShape(String path, int status, String code) {
        for (String accept : new String[] {"application/json", "text/html"}) {
            HttpResponse<String> answer =
                    send(request(path).header("Accept", accept).GET());

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(code(answer)).isEqualTo(code);
        }
    }

    @Test
    void shouldAskForATokenBeforeItSaysWhatThereIs() {
        HttpResponse<String> answer = send(client.request("/no-such-page").GET());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void shouldSpeakEnglishWhateverTheCallerPrefers() {
        HttpResponse<String> answer = send(request("/graphql")
                .header("Accept-Language", "de")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ viewer { id @include } }\"}")));

        assertThat(answer.body()).contains("Missing directive argument");
    }

    private HttpRequest.Builder request(String path) {
        return client.request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json; charset=utf-8");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return client.exchange(request.build());
    }

    /** The code of the only error; fails when the body is anything else. */
    private static String code(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(Set.copyOf(body.propertyNames())).as("%s", body).containsExactly("errors");
        assertThat(body.path("errors").size()).isEqualTo(1);
        JsonNode error = body.path("errors").path(0);
        assertThat(error.path("message").isString()).isTrue();
        return error.at("/extensions/code").asString();
    }
}
