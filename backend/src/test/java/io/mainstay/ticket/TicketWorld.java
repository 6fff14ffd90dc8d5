// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.KnownPeople;
import io.mainstay.support.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An organisation with people, a team, a service and a server: what tickets of every kind are about. */
public class TicketWorld {

    public final String organisationId = Ids.next();
    public final String teamId = Ids.next();
    public final String offeringId = Ids.next();
    public final String serverId = Ids.next();
    public final String retiredId = Ids.next();

    public final TestTokens agentPerson =
            TestTokens.as(Role.AGENT).in(organisationId).teams(teamId);
    public final TestTokens callerPerson = TestTokens.as(Role.REQUESTER).in(organisationId);
    public final TestTokens integrationPerson = TestTokens.as(Role.INTEGRATION).in(organisationId);
    public final String agent = agentPerson.token();
    public final String caller = callerPerson.token();
    public final String integration = integrationPerson.token();
    public final String auditor = TestTokens.as(Role.AUDITOR).in(organisationId).token();
    public final String strangerCaller =
            TestTokens.as(Role.REQUESTER).in(organisationId).token();
    public final TestTokens otherAgentPerson = TestTokens.as(Role.AGENT).in(Ids.next());
    public final String otherAgent = otherAgentPerson.token();

    private final GraphQlClient client;
    private final UnitOfWork work;
    private final Cypher cypher;

    protected TicketWorld(GraphQlClient client, UnitOfWork work, Cypher cypher) {
        this.client = client;
        this.work = work;
        this.cypher = cypher;
        enter(agent, caller, integration, auditor, strangerCaller, otherAgent);
        work.writeRepeatably(() -> {
            List.of(agentPerson, callerPerson, integrationPerson).forEach(person -> person(person.personId()));
            team(teamId, agentPerson.personId());
            ci(offeringId, "service-offering", "LIVE");
            ci(serverId, "server", "LIVE");
            ci(retiredId, "server", "RETIRED");
            cypher.statement("test/relate-cis")
                    .with("dependentId", offeringId)
                    .with("providerId", serverId)
                    .run();
        });
    }

    /** Makes the people whose tokens these are known, as their first request does. */
    public final void enter(String... tokens) {
        KnownPeople.enter(work, cypher, tokens);
    }

    /** What the graph holds of a ticket, which a question to the API would take ten times as long to tell. */
    protected final <T> Optional<T> stored(String id, Function<Row, T> what) {
        return work.read(
                () -> cypher.statement("test/ticket-state").with("id", id).one(what));
    }

    public void team(String id, String... memberIds) {
        cypher.statement("test/create-team")
                .with("id", id)
                .with("organisationId", organisationId)
                .with("memberIds", List.of(memberIds))
                .run();
    }

    public void organisation(String id, @Nullable String parentId) {
        cypher.statement("test/create-organisation")
                .with("id", id)
                .with("parentId", parentId)
                .run();
    }

    public void supportTeam(String ciId, @Nullable String team) {
        work.writeRepeatably(() -> cypher.statement("test/set-support-team")
                .with("id", ciId)
                .with("teamId", team)
                .run());
    }

    public void person(String id) {
        cypher.statement("test/create-person")
                .with("id", id)
                .with("organisationId", organisationId)
                .run();
    }

    public String newCi(String classKey) {
        String id = Ids.next();
        work.writeRepeatably(() -> ci(id, classKey, "LIVE"));
        return id;
    }

    /** Incidents like one that is there, without the calls that reporting each would take. */
    public List<String> copiesOf(String incidentId, int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(_ -> Ids.next()).toList();
        work.writeRepeatably(() -> cypher.statement("test/copy-incident")
                .with("id", incidentId)
                .with(
                        "copies",
                        ids.stream()
                                .map(id -> Map.of("id", id, "number", "INC-copy-" + id))
                                .toList())
                .run());
        return ids;
    }

    private void ci(String id, String classKey, String lifecycle) {
        cypher.statement("test/create-ci")
                .with("id", id)
                .with("classKey", classKey)
                .with("lifecycle", lifecycle)
                .with("organisationId", organisationId)
                .run();
    }

    public GraphQlAnswer query(String token, String document) {
        return client.execute(token, document);
    }

    public GraphQlAnswer query(String token, String document, Map<String, ?> variables) {
        return client.execute(token, document, variables);
    }
}
