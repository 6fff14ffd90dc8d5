package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The image in a container engine, beside official images. Part of the build only with {@code -Pcontainers}. */
class ContainerIT {

    private static final String PASSWORD = "mainstay-test";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void shouldMigrateAndServeBesideOfficialImages() throws Exception {
        DockerClient docker = DockerClientFactory.instance().client();
        try (InputStream tar = Files.newInputStream(OciImage.TAR)) {
            docker.loadImageCmd(tar).exec();
        }
        try (Network network = Network.newNetwork();
                GenericContainer<?> neo4j = new GenericContainer<>(
                                DockerImageName.parse("docker.io/library/neo4j:2026.08.1-community"))
                        .withNetwork(network)
                        .withNetworkAliases("neo4j")
                        .withEnv("NEO4J_AUTH", "neo4j/" + PASSWORD)
                        .waitingFor(Wait.forLogMessage(".*Started\\.\\s*", 1).withStartupTimeout(PATIENCE));
                GenericContainer<?> elasticsearch = new GenericContainer<>(
                                DockerImageName.parse("docker.elastic.co/elasticsearch/elasticsearch:9.5.3"))
                        .withNetwork(network)
                        .withNetworkAliases("elasticsearch")
                        .withEnv("discovery.type", "single-node")
                        .withEnv("xpack.security.enabled", "false")
                        .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
                        .withExposedPorts(9200)
                        .waitingFor(Wait.forHttp("/").withStartupTimeout(PATIENCE));
                GenericContainer<?> migration = mainstay(network)
                        .withCommand("migrate")
                        .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE));
                GenericContainer<?> backend = mainstay(network)
                        .withEnv("MAINSTAY_MIGRATION_ATSTART", "false")
                        .withExposedPorts(8080)
                        .waitingFor(Wait.forHttp("/readyz").forPort(8080).withStartupTimeout(PATIENCE))) {
            neo4j.start();
            elasticsearch.start();
            migration.start();
            backend.start();

            assertThat(migration.getLogs()).contains("The graph is up to date");
            docker.stopContainerCmd(backend.getContainerId()).withTimeout(60).exec();
            assertThat(backend.getLogs()).contains("Graceful shutdown complete");
        }
    }

    private static GenericContainer<?> mainstay(Network network) {
        String tag = OciImage.read(OciImage.TAR)
                .index()
                .at("/manifests/0/annotations/org.opencontainers.image.ref.name")
                .stringValue();
        return new GenericContainer<>(DockerImageName.parse(tag))
                .withNetwork(network)
                .withImagePullPolicy(_ -> false)
                .withEnv("MAINSTAY_NEO4J_URI", "bolt://neo4j:7687")
                .withEnv("MAINSTAY_NEO4J_PASSWORD", PASSWORD)
                .withEnv("MAINSTAY_ELASTICSEARCH_URI", "http://elasticsearch:9200")
                .withCreateContainerCmdModifier(command -> confined(command.getHostConfig()));
    }

    private static void confined(HostConfig host) {
        host.withReadonlyRootfs(true).withTmpFs(Map.of("/tmp", "size=64m"));
    }
}
