// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The world of tickets with people for one kind, and what a client sends for tickets of this kind. */
final class TicketFixture extends TicketWorld {

    /** What the API calls the kind: {@code incident}, and {@code Incident} as a type. */
    final String name;

    final String label;

    private final TicketSample sample;
    final String otherTeam = Ids.next();
    final TestTokens workerPerson;
    final TestTokens reporterPerson;
    final TestTokens leaderPerson;
    /** Belongs to another organisation and to a team that works for this one. */
    final TestTokens colleaguePerson;

    final String worker;
    final String reporter;
    /** Somebody of the same organisation who might report. */
    final String otherReporter;

    /** Works on everything, classifies and is cleared for what is confidential. */
    final String leader;

    final String colleague;
    /** Works elsewhere. */
    final String stranger;

    TicketFixture(TicketSample sample, GraphQlClient client, UnitOfWork work, Cypher cypher) {
        super(client, work, cypher);
        this.sample = sample;
        label = sample.kind().label();
        name = label.toLowerCase(Locale.ROOT);
        workerPerson = TestTokens.as(sample.worker()).in(organisationId).teams(teamId);
        reporterPerson = TestTokens.as(sample.reporter()).in(organisationId);
        leaderPerson = TestTokens.as(Role.TEAM_LEAD, sample.worker())
                .in(organisationId)
                .cleared(Confidentiality.CONFIDENTIAL);
        colleaguePerson = TestTokens.as(sample.worker()).in(Ids.next()).teams(otherTeam);
        worker = workerPerson.token();
        reporter = reporterPerson.token();
        otherReporter = TestTokens.as(sample.reporter()).in(organisationId).token();
        leader = leaderPerson.token();
        colleague = colleaguePerson.token();
        stranger = TestTokens.as(sample.worker()).in(Ids.next()).token();
        enter(worker, reporter, otherReporter, leader, colleague, stranger);
        work.writeRepeatably(() -> team(otherTeam, colleaguePerson.personId()));
    }

    /** The list: {@code incidents}. */
    String list() {
        return name + "s";
    }

    String mutation(String action) {
        return name + action;
    }

    GraphQlAnswer report(String token, Map<String, ?> input, @Nullable String key) {
        Map<String, Object> details = new HashMap<>(sample.needed());
        details.putAll(input);
        Map<String, Object> variables = new HashMap<>(Map.of("input", details));
        variables.put("key", key);
        return query(
                token,
                "mutation($input: %1$s%3$sInput!, $key: String) { %2$s%3$s(input: $input, idempotencyKey: $key) { %2$s { id number }"
                                .formatted(label, name, sample.begin())
                        + " userErrors { code message field } } }",
                variables);
    }

    /** Reports a ticket and returns its id. */
    String reported(String token, Map<String, ?> input) {
        return report(token, input, null)
                .accepted(mutation(sample.begin()))
                .text(mutation(sample.begin()) + "." + name + ".id");
    }

    String reported() {
        return reported(reporter, Map.of("title", "Printer on fire"));
    }

    /** Sends a mutation of the version that the ticket has. */
    GraphQlAnswer act(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, isVersioned(action) ? version(id) : 0, input, null);
    }

    GraphQlAnswer act(
            String token, String action, String id, int expectedVersion, Map<String, ?> input, @Nullable String key) {
        boolean versioned = isVersioned(action);
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "input", input));
        if (versioned) {
            variables.put("version", expectedVersion);
        } else {
            variables.put("key", key);
        }
        return query(
                token,
                "mutation($id: ID!, $input: " + label + action + "Input!, "
                        + (versioned ? "$version: Int!" : "$key: String")
                        + ") { " + mutation(action) + "(id: $id, input: $input, "
                        + (versioned ? "expectedVersion: $version" : "idempotencyKey: $key")
                        + ") { " + name
                        + " { id version revision state } userErrors { code message field parameters } } }",
                variables);
    }

    GraphQlAnswer done(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, input).accepted(mutation(action));
    }

    /** What only adds needs no version of what is there, and may be repeated with a key. */
    static boolean isVersioned(String action) {
        return !List.of("LinkCis", "Comment", "AddWorkNote", "Attach").contains(action);
    }

    /** Reads fields of the ticket; null if the reader sees none. */
    JsonNode read(String token, String id, String fields) {
        return query(token, "query($id: ID!) { " + name + "(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at(name);
    }

    boolean isVisible(String token, String id) {
        return !read(token, id, "id").isNull();
    }

    int version(String id) {
        return stored(id, row -> row.integer("version")).orElseThrow();
    }

    int revision(String id) {
        return stored(id, row -> row.integer("revision")).orElseThrow();
    }

    /** The ids of those that the reader finds by a text. */
    List<String> found(String token, String text) {
        return ids(query(
                        token,
                        "query($query: String!) { search(query: $query, types: [" + label.toUpperCase(Locale.ROOT)
                                + "], first: 100) { nodes { id type node { id } } } }",
                        Map.of("query", text))
                .withoutErrors()
                .at("search.nodes"));
    }

    static List<String> ids(JsonNode nodes) {
        List<String> ids = new ArrayList<>();
        nodes.forEach(node -> ids.add(node.at("/id").asString()));
        return ids;
    }
}
