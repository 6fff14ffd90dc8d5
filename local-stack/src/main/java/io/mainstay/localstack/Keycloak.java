// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Plans the identity provider with the realm as code in it. */
final class Keycloak {

    /** Changes make the cached build useless; bump {@link #BUILD} with them. */
    private static final List<String> BUILD_OPTIONS =
            List.of("build", "--db=dev-file", "--health-enabled=false", "--metrics-enabled=false");

    static final String BUILD = "b1";

    private static final List<String> JAVA_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Keycloak() {}

    static ServerPlan plan(
            Settings settings,
            Distributions distributions,
            Map<ServerName, Integer> ports,
            Secrets secrets,
            Output output) {
        Layout layout = settings.layout();
        int port = port(ports, ServerName.KEYCLOAK);
        DistributionCache cache = new DistributionCache(layout.cache());
        String version = distributions.version(ServerName.KEYCLOAK) + "-" + BUILD;
        String sha256 = distributions.sha256(ServerName.KEYCLOAK);
        if (!cache.holds("keycloak", version, sha256)) {
            output.event(ServerName.KEYCLOAK, "is prepared for fast starts (once)");
        }
        Path distribution = cache.unpacked(
                "keycloak",
                version,
                sha256,
                layout.distributions().resolve(distributions.file(ServerName.KEYCLOAK)),
                Keycloak::build);
        Path home = layout.data(ServerName.KEYCLOAK);
        link(home, distribution);
        Path imported = home.resolve("data/imported");
        boolean firstStart = !Files.exists(imported);
        ConsoleAddresses console = new ConsoleAddresses(
                URI.create("http://127.0.0.1:" + port),
                port(ports, ServerName.BACKEND),
                secrets.keycloakAdminPassword(),
                home.resolve("data/console-port"),
                output);
        if (firstStart) {
            writeRealm(home, ports, secrets);
        } else if (!read(imported).equals(fingerprint())) {
            output.event(
                    ServerName.KEYCLOAK,
                    "keeps its realm, although the realm's definition has changed: %s imports it anew"
                            .formatted(layout.hint("reset")));
        }
        List<String> options =
                new ArrayList<>(Jvm.classArchive(layout.cache().resolve("keycloak-" + version + ".jsa"), settings));
        options.addAll(Jvm.extraOptions(ServerName.KEYCLOAK, settings.environment()));
        List<String> command = java(home, distribution, options);
        command.addAll(List.of(
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://localhost:" + port));
        if (firstStart) {
            command.add("--import-realm");
        }
        HealthCheck realm =
                HealthCheck.http(URI.create("http://127.0.0.1:%d/realms/%s".formatted(port, RealmTemplate.REALM)));
        return new ServerPlan(
                ServerName.KEYCLOAK,
                command,
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        secrets.keycloakAdminPassword()),
                home,
                () -> realm.isHealthy() && console.follow() && markImported(imported),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60));
    }

    /** The same class path for every instance: class archives depend on it. */
    private static List<String> java(Path home, Path distribution, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Jvm.java());
        command.addAll(JAVA_OPTIONS);
        command.addAll(options);
        command.addAll(List.of(
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-cp",
                distribution.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }

    private static void build(Path distribution) throws IOException {
        List<String> command = java(distribution, distribution, List.of());
        command.addAll(BUILD_OPTIONS);
        Path log = distribution.resolve("build.log");
        Process process = new ProcessBuilder(command)
                .directory(distribution.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PidFile running = DistributionCache.workOn(distribution);
        ProcessIdentity.ofRunning(process.pid()).ifPresent(identity -> running.write(List.of(identity)));
        try {
            if (process.waitFor() != 0) {
                throw new StackException("Keycloak's build failed:\n" + String.join("\n", new LogFile(log).tail(30)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new StackException("Interrupted", e);
        } finally {
            running.delete();
        }
    }

    /** An own home whose programs are those of the cache and whose data is its own. */
    private static void link(Path home, Path distribution) {
        try {
            Files.createDirectories(home.resolve("data/import"));
            for (String part : List.of("lib", "providers", "themes", "conf")) {
                Path link = home.resolve(part);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, distribution.resolve(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeRealm(Path home, Map<ServerName, Integer> ports, Secrets secrets) {
        String realm = RealmTemplate.shipped()
                .render(Map.of(
                        "backend.port",
                        Integer.toString(port(ports, ServerName.BACKEND)),
                        "backend.secret",
                        secrets.backendSecret(),
                        "integration.secret",
                        secrets.integrationSecret(),
                        "demo.password",
                        RealmTemplate.DEMO_PASSWORD));
        Path folder = home.resolve("data/import");
        Path file = folder.resolve("mainstay-realm.json");
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, realm);
            Files.writeString(folder.resolve("mainstay-users-0.json"), RealmTemplate.people());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean markImported(Path mark) {
        if (!Files.exists(mark)) {
            try {
                Files.writeString(mark, fingerprint());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    private static String fingerprint() {
        CRC32 hash = new CRC32();
        hash.update(RealmTemplate.shipped().text().getBytes(StandardCharsets.UTF_8));
        hash.update(RealmTemplate.people().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(hash.getValue());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Map<ServerName, Integer> ports, ServerName server) {
        return ports.getOrDefault(server, server.defaultPort());
    }
}
