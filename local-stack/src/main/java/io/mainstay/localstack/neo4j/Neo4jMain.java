// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack.neo4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.neo4j.configuration.FulltextSettings;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.QueryExecutionException;
import org.neo4j.io.ByteUnit;

/** Runs Neo4j Community with Bolt on the loopback address. Arguments: data folder, port, file to write when ready, page cache in MiB. */
public final class Neo4jMain {

    private static final Duration BOLT_SHUTDOWN = Duration.ofMillis(200);

    /**
     * Set by tests alone, which fill and empty the graph all the time: a statement was planned anew whenever it was ten seconds old,
     * and that took most of the database's processor time.
     */
    private static final String REPLAN_INTERVAL = "mainstay.neo4j.replan-interval";

    private static final Duration FULLTEXT_REFRESH = Duration.ofSeconds(1);

    private Neo4jMain() {}

    /**
     * Starts the database, sets the password of user {@code neo4j} from {@code MAINSTAY_NEO4J_PASSWORD} and then writes
     * the ready file: whoever waits for it never meets the initial password.
     */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        Path ready = Path.of(arguments[2]);
        long pageCache = ByteUnit.mebiBytes(Long.parseLong(arguments[3]));
        SocketAddress address = new SocketAddress("127.0.0.1", port);
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(data)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                // The first login may come while Bolt is already open and the password not yet set.
                .setConfig(GraphDatabaseSettings.auth_max_failed_attempts, 0)
                .setConfig(GraphDatabaseSettings.auth_lock_time, Duration.ZERO)
                .setConfig(GraphDatabaseSettings.pagecache_memory, pageCache)
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, ByteUnit.mebiBytes(32))
                .setConfig(GraphDatabaseSettings.keep_logical_logs, "2 files")
                .setConfig(GraphDatabaseInternalSettings.dump_diagnostics, false)
                // Refreshing after each commit took a quarter of the database's processor time under load.
                .setConfig(FulltextSettings.eventually_consistent_refresh_interval, FULLTEXT_REFRESH)
                .setConfig(GraphDatabaseSettings.cypher_min_replan_interval, replanInterval())
                // Clients have gone before; without these it waits ten seconds for those that are not there.
                .setConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, BOLT_SHUTDOWN)
                .setConfig(BoltConnectorInternalSettings.connection_shutdown_wait_time, BOLT_SHUTDOWN)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown, "neo4j-shutdown"));
        setPassword(service, System.getenv("MAINSTAY_NEO4J_PASSWORD"));
        System.out.println("Neo4j listens on " + address);
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()), UTF_8);
    }

    private static Duration replanInterval() {
        String interval = System.getProperty(REPLAN_INTERVAL);
        return interval == null
                ? GraphDatabaseSettings.cypher_min_replan_interval.defaultValue()
                : Duration.parse(interval);
    }

    private static void setPassword(DatabaseManagementService service, String password) {
        try {
            service.database("system")
                    .executeTransactionally(
                            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                            Map.of("password", password));
        } catch (QueryExecutionException refused) {
            // Neo4j refuses a new password that equals the old one: every start but the first.
            if (!String.valueOf(refused.getMessage()).contains("same")) {
                throw refused;
            }
        }
    }
}
