// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobState;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.support.BackgroundJobs;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The API over HTTP, with the people, teams and organisations of the stack's realm. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityGraphQlIT {

    private static final String PEOPLE = """
            query ($first: Int, $after: String, $filter: PersonFilter) {
              people(first: $first, after: $after, filter: $filter) {
                totalCount
                nodes { id displayName email active organisation { name parent { name } } teams { name organisation { name } } }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private Jobs jobs;

    private final String administrator = TestTokens.as(Role.ADMINISTRATOR).token();

    @BeforeAll
    void synchronise() {
        String job = client.execute(
                        administrator, "mutation { identitySynchronise { job { id state } userErrors { code } } }")
                .accepted("identitySynchronise")
                .text("identitySynchronise.job.id");

        assertThat(BackgroundJobs.awaitEnd(jobs, job))
                .returns(JobState.SUCCEEDED, Job::state)
                .satisfies(ended -> assertThat(ended.done()).isGreaterThanOrEqualTo(12));
    }

    @Test
    void shouldTellHowSynchronisationStands() {
        GraphQlAnswer answer = client.execute(
                        administrator,
                        "{ identity { current failedAt synchronisation { peopleSeen peopleChanged finishedAt } } }")
                .withoutErrors();

        assertThat(answer.at("identity.current").asBoolean()).isTrue();
        assertThat(answer.at("identity.synchronisation.peopleSeen").asInt()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void shouldListPeopleWithOrganisationAndTeams() {
        GraphQlAnswer answer = client.execute(administrator, PEOPLE, Map.of("filter", Map.of("text", "okafor")))
                .withoutErrors();

        assertThat(answer.at("people.totalCount").asInt()).isEqualTo(1);
        assertThat(answer.text("people.nodes.0.displayName")).isEqualTo("Adam Okafor");
        assertThat(answer.text("people.nodes.0.organisation.name")).isEqualTo("Aldermoor IT Services");
        assertThat(answer.text("people.nodes.0.organisation.parent.name")).isEqualTo("Aldermoor Group");
        assertThat(answer.text("people.nodes.0.teams.0.name")).isEqualTo("Service Desk");
    }

    @Test
    void shouldAskTheDatabaseNoMoreOftenForMorePeople() {
        assertThat(mostRepeatedFor(1)).isBetween(1, 4);
        assertThat(mostRepeatedFor(12)).isBetween(1, 4);
    }

    @Test
    void shouldRefuseACursorOfAnotherFilter() {
        String cursor =
                client.execute(administrator, PEOPLE, Map.of("first", 1)).text("people.pageInfo.endCursor");

        GraphQlAnswer answer = client.execute(
                administrator, PEOPLE, Map.of("first", 1, "after", cursor, "filter", Map.of("active", true)));

        assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldReadPeopleTeamsAndOrganisationsById() {
        GraphQlAnswer listed = client.execute(
                administrator,
                "{ people(first: 1) { nodes { id } } teams(first: 1) { nodes { id } } organisations(first: 1) { nodes { id } } }");
        List<String> ids = List.of(
                listed.text("people.nodes.0.id"),
                listed.text("teams.nodes.0.id"),
                listed.text("organisations.nodes.0.id"));
        String node = "query ($id: ID!) { node(id: $id) { id __typename } }";

        assertThat(ids)
                .extracting(id ->
                        client.execute(administrator, node, Map.of("id", id)).text("node.__typename"))
                .containsExactly("Person", "Team", "Organisation");
        String requester = TestTokens.as(Role.REQUESTER).token();
        assertThat(ids)
                .allSatisfy(id -> assertThat(client.execute(requester, node, Map.of("id", id))
                                .withoutErrors()
                                .at("node")
                                .isNull())
                        .isTrue());
    }

    @Test
    void shouldRefuseThoseWithoutThePermission() {
        String requester = TestTokens.as(Role.REQUESTER).token();
        String agent = TestTokens.as(Role.AGENT).token();

        assertThat(client.execute(requester, PEOPLE).errorCodes()).containsExactly("FORBIDDEN");
        assertThat(client.execute(requester, "{ identity { current } }").errorCodes())
                .containsExactly("FORBIDDEN");
        assertThat(client.execute(agent, "mutation { identitySynchronise { userErrors { code } } }")
                        .userErrorCodes("identitySynchronise"))
                .containsExactly("FORBIDDEN");
        assertThat(erase(agent, Ids.next()).userErrorCodes("personErase")).containsExactly("FORBIDDEN");
    }

    @Test
    void shouldRefuseToEraseWhoIsActiveOrDoesNotExist() {
        String active = client.execute(administrator, PEOPLE, Map.of("filter", Map.of("text", "okafor")))
                .text("people.nodes.0.id");

        assertThat(erase(administrator, active).userErrorCodes("personErase")).containsExactly("CONFLICT");
        assertThat(erase(administrator, Ids.next()).userErrorCodes("personErase"))
                .containsExactly("NOT_FOUND");
        assertThat(erase(administrator, "no id").userErrorCodes("personErase")).containsExactly("NOT_FOUND");
    }

    @Test
    void shouldLimitPeopleToTheReachOfTheReader() {
        String logistics = client.execute(
                        administrator, "{ organisations(filter: { text: \"logistics\" }) { nodes { id } } }")
                .text("organisations.nodes.0.id");
        String agent = TestTokens.as(Role.AGENT).in(logistics).token();

        GraphQlAnswer answer =
                client.execute(agent, PEOPLE, Map.of("first", 100)).withoutErrors();

        assertThat(answer.at("people.nodes")
                        .valueStream()
                        .map(person -> person.at("/organisation/name").asString()))
                .isNotEmpty()
                .allMatch(name -> name.equals("Aldermoor Logistics") || name.isEmpty());
    }

    private int mostRepeatedFor(int people) {
        calls.reset();
        client.execute(administrator, PEOPLE, Map.of("first", people)).withoutErrors();
        return calls.mostRepeated("identity/");
    }

    private GraphQlAnswer erase(String token, String id) {
        return client.execute(
                token,
                "mutation ($id: ID!) { personErase(id: $id) { person { displayName } userErrors { code } } }",
                Map.of("id", id));
    }
}
