// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class GraphQlTest {

    @Autowired
    private GraphQlClient client;

    private final TestTokens agent = TestTokens.as(Role.AGENT);

    @Test
    void shouldTellViewer() {
        GraphQlAnswer answer = client.execute(agent.token(), "{ viewer { id displayName roles permissions } }");

        answer.withoutErrors();
        assertThat(answer.text("viewer.id")).isEqualTo(agent.personId());
        assertThat(answer.text("viewer.displayName")).isEqualTo("The agent");
        assertThat(answer.at("viewer.roles").toString()).isEqualTo("[\"AGENT\"]");
        assertThat(answer.at("viewer.permissions").toString()).contains("\"incident.work\"");
    }

    @Test
    void shouldReadAndWriteScalars() {
        GraphQlAnswer answer =
                client.execute(agent.token(), """
                query ($at: DateTime, $json: JSON) {
                  variables: echo(at: $at, json: $json) { at json }
                  literals: echo(at: "2026-11-01T08:30:00.1234Z", day: "2026-11-01", length: "PT90M", big: 9007199254740993) { at day length big }
                }
                """, Map.of("at", "2026-11-01T09:30:00+01:00", "json", Map.of("a", 1)));

        answer.withoutErrors();
        assertThat(answer.text("variables.at")).isEqualTo("2026-11-01T08:30:00Z");
        assertThat(answer.at("variables.json.a").asInt()).isEqualTo(1);
        assertThat(answer.text("literals.at")).isEqualTo("2026-11-01T08:30:00.123400Z");
        assertThat(answer.text("literals.day")).isEqualTo("2026-11-01");
        assertThat(answer.text("literals.length")).isEqualTo("PT1H30M");
        assertThat(answer.at("literals.big").asLong()).isEqualTo(9007199254740993L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ echo(at: \"2026-11-01\") { at } }",
                "{ echo(at: 5) { at } }",
                "{ echo(length: \"P1M\") { length } }",
                "{ echo(day: \"2026-02-30\") { day } }",
                "{ nothing }",
                "{ viewer { ",
                "{ fail }",
                "subscription { viewer { id } }"
            })
    void shouldRefuseWhatSchemaRefuses(String document) {
        GraphQlAnswer answer = client.execute(agent.token(), document);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCodes()).isNotEmpty().containsOnly("BAD_REQUEST");
    }

    @Test
    void shouldRefuseVariablesOfWrongType() {
        GraphQlAnswer answer = client.execute(
                agent.token(), "query ($at: DateTime) { echo(at: $at) { at } }", Map.of("at", "yesterday"));

        assertThat(answer.errorCodes()).containsExactly("BAD_REQUEST");
        assertThat(answer.body().toString()).contains("RFC 3339");
    }

    @Test
    void shouldRefuseQueryWithoutPermission() {
        GraphQlAnswer answer = client.execute(agent.token(), "{ fail(how: \"forbidden\") }");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.errorCodes()).containsExactly("FORBIDDEN");
        assertThat(answer.body().at("/errors/0/extensions/permission").asString())
                .isEqualTo("audit.read");
        assertThat(answer.body().at("/errors/0/path/0").asString()).isEqualTo("fail");
    }

    @Test
    void shouldNameFieldAndRuleOfBadArgument() {
        GraphQlAnswer answer = client.execute(agent.token(), "{ fail(how: \"argument\") }");

        assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(answer.body().at("/errors/0/extensions/field").asString()).isEqualTo("input.depth");
        assertThat(answer.body().at("/errors/0/extensions/rule").asString()).isEqualTo("between 1 and 100");
    }

    @Test
    void shouldHideFaultBehindTraceId() {
        GraphQlAnswer answer = client.execute(agent.token(), "{ fail(how: \"fault\") }");

        assertThat(answer.errorCodes()).containsExactly("INTERNAL");
        assertThat(answer.body().at("/errors/0/extensions/traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(answer.body().toString()).doesNotContain("secret", "Exception", agent.personId());
    }

    @Test
    void shouldAnswerMutationWithPayload() {
        GraphQlAnswer answer = rename("null");

        answer.accepted("thingRename");
        assertThat(answer.text("thingRename.thing.name")).isEqualTo("new");
        assertThat(answer.text("thingRename.thing.viewerName")).isEqualTo("The agent");
    }

    @Test
    void shouldAnswerRefusedMutationWithUserErrors() {
        GraphQlAnswer answer = rename("\"refused\"");

        answer.withoutErrors();
        assertThat(answer.userErrorCodes("thingRename")).containsExactly("REQUIRED", "CONFLICT");
        assertThat(answer.at("thingRename.thing").isNull()).isTrue();
        assertThat(answer.at("thingRename.userErrors.0.field").toString()).isEqualTo("[\"name\"]");
        assertThat(answer.at("thingRename.userErrors.0.parameters.max").asInt()).isEqualTo(3);
        assertThat(answer.at("thingRename.userErrors.1.field").isNull()).isTrue();
        assertThat(answer.at("thingRename.userErrors.1.parameters").isNull()).isTrue();
    }

    @Test
    void shouldAnswerForbiddenMutationWithUserError() {
        GraphQlAnswer answer = rename("\"forbidden\"");

        answer.withoutErrors();
        assertThat(answer.userErrorCodes("thingRename")).containsExactly("FORBIDDEN");
        assertThat(answer.text("thingRename.userErrors.0.parameters.permission"))
                .isEqualTo("ci.write");
    }

    @Test
    void shouldAnswerBadArgumentOfMutationWithUserError() {
        GraphQlAnswer answer = rename("\"argument\"");

        answer.withoutErrors();
        assertThat(answer.userErrorCodes("thingRename")).containsExactly("INVALID");
        assertThat(answer.at("thingRename.userErrors.0.field").toString()).isEqualTo("[\"input\",\"name\"]");
    }

    @Test
    void shouldNotTakeFaultOfMutationForRefusal() {
        GraphQlAnswer answer = rename("\"fault\"");

        assertThat(answer.errorCodes()).containsExactly("INTERNAL");
        assertThat(answer.body().at("/errors/0/extensions/traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(answer.body().toString()).doesNotContain("secret");
    }

    @Test
    void shouldPageThroughConnection() {
        GraphQlAnswer first = client.execute(
                agent.token(),
                "{ things(first: 2) { nodes { name } edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }");
        first.withoutErrors();
        String cursor = first.text("things.pageInfo.endCursor");
        GraphQlAnswer second = client.execute(
                agent.token(),
                "query ($after: String) { things(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage } } }",
                Map.of("after", cursor));

        assertThat(first.at("things.pageInfo.hasNextPage").asBoolean()).isTrue();
        assertThat(first.text("things.edges.1.cursor")).isEqualTo(cursor);
        assertThat(first.text("things.edges.1.node.id")).isEqualTo("2");
        assertThat(second.at("things.nodes").toString()).isEqualTo("[{\"id\":\"3\"}]");
        assertThat(second.at("things.pageInfo.hasNextPage").asBoolean()).isFalse();
    }

    @Test
    void shouldCountOnlyWhenAsked() {
        int before = WebApplication.COUNTED.get();
        client.execute(agent.token(), "{ things { nodes { id } } }").withoutErrors();
        assertThat(WebApplication.COUNTED.get()).isEqualTo(before);

        GraphQlAnswer counted = client.execute(agent.token(), "{ things { totalCount } }");
        assertThat(counted.at("things.totalCount").asInt()).isEqualTo(3);
        assertThat(WebApplication.COUNTED.get()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first: 0", "first: 101", "first: -1", "after: \"x\"", "after: \"%%%\""})
    void shouldRefuseBadPage(String arguments) {
        GraphQlAnswer answer = client.execute(agent.token(), "{ things(" + arguments + ") { nodes { id } } }");

        assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldFindNode() {
        String id = Ids.next().replaceFirst(".$", "0");

        GraphQlAnswer answer = client.execute(
                agent.token(),
                "query ($id: ID!) { node(id: $id) { __typename id ... on Thing { name } } }",
                Map.of("id", id));

        answer.withoutErrors();
        assertThat(answer.text("node.__typename")).isEqualTo("Thing");
        assertThat(answer.text("node.name")).isEqualTo("found");
    }

    @Test
    void shouldFindNoNodeThatIsInvisibleAndTellWhoGivesNoId() {
        String invisible = Ids.next().replaceFirst(".$", "f");

        GraphQlAnswer answer = client.execute(
                agent.token(),
                "query ($id: ID!) { invisible: node(id: $id) { id } malformed: node(id: \"INC0001042\") { id } }",
                Map.of("id", invisible));

        assertThat(answer.at("invisible").isNull()).isTrue();
        assertThat(answer.at("malformed").isNull()).isTrue();
        assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(answer.body().at("/errors/0/path/0").asString()).isEqualTo("malformed");
        assertThat(answer.body().at("/errors/0/extensions/field").asString()).isEqualTo("id");
        assertThat(answer.body().at("/errors/0/extensions/rule").asString()).startsWith("a UUID, ");
    }

    private GraphQlAnswer rename(String refuse) {
        return client.execute(
                agent.token(),
                "mutation { thingRename(id: \"1\", name: \"new\", refuse: " + refuse
                        + ") { thing { name viewerName } userErrors { code message field parameters } } }");
    }
}
