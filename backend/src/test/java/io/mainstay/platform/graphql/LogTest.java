package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
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
}
