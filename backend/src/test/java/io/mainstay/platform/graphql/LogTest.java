// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

// The format of logs belongs to the process: the next test starts its application, and with it the plain format, again.
@WebTest
@TestPropertySource(properties = "logging.structured.format.console=ecs")
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class LogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String MARK = "hostile0";

    /** 500 characters of a message and of each exception below it. */
    private static final int MOST_MARKS = 3 * 500 / MARK.length();

    private static final int LONGEST_HEADER = 5_000;

    @Autowired
    private GraphQlClient client;

    // Repeated, because which thread logs is a matter of chance.
    @RepeatedTest(20)
    void shouldNameRequestTraceAndPrincipalOfFault(CapturedOutput output) {
        TestTokens agent = TestTokens.as(Role.AGENT);

        GraphQlAnswer answer = client.send(client.request("/graphql")
                .header("Authorization", "Bearer " + agent.token())
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "request-7")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"{ fail(how: \\\"fault\\\") }\"}"))
                .build());

        String traceId = answer.body().at("/errors/0/extensions/traceId").asString();
        List<JsonNode> faults = output.getOut()
                .lines()
                .filter(line -> line.startsWith("{") && line.contains("Fault " + traceId))
                .map(JSON::readTree)
                .toList();
        assertThat(faults).hasSize(1);
        JsonNode fault = faults.getFirst();
        assertThat(fault.path("trace.id").asString()).isEqualTo(traceId);
        assertThat(fault.path("http.request.id").asString()).isEqualTo("request-7");
        assertThat(fault.path("user.id").asString()).isEqualTo(agent.personId());
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("request-7");
    }

    /** Each request carries the mark many times; where any of it is logged, it is a short part. */
    @ParameterizedTest
    @MethodSource("longRequests")
    void shouldNotLetAClientFillTheLog(String what, UnaryOperator<HttpRequest.Builder> request, CapturedOutput output) {
        int before = output.getAll().length();

        HttpResponse<String> answer = client.exchange(request.apply(client.request("/graphql")
                        .header(
                                "Authorization",
                                "Bearer " + TestTokens.as(Role.AGENT).token())
                        .header("Content-Type", "application/json"))
                .build());

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(200);
        assertThat(marks(output.getAll().substring(before))).as(what).isLessThanOrEqualTo(MOST_MARKS);
        assertThat(answer.headers().map().toString()).doesNotContain(MARK);
    }

    static Stream<Arguments> longRequests() {
        String huge = MARK.repeat(50_000);
        String large = MARK.repeat(1_000);
        return Stream.of(
                posted("a fault that repeats it", json("{ fail(how: \"repeat " + large + "\") }")),
                posted("an alias of a fault", json("{ " + large + ": fail(how: \"fault\") }")),
                posted(
                        "a variable",
                        "{\"query\": \"query($a: Int) { things(first: $a) { nodes { id } } }\", \"variables\": {\"a\": \""
                                + huge + "\"}}"),
                posted(
                        "an unknown variable",
                        "{\"query\": \"{ viewer { id } }\", \"variables\": {\"" + huge + "\": 1}}"),
                posted("an operation name", "{\"query\": \"{ viewer { id } }\", \"operationName\": \"" + huge + "\"}"),
                posted("the operation's own name", json("query " + large + " { fail(how: \"fault\") }")),
                posted("extensions", "{\"query\": \"{ viewer { id } }\", \"extensions\": {\"a\": \"" + huge + "\"}}"),
                posted("a syntax error", json("{ " + large)),
                posted("an unknown field", json("{ " + large + " }")),
                posted("a cursor", json("{ things(after: \"" + large + "\") { nodes { id } } }")),
                posted("a date", json("{ echo(at: \"" + large + "\") { at } }")),
                posted("what is no JSON", huge),
                posted("JSON of another form", "[\"" + huge + "\"]"),
                posted("a query that is no text", "{\"query\": {\"" + huge + "\": 1}}"),
                with("a request id", "X-Request-Id", large),
                with("a media type", "Accept", "application/" + large),
                with("a content type", "Content-Type", "application/" + large),
                with("a trace", "traceparent", "00-" + large + "-" + large + "-01"),
                with("a language", "Accept-Language", large));
    }

    private static Arguments posted(String what, String body) {
        return Arguments.of(what, (UnaryOperator<HttpRequest.Builder>)
                request -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Arguments with(String what, String header, String value) {
        return Arguments.of(what, (UnaryOperator<HttpRequest.Builder>)
                request -> request.setHeader(header, value.substring(0, LONGEST_HEADER))
                        .POST(HttpRequest.BodyPublishers.ofString(json("{ fail(how: \"fault\") }"))));
    }

    @Test
    void shouldNotLetAWebSocketFillTheLog(CapturedOutput output) {
        String huge = MARK.repeat(3_000);
        int before = output.getAll().length();

        String document = "{ fail(how: \"repeat " + huge.substring(0, 20_000) + "\") }";
        try (GraphQlSocket socket = accepted()) {
            socket.subscribe("1", document);
            assertThat(socket.next().path("type").asString()).isEqualTo("next");
        }
        try (GraphQlSocket socket = accepted()) {
            socket.subscribe(huge, document);
            assertThat(socket.closeCode()).as("no id").isEqualTo(4400);
        }

        assertThat(marks(output.getAll().substring(before))).isLessThanOrEqualTo(2 * MOST_MARKS);
    }

    private GraphQlSocket accepted() {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws"))
                .init(TestTokens.as(Role.AGENT).token());
        assertThat(socket.next().path("type").asString()).isEqualTo("connection_ack");
        return socket;
    }

    private static int marks(String logged) {
        return logged.split(MARK, -1).length - 1;
    }

    private static String json(String document) {
        return JSON.writeValueAsString(Map.of("query", document));
    }
}
