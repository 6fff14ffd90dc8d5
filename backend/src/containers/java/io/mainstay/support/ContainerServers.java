// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Starts the official images of the servers in a container engine. {@code mainstay.containers.neo4j}, {@code
 * .elasticsearch} and {@code .keycloak} name other images that are started the same way.
 */
public final class ContainerServers implements TestServers {

    private static final int BOLT = 7687;
    private static final int HTTP = 9200;
    private static final int KEYCLOAK = 8080;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String REALM = "mainstay";
    private static final String IMPORT = "/opt/keycloak/data/import/";
    private static final String USERS = "mainstay-users-0.json";
    private static final Path REALM_FILES =
            LocalStackProcess.projectRoot().resolve("local-stack/src/main/resources/realm");

    /** What the local stack gives its database in tests: their times and the machine's memory count on it. */
    private static final Map<String, String> NEO4J_SETTINGS = Map.of(
            "db.index.fulltext.eventually_consistent_refresh_interval", "1s",
            "db.tx_log.preallocate", "false",
            "dbms.cypher.min_replan_interval", "1h",
            "dbms.usage_report.enabled", "false",
            "server.jvm.additional", "-Djdk.virtualThreadScheduler.parallelism=64",
            "server.memory.heap.max_size", "512m",
            "server.memory.pagecache.size", "128m");

    private final String password = secret();
    private final String backendSecret = secret();
    private final String integrationSecret = secret();

    @Override
    public Map<String, String> start() {
        GenericContainer<?> neo4j = container("neo4j", BOLT)
                .withEnv("NEO4J_AUTH", "neo4j/" + password)
                .withEnv(neo4jEnvironment())
                .waitingFor(Wait.forLogMessage(".*Started\\.\\s*", 1));
        GenericContainer<?> elasticsearch = container("elasticsearch", HTTP)
                .withEnv("discovery.type", "single-node")
                .withEnv("xpack.security.enabled", "false")
                // A nearly full disk of a workstation must not turn its indexes read-only.
                .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false")
                .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
                .waitingFor(Wait.forHttp("/_cluster/health?wait_for_status=yellow"));
        GenericContainer<?> keycloak = container("keycloak", KEYCLOAK)
                .withEnv("KC_BOOTSTRAP_ADMIN_USERNAME", "admin")
                .withEnv("KC_BOOTSTRAP_ADMIN_PASSWORD", password)
                .withCopyToContainer(Transferable.of(realm()), IMPORT + "mainstay-realm.json")
                .withCopyToContainer(MountableFile.forHostPath(REALM_FILES.resolve(USERS)), IMPORT + USERS)
                .withCommand("start-dev", "--import-realm")
                .waitingFor(Wait.forHttp("/realms/" + REALM));
        Stream.of(neo4j, elasticsearch, keycloak)
                .forEach(server -> server.withStartupTimeout(PATIENCE));
        Startables.deepStart(neo4j, elasticsearch, keycloak).join();
        Runtime.getRuntime().addShutdownHook(new Thread(TestApplications::close, "test-applications-end"));
        return Map.of(
                "MAINSTAY_NEO4J_URI", "bolt://" + address(neo4j, BOLT),
                "MAINSTAY_NEO4J_USERNAME", "neo4j",
                "MAINSTAY_NEO4J_PASSWORD", password,
                "MAINSTAY_ELASTICSEARCH_URI", "http://" + address(elasticsearch, HTTP),
                "MAINSTAY_KEYCLOAK_URL", "http://" + address(keycloak, KEYCLOAK),
                "MAINSTAY_KEYCLOAK_REALM", REALM,
                "MAINSTAY_KEYCLOAK_ADMIN_CLIENT_ID", "mainstay-backend",
                "MAINSTAY_KEYCLOAK_ADMIN_CLIENT_SECRET", backendSecret,
                "MAINSTAY_KEYCLOAK_INTEGRATION_CLIENT_SECRET", integrationSecret,
                TestStack.KEYCLOAK_ADMIN_PASSWORD, password);
    }

    /** As the image reads settings from its environment. */
    private static Map<String, String> neo4jEnvironment() {
        return NEO4J_SETTINGS.entrySet().stream()
                .collect(Collectors.toMap(
                        setting ->
                                "NEO4J_" + setting.getKey().replace("_", "__").replace('.', '_'),
                        Map.Entry::getValue));
    }

    private static GenericContainer<?> container(String server, int port) {
        String image = Objects.requireNonNull(
                System.getProperty("mainstay.containers." + server), "-Pcontainers names the image of " + server);
        return new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port);
    }

    private static String address(GenericContainer<?> server, int port) {
        return server.getHost() + ":" + server.getMappedPort(port);
    }

    /** The realm of the local stack: the tests know its people and clients. */
    private byte[] realm() {
        try {
            return Files.readString(REALM_FILES.resolve("mainstay-realm.json"))
                    .replace("@backend.port@", "8080")
                    .replace("@backend.secret@", backendSecret)
                    .replace("@integration.secret@", integrationSecret)
                    .replace("@demo.password@", "mainstay")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }
}
