// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import io.mainstay.kernel.Ids;
import io.mainstay.support.TestApplications;
import io.mainstay.support.TestStack;
import io.mainstay.support.TestStackProperties;
import java.util.HashMap;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** The test stack as a fault test begins with it: no other backend at work, an empty graph, and an index of its own. */
public final class FaultStack {

    /** Fault tests come after all that share one application; see {@code junit-platform.properties}. */
    public static final int LAST = Integer.MAX_VALUE;

    private final Map<String, String> environment = new HashMap<>(TestStack.addresses());

    private FaultStack() {
        environment.remove(TestStack.KEYCLOAK_ADMIN_PASSWORD);
        environment.put("MAINSTAY_SECRETS_KEYS", TestStackProperties.SECRETS_KEY);
        environment.put("MAINSTAY_ATTACHMENTS_DIRECTORY", TestStackProperties.ATTACHMENTS.toString());
        // A new name: backends must not find the index of records that are gone.
        environment.put(
                "MAINSTAY_ELASTICSEARCH_INDEXPREFIX", "fault-" + Ids.next().substring(24));
    }

    public static FaultStack prepare() {
        TestApplications.close();
        emptyTheGraph();
        return new FaultStack();
    }

    /** What a backend is started with to work on this stack. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    public Map<String, String> environmentWith(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return all;
    }

    /** The graph itself, for what the API does not tell. */
    public static Driver graph() {
        return GraphDatabase.driver(
                TestStack.address("MAINSTAY_NEO4J_URI"),
                AuthTokens.basic(
                        TestStack.address("MAINSTAY_NEO4J_USERNAME"), TestStack.address("MAINSTAY_NEO4J_PASSWORD")));
    }

    private static void emptyTheGraph() {
        try (Driver driver = graph();
                Session session = driver.session()) {
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
                    .consume();
        }
    }
}
