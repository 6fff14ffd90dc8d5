// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manifests without Helm are what the chart renders; {@code -Dsnapshot.update=true} writes them anew. */
class KustomizeTest {

    @TempDir
    private static Path folder;

    private static Path manifests;

    @BeforeAll
    static void buildCopy() throws IOException {
        if (!KubernetesTools.available()) {
            return;
        }
        if (Snapshot.updates()) {
            // The manifests contain it.
            Realm.write();
            KustomizeWriter.write(Overlay.PRODUCTION.rendered(), Overlay.TRIAL.rendered());
        }
        manifests = folder.resolve("k8s");
        copy(Repository.file("k8s"), manifests);
        drawSecrets();
    }

    @BeforeEach
    void requireKustomize() {
        KubernetesTools.require();
    }

    @ParameterizedTest
    @EnumSource(Overlay.class)
    void shouldBeWhatTheChartRenders(Overlay overlay) {
        Map<String, ObjectNode> built = overlay.built(manifests);
        Map<String, ObjectNode> rendered = overlay.rendered();

        List<String> differences = new ArrayList<>();
        rendered.forEach((name, object) -> {
            if (!built.containsKey(name)) {
                differences.add(name + " is missing");
            } else {
                JsonDifference.between(object, built.get(name))
                        .forEach(difference -> differences.add("%s %s".formatted(name, difference)));
            }
        });
        built.keySet().stream()
                .filter(name -> !rendered.containsKey(name) && !name.startsWith("Secret/"))
                .forEach(name -> differences.add(name + " is not in the chart"));

        assertThat(differences)
                .as("k8s/overlays/%s; run this test with -Dsnapshot.update=true", overlay.folder())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Overlay.class)
    void shouldKeepAllRules(Overlay overlay) throws IOException {
        List<ObjectNode> documents = List.copyOf(overlay.built(manifests).values());
        Manifests built = new Manifests(documents, overlay.ofOwner());

        for (ObjectNode document : documents) {
            ObjectKind.of(document).readByClient(document);
        }
        for (Rule rule : Rule.all()) {
            assertThat(rule.check(built)).as(rule.getClass().getSimpleName()).isEmpty();
        }
    }

    @Test
    void shouldDrawSecretsOnce() throws IOException {
        Map<String, String> first = secrets();
        drawSecrets();

        assertThat(first).hasSize(5);
        assertThat(secrets()).isEqualTo(first);
        assertThat(Repository.file("k8s/overlays/trial/secrets/neo4j.env"))
                .as("drawn in a copy")
                .doesNotExist();
    }

    private static Map<String, String> secrets() throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.list(manifests.resolve("overlays/trial/secrets"))) {
            files.forEach(file -> contents.put(file.getFileName().toString(), Repository.text(file)));
        }
        return contents;
    }

    private static void drawSecrets() {
        KubernetesTools.successful(KubernetesTools.run(
                List.of("sh", manifests.resolve("overlays/trial/secrets.sh").toString()), Map.of()));
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(file -> !file.toString().endsWith(".env")).forEach(file -> {
                try {
                    Files.copy(file, target.resolve(source.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** What is made for people without Helm. */
    enum Overlay {
        PRODUCTION,
        TRIAL;

        String folder() {
            return switch (this) {
                case PRODUCTION -> "production";
                case TRIAL -> "trial";
            };
        }

        Map<String, ObjectNode> built(Path manifests) {
            return byName(Yaml.documents(
                    KubernetesTools.kustomize(manifests.resolve("overlays").resolve(folder()))));
        }

        /** The chart's objects, without what only Helm needs. */
        Map<String, ObjectNode> rendered() {
            String kubernetes = Chart.KUBERNETES.getLast();
            Path example = Repository.chart().resolve("examples").resolve(folder() + ".yaml");
            List<ObjectNode> documents = Yaml.documents(KubernetesTools.successful(
                    switch (this) {
                        case PRODUCTION -> Chart.template(example, kubernetes);
                        case TRIAL ->
                            Chart.template(
                                    example,
                                    kubernetes,
                                    "--values",
                                    Repository.file("k8s/overlays/trial/values.yaml")
                                            .toString(),
                                    "--set",
                                    "allowThrowawayPasswords=false");
                    }));
            documents.forEach(Overlay::strip);
            return byName(documents);
        }

        Set<String> ofOwner() {
            return switch (this) {
                case PRODUCTION ->
                    new Variant("production", Repository.chart().resolve("examples/production.yaml")).ofOwner();
                case TRIAL -> Set.of();
            };
        }

        private static Map<String, ObjectNode> byName(List<ObjectNode> documents) {
            Map<String, ObjectNode> byName = new TreeMap<>();
            documents.forEach(document -> byName.put(
                    document.path("kind").asText() + "/"
                            + document.at("/metadata/name").asText(),
                    document));
            return byName;
        }

        private static void strip(ObjectNode document) {
            ObjectNode metadata = document.withObject("/metadata");
            metadata.withObject("/labels").remove(List.of("app.kubernetes.io/managed-by", "helm.sh/chart"));
            if (metadata.has("annotations")) {
                ObjectNode annotations = metadata.withObject("/annotations");
                annotations
                        .properties()
                        .removeIf(annotation -> annotation.getKey().startsWith("helm.sh/"));
                if (annotations.isEmpty()) {
                    metadata.remove("annotations");
                }
            }
        }
    }
}
