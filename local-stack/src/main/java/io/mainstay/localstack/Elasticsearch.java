// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/** Plans the search server. It refuses to run as root, so root runs it as user {@value #NOBODY}. */
final class Elasticsearch {

    private static final int NOBODY = 65_534;

    private Elasticsearch() {}

    static ServerPlan plan(Settings settings, Distributions distributions, int port, Output output) {
        Layout layout = settings.layout();
        boolean root = new UnixSystem().getUid() == 0;
        Path home = home(settings, distributions, root);
        Path data = dataFolder(layout);
        if (root) {
            requireReachable(home, "Elasticsearch");
            requireReachable(Jvm.home(), "Java");
        }
        if (!data.equals(layout.data(ServerName.ELASTICSEARCH))) {
            output.event(
                    ServerName.ELASTICSEARCH,
                    "keeps its data in %s, because it refuses root and others may not enter %s"
                            .formatted(data, layout.instance()));
        }
        Path configuration = configure(home, data, port);
        if (root) {
            Folders.giveTo(data, NOBODY);
        }
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        command.add(home.resolve("bin/elasticsearch").toString());
        return new ServerPlan(
                ServerName.ELASTICSEARCH,
                command,
                Map.of(
                        "ES_JAVA_HOME",
                        Jvm.home().toString(),
                        "ES_PATH_CONF",
                        configuration.toString(),
                        "ES_TMPDIR",
                        data.resolve("tmp").toString(),
                        "ES_JAVA_OPTS",
                        String.join(" ", Jvm.extraOptions(ServerName.ELASTICSEARCH, settings.environment())),
                        "CLI_JAVA_OPTS",
                        "-XX:TieredStopAtLevel=1"),
                data,
                HealthCheck.http(URI.create(
                        "http://127.0.0.1:%d/_cluster/health?wait_for_status=yellow&timeout=1s".formatted(port))),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60));
    }

    /** Where this instance's index data lives: inside the instance, or where an unprivileged user can reach it. */
    static Path dataFolder(Layout layout) {
        Path inside = layout.data(ServerName.ELASTICSEARCH);
        if (new UnixSystem().getUid() != 0 || Folders.reachableByAnybody(inside)) {
            return inside;
        }
        return publicFolder(inside);
    }

    private static Path home(Settings settings, Distributions distributions, boolean root) {
        String installed = settings.environment().getOrDefault("MAINSTAY_ELASTICSEARCH_HOME", "");
        if (!installed.isBlank()) {
            Path home = Path.of(installed).toAbsolutePath();
            if (!Files.isExecutable(home.resolve("bin/elasticsearch"))) {
                throw new StackException("MAINSTAY_ELASTICSEARCH_HOME has no bin/elasticsearch: " + home);
            }
            return home;
        }
        Layout layout = settings.layout();
        Path cache =
                root && !Folders.reachableByAnybody(layout.cache()) ? publicFolder(layout.cache()) : layout.cache();
        return new DistributionCache(cache)
                .unpacked(
                        "elasticsearch",
                        distributions.version(ServerName.ELASTICSEARCH),
                        distributions.sha256(ServerName.ELASTICSEARCH),
                        layout.distributions().resolve(distributions.file(ServerName.ELASTICSEARCH)),
                        home -> Files.createDirectories(home.resolve("plugins")));
    }

    /** A folder outside private homes that stands for the wanted one and belongs to this user. */
    private static Path publicFolder(Path wanted) {
        CRC32 hash = new CRC32();
        hash.update(wanted.toString().getBytes(StandardCharsets.UTF_8));
        Path folder = Path.of("/var/tmp", "mainstay-" + HexFormat.of().toHexDigits((int) hash.getValue()));
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
            Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            boolean trusted =
                    Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && (owner.equals(0) || owner.equals(NOBODY));
            if (!trusted) {
                throw new StackException("%s belongs to somebody else".formatted(folder));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireReachable(Path folder, String what) {
        if (!Folders.reachableByAnybody(folder)) {
            throw new StackException(
                    "Elasticsearch refuses root and user %d cannot read %s in %s: move it, or do not run this as root."
                            .formatted(NOBODY, what, folder));
        }
    }

    private static Path configure(Path home, Path data, int port) {
        Path configuration = data.resolve("config-" + Objects.requireNonNull(home.getFileName()));
        try {
            Files.createDirectories(data.resolve("tmp"));
            if (!Files.exists(configuration.resolve("jvm.options.d/mainstay.options"))) {
                Folders.delete(configuration);
                Folders.copy(home.resolve("config"), configuration);
                Files.createDirectories(configuration.resolve("jvm.options.d"));
            }
            // The shipped options write garbage collection logs of up to 2 GiB and claim G1.
            Files.write(
                    configuration.resolve("jvm.options"),
                    Files.readAllLines(home.resolve("config/jvm.options")).stream()
                            .filter(line -> !line.contains("-Xlog:gc") && !line.contains("UseG1GC"))
                            .toList());
            Files.writeString(configuration.resolve("elasticsearch.yml"), settingsFile(home, data, port));
            Files.writeString(configuration.resolve("jvm.options.d/mainstay.options"), """
                    -Xms512m
                    -Xmx512m
                    -XX:-UseG1GC
                    -XX:+UseSerialGC
                    -XX:TieredStopAtLevel=1
                    -XX:-AlwaysPreTouch
                    """);
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settingsFile(Path home, Path data, int port) {
        StringBuilder settings = new StringBuilder("""
                cluster.name: mainstay-local
                node.name: local
                discovery.type: single-node
                network.host: 127.0.0.1
                http.port: %d
                transport.port: 0
                path.data: "%s"
                path.logs: "%s"
                xpack.security.enabled: false
                # A nearly full disk of a workstation must not turn its indexes read-only.
                cluster.routing.allocation.disk.threshold_enabled: false
                """.formatted(port, data.resolve("data"), data.resolve("logs")));
        if (Files.exists(home.resolve("modules/ingest-geoip"))) {
            settings.append("ingest.geoip.downloader.enabled: false\n");
        }
        if (Files.exists(home.resolve("modules/x-pack-ml"))) {
            settings.append("xpack.ml.enabled: false\n");
        }
        return settings.toString();
    }
}
