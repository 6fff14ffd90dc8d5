// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.problem.internal.TrendModel;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.stereotype.Component;

/** Enters histories of incidents, as the database keeps them. */
@Component
public final class TrendFixture {

    /** Classes of configuration items that may be made. */
    public static final List<String> CLASSES = List.of("server", "database", "business-service");

    private static final int SECRET = 2;

    private final Driver driver;

    public TrendFixture(Driver driver) {
        this.driver = driver;
    }

    /** @param organisationId what is not hidden belongs to it, and can be seen by its people */
    public void enter(TrendModel model, String organisationId) {
        try (Session session = driver.session()) {
            session.executeWriteWithoutResult(transaction -> {
                transaction.run("""
                        UNWIND $rows AS row
                        CREATE (:Entity:ConfigurationItem {
                          id: row.id, number: 'T-' + row.id, name: row.id, sortName: row.id, classKey: row.classKey,
                          lifecycle: 'LIVE', operationalStatus: 'UP', organisationId: $organisation,
                          confidentialityLevel: row.level, participantIds: [], teamIds: [], selfService: true,
                          version: 1, revision: 1, createdAt: datetime(), updatedAt: datetime()
                        })""", Map.of("rows", items(model), "organisation", organisationId));
                transaction.run("""
                        UNWIND $rows AS row
                        MATCH (d:ConfigurationItem {id: row.dependent}), (p:ConfigurationItem {id: row.provider})
                        CREATE (d)-[:FAILS_WITH {effect: 'STOPS', relationId: randomUUID(), type: 'DEPENDS_ON'}]->(p)""", Map.of("rows", links(model)));
                transaction.run("""
                        UNWIND $rows AS row
                        CREATE (i:Entity:Incident {
                          id: row.id, number: 'T-' + row.id, title: 'Printer on fire', channel: 'PORTAL', state: row.state,
                          open: row.state = 'NEW', affectedPersonId: 'nobody', reporterId: 'nobody', impact: 'LOW',
                          urgency: 'LOW', priority: 'P4', matrixVersion: 1, reopenCount: 0, reportedAt: row.reportedAt,
                          recordedAt: row.reportedAt, lastEventAt: row.reportedAt, organisationId: $organisation,
                          confidentialityLevel: row.level, participantIds: [], teamIds: [], selfService: true,
                          version: 1, revision: 1
                        })
                        WITH i, row
                        UNWIND row.ciIds AS ciId
                        MATCH (c:ConfigurationItem {id: ciId})
                        CREATE (i)-[:AFFECTS {key: i.id + '/' + ciId, from: row.reportedAt}]->(c)""", Map.of("rows", incidents(model), "organisation", organisationId));
                transaction.run("""
                        UNWIND $rows AS row
                        MATCH (i:Incident {id: row.id})
                        WHERE row.problemState IS NOT NULL
                        CREATE (i)-[:CAUSED_BY {key: i.id + '/p', from: i.reportedAt}]->(:Entity:Problem {
                          id: randomUUID(), state: row.problemState, organisationId: $organisation,
                          confidentialityLevel: row.problemLevel, participantIds: [], teamIds: [], selfService: false
                        })""", Map.of("rows", incidents(model), "organisation", organisationId));
            });
        }
    }

    private static List<Map<String, Object>> items(TrendModel model) {
        List<Map<String, Object>> rows = new ArrayList<>();
        model.items()
                .forEach(item -> rows.add(Map.of(
                        "id", item.id(),
                        "classKey", CLASSES.get(item.classNumber()),
                        "level", item.hidden() ? SECRET : 0)));
        return rows;
    }

    private static List<Map<String, Object>> links(TrendModel model) {
        List<Map<String, Object>> rows = new ArrayList<>();
        model.links().forEach(link -> rows.add(Map.of("dependent", link.dependent(), "provider", link.provider())));
        return rows;
    }

    private static List<Map<String, Object>> incidents(TrendModel model) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TrendModel.Happening happening : model.happenings()) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", happening.id());
            row.put("reportedAt", happening.reportedAt().atZone(ZoneOffset.UTC));
            row.put("ciIds", List.copyOf(happening.ciIds()));
            row.put("state", happening.fate() == TrendModel.Fate.CANCELLED ? "CANCELLED" : "NEW");
            row.put("level", happening.fate() == TrendModel.Fate.HIDDEN ? SECRET : 0);
            row.put(
                    "problemState",
                    switch (happening.fate()) {
                        case PLAIN, CANCELLED, HIDDEN -> null;
                        case WITH_PROBLEM, WITH_HIDDEN_PROBLEM -> "CLOSED";
                        case WITH_CANCELLED_PROBLEM -> "CANCELLED";
                        case WITH_DUPLICATE_PROBLEM -> "DUPLICATE";
                    });
            row.put("problemLevel", happening.fate() == TrendModel.Fate.WITH_HIDDEN_PROBLEM ? SECRET : 0);
            rows.add(row);
        }
        return rows;
    }
}
