// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.FieldUpdate;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.KnownPeople;
import io.mainstay.support.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** Organisations, teams, people, CIs and relations for tests of the API. */
@Component
public final class CmdbFixture {

    private static final int ALIASES = 25;
    private static final int AT_ONCE = 4;

    private final GraphQlClient client;
    private final Cypher cypher;
    private final UnitOfWork work;
    private final SystemClock clock;

    public CmdbFixture(GraphQlClient client, Cypher cypher, UnitOfWork work, SystemClock clock) {
        this.client = client;
        this.cypher = cypher;
        this.work = work;
        this.clock = clock;
    }

    public String organisation(String name) {
        return upsert("identity/upsert-organisations", name);
    }

    public String team(String name) {
        return upsert("identity/upsert-teams", name);
    }

    /** A new person of the organisation. */
    public TestTokens person(Role role, String organisationId) {
        return TestTokens.as(role).in(organisationId);
    }

    /** The same, known to the directory as a member of the organisation, so that records can name them. */
    public TestTokens known(Role role, String organisationId) {
        TestTokens person = person(role, organisationId);
        KnownPeople.enter(work, cypher, person.token());
        work.writeRepeatably(() -> {
            cypher.statement("test/create-person")
                    .with("id", person.personId())
                    .with("organisationId", organisationId)
                    .run();
            return person;
        });
        return person;
    }

    /** The token of a new configuration manager of the organisation. */
    public String manager(String organisationId) {
        return person(Role.CONFIGURATION_MANAGER, organisationId).token();
    }

    /** The same, who also sees what is confidential. */
    public String clearedManager(String organisationId) {
        return person(Role.CONFIGURATION_MANAGER, organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
    }

    /** The token of somebody of an organisation that is not under test. */
    public String stranger(Role role) {
        return person(role, organisation("Logistics")).token();
    }

    /** An update of nothing but these. */
    public static UpdateConfigurationItem update(FieldUpdate<Instant> confidentialUntil, Map<String, ?> attributes) {
        return new UpdateConfigurationItem(
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                confidentialUntil,
                FieldUpdate.absent(),
                FieldUpdate.absent(),
                new HashMap<>(attributes));
    }

    /** Creates a CI and returns its id. */
    public String ci(String token, String classId, String name) {
        return ci(token, Map.of("classId", classId, "name", name));
    }

    public String ci(String token, Map<String, ?> input) {
        return client.execute(token, """
                        mutation ($input: ConfigurationItemCreateInput!) {
                          configurationItemCreate(input: $input) {
                            configurationItem { id } userErrors { code message }
                          }
                        }""", Map.of("input", input))
                .accepted("configurationItemCreate")
                .text("configurationItemCreate.configurationItem.id");
    }

    /** Relates two CIs and returns the relation's id. */
    public String relate(String token, String sourceId, String type, String targetId) {
        return relate(token, Map.of("sourceId", sourceId, "type", type, "targetId", targetId));
    }

    public String relate(String token, Map<String, ?> input) {
        return tryToRelate(token, input).accepted("relationCreate").text("relationCreate.relation.id");
    }

    public GraphQlAnswer tryToRelate(String token, Map<String, ?> input) {
        return client.execute(token, """
                mutation ($input: RelationCreateInput!) {
                  relationCreate(input: $input) { relation { id version } userErrors { code message field } }
                }""", Map.of("input", input));
    }

    /** Runs one mutation for each input, several in one request and several requests at once, and returns the ids of what they made. */
    public List<String> each(
            String token, String mutation, String inputType, String result, List<Map<String, Object>> inputs) {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (int from = 0; from < inputs.size(); from += ALIASES) {
                List<Map<String, Object>> part = inputs.subList(from, Math.min(from + ALIASES, inputs.size()));
                parts.add(clients.submit(() -> inOneRequest(token, mutation, inputType, result, part)));
            }
            List<String> ids = new ArrayList<>();
            for (Future<List<String>> part : parts) {
                ids.addAll(part.get());
            }
            return ids;
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> inOneRequest(
            String token, String mutation, String inputType, String result, List<Map<String, Object>> inputs) {
        StringBuilder head = new StringBuilder("mutation (");
        StringBuilder body = new StringBuilder();
        Map<String, Object> variables = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            head.append("$i%d: %s! ".formatted(i, inputType));
            body.append("m%d: %s(input: $i%d) { %s { id } userErrors { code message field } }%n"
                    .formatted(i, mutation, i, result));
            variables.put("i" + i, inputs.get(i));
        }
        GraphQlAnswer answer = client.execute(token, head + ") {\n" + body + "}", variables);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            ids.add(answer.accepted("m" + i).text("m" + i + "." + result + ".id"));
        }
        return ids;
    }

    private String upsert(String statement, String name) {
        String id = Ids.next();
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("path", "/" + name + "-" + id);
        row.put("withinId", null);
        row.put("sortKey", name + id);
        row.put("searchText", name);
        row.put("fingerprint", id);
        work.writeRepeatably(() -> cypher.statement(statement)
                .withRows(List.of(row))
                .with("now", clock.now())
                .with("lock", Ids.next())
                .run());
        return id;
    }
}
