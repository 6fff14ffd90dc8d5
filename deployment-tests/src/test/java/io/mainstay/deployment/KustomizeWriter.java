// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Writes the manifests: the base has what production and the trial share, as production has it; the trial's overlay patches what
 * it has otherwise.
 */
final class KustomizeWriter {

    private static final Path ROOT = Repository.file("k8s");
    private static final String HEAD = "# Made from the chart, see k8s/README.md.\n";
    private static final List<String> SECRETS = List.of("backend", "elasticsearch", "keycloak", "neo4j", "postgresql");

    private KustomizeWriter() {}

    static void write(Map<String, ObjectNode> production, Map<String, ObjectNode> trial) throws IOException {
        Predicate<String> shared = name -> production.containsKey(name) && trial.containsKey(name);
        writeObjects("base", List.of(), only(production, shared), Map.of());
        writeObjects("overlays/production", List.of("../../base"), only(production, shared.negate()), Map.of());

        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("patches", writePatches(only(production, shared), trial));
        settings.put("generatorOptions", Map.of("disableNameSuffixHash", true));
        settings.put(
                "secretGenerator",
                SECRETS.stream()
                        .map(secret -> {
                            Map<String, Object> generated = new LinkedHashMap<>();
                            generated.put("name", "mainstay-" + secret);
                            generated.put("envs", List.of("secrets/%s.env".formatted(secret)));
                            return generated;
                        })
                        .toList());
        writeObjects("overlays/trial", List.of("../../base"), only(trial, shared.negate()), settings);
    }

    private static Map<String, ObjectNode> only(Map<String, ObjectNode> objects, Predicate<String> wanted) {
        Map<String, ObjectNode> kept = new TreeMap<>(objects);
        kept.keySet().removeIf(wanted.negate());
        return kept;
    }

    private static void writeObjects(
            String folder, List<String> bases, Map<String, ObjectNode> objects, Map<String, Object> settings)
            throws IOException {
        clear(ROOT.resolve(folder));
        List<String> resources = new ArrayList<>(bases);
        objects.keySet().stream().map(KustomizeWriter::file).sorted().forEach(resources::add);
        for (Map.Entry<String, ObjectNode> object : objects.entrySet()) {
            Files.writeString(ROOT.resolve(folder).resolve(file(object.getKey())), dump(plain(object.getValue())));
        }
        Map<String, Object> kustomization = new LinkedHashMap<>();
        kustomization.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
        kustomization.put("kind", "Kustomization");
        kustomization.put("resources", resources);
        kustomization.putAll(settings);
        Files.writeString(ROOT.resolve(folder).resolve("kustomization.yaml"), HEAD + dump(kustomization));
    }

    private static List<Map<String, Object>> writePatches(Map<String, ObjectNode> base, Map<String, ObjectNode> changed)
            throws IOException {
        Path folder = ROOT.resolve("overlays/trial/patches");
        Files.createDirectories(folder);
        clear(folder);
        List<Map<String, Object>> patches = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> object : base.entrySet()) {
            List<JsonDifference> differences = JsonDifference.between(object.getValue(), changed.get(object.getKey()));
            if (differences.isEmpty()) {
                continue;
            }
            String file = file(object.getKey());
            Files.writeString(
                    folder.resolve(file),
                    dump(differences.stream()
                            .map(JsonDifference::patch)
                            .map(KustomizeWriter::plain)
                            .toList()));
            String[] parts = object.getKey().split("/", 2);
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("kind", parts[0]);
            target.put("name", parts[1]);
            Map<String, Object> patch = new LinkedHashMap<>();
            patch.put("target", target);
            patch.put("path", "patches/" + file);
            patches.add(patch);
        }
        return patches;
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml") && !name.equals("values.yaml")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String file(String object) {
        String[] parts = object.split("/", 2);
        return "%s-%s.yaml".formatted(parts[0].toLowerCase(Locale.ROOT), parts[1].replaceFirst("^mainstay-", ""));
    }

    private static Object plain(JsonNode node) {
        return Yaml.JSON.convertValue(node, Object.class);
    }

    private static String dump(Object value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return new org.yaml.snakeyaml.Yaml(new Legible(options), options).dump(value);
    }

    /** Writes texts of several lines as such. */
    private static final class Legible extends Representer {

        Legible(DumperOptions options) {
            super(options);
            representers.put(
                    String.class,
                    text -> representScalar(
                            Tag.STR,
                            (String) text,
                            ((String) text).contains("\n")
                                    ? DumperOptions.ScalarStyle.LITERAL
                                    : DumperOptions.ScalarStyle.PLAIN));
        }
    }
}
