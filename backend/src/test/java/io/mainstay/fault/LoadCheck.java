// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.fault.IncidentLoad.Acknowledged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * What must hold once a load has been lived through: all that was acknowledged is there, nothing was done twice, and the
 * recorder has seen every event and what every timer did, once, in the order of its record's revisions.
 *
 * @param word stands in the title of every incident
 * @param late incidents whose targets were missed, without warnings, because those lay before the report
 */
record LoadCheck(PersistentClient agent, String word, IncidentLoad load, Set<String> late, EventRecorder recorder) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String COUNT =
            "query($word: String!) { incidents(filter: {title: {contains: $word}}, first: 1) { totalCount } }";
    private static final String SEARCH =
            "query($word: String!) { search(query: $word, types: [INCIDENT], first: 1) { totalCount source } }";
    private static final String READ = "query($id: ID!) { incident(id: $id) { number state } }";

    void run() {
        acknowledgedIsThere();
        everythingHappenedOnce();
        indexConverges();
    }

    private void acknowledgedIsThere() {
        Map<String, Acknowledged> acknowledged = load.acknowledged();
        assertThat(acknowledged.values().stream().map(Acknowledged::number)).doesNotHaveDuplicates();
        acknowledged.values().forEach(incident -> {
            JsonNode found = agent.execute(READ, Map.of("id", incident.id())).get("incident");
            assertThat(found.get("number").stringValue()).isEqualTo(incident.number());
            assertThat(found.get("state").stringValue())
                    .isIn(
                            incident.state().equals("RESOLVED")
                                    ? List.of("RESOLVED", "CLOSED")
                                    : List.of(incident.state()));
        });
        assertThat(agent.execute(COUNT, Map.of("word", word))
                        .at("/incidents/totalCount")
                        .intValue())
                .as("incidents, each requested with one key")
                .isEqualTo(acknowledged.size());
    }

    private void everythingHappenedOnce() {
        Set<String> reported = load.acknowledged().keySet();
        Set<String> resolved = load.idsIn("RESOLVED", "CLOSED");
        Set<String> warned =
                load.idsIn("NEW").stream().filter(id -> !late.contains(id)).collect(Collectors.toSet());
        awaitTimes("incident.reported.v1", reported, 1);
        awaitTimes("incident.started.v1", resolved, 1);
        awaitTimes("incident.resolved.v1", resolved, 1);
        awaitTimes("incident.closed.v1", resolved, 1);
        awaitTimes("sla.warning.v1", warned, FaultFixture.METRICS.size() * FaultFixture.WARNING_PERCENTS.size());
        awaitTimes("sla.breached.v1", late, FaultFixture.METRICS.size());
        assertThat(recorder.repeated()).as("effects seen twice").isEmpty();
        assertThat(recorder.disorders()).isEmpty();
        assertThat(recorder.gaps()).isEmpty();
    }

    private void awaitTimes(String type, Set<String> subjects, int times) {
        assertThat(subjects).as("records that have " + type).isNotEmpty();
        Awaitility.await(type + " of every record to reach the recorder")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorder.timesOf(type))
                        .containsAllEntriesOf(subjects.stream().collect(Collectors.toMap(id -> id, _ -> times))));
    }

    private void indexConverges() {
        Awaitility.await("the index to converge").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode answer = agent.execute(SEARCH, Map.of("word", word)).get("search");
            assertThat(answer.get("source").stringValue()).isEqualTo("INDEX");
            assertThat(answer.get("totalCount").intValue())
                    .isEqualTo(load.acknowledged().size());
        });
    }
}
