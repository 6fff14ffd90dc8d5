// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;

/** The database itself, for loading and for what is measured beside the API. */
public final class Graph implements AutoCloseable {

    // Kept, or its level would be forgotten.
    private static final Logger LOG = Logger.getLogger("org.neo4j.driver");

    private final Driver driver;

    public Graph(StackAddresses stack) {
        LOG.setLevel(Level.WARNING);
        this.driver = GraphDatabase.driver(
                stack.neo4jUri(),
                AuthTokens.basic(stack.neo4jUser(), stack.neo4jPassword()),
                Config.builder().withMaxConnectionPoolSize(64).build());
    }

    public List<Record> read(String statement, Map<String, Object> parameters) {
        try (var session = driver.session()) {
            return session.executeRead(
                    transaction -> transaction.run(statement, parameters).list());
        }
    }

    /** Writes in one transaction of one statement. */
    public void write(String statement, Map<String, Object> parameters) {
        try (var session = driver.session()) {
            session.executeWriteWithoutResult(
                    transaction -> transaction.run(statement, parameters).consume());
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
