// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One way to install the chart.
 *
 * @param name what the file with its values is called
 * @param values the values that differ from the chart's own
 */
record Variant(String name, Path values) {

    private static final Path OURS =
            Path.of("src", "test", "resources", "values").toAbsolutePath();

    /** The chart's own examples and the combinations of our matrix. */
    static List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        variants.addAll(in(Repository.chart().resolve("examples")));
        variants.addAll(in(OURS));
        return variants;
    }

    static Variant named(String name) {
        return new Variant(name, OURS.resolve(name + ".yaml"));
    }

    /** The secrets and claims that whoever installs the chart says exist already. */
    Set<String> ofOwner() {
        Set<String> names = new TreeSet<>();
        collect(Yaml.document(Repository.text(values)), names);
        return names;
    }

    @Override
    public String toString() {
        return name;
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.properties().forEach(property -> {
            JsonNode value = property.getValue();
            String key = property.getKey().toLowerCase(Locale.ROOT);
            if (key.equals("imagepullsecrets")) {
                value.forEach(secret -> names.add(secret.path("name").asText()));
            } else if ((key.endsWith("secret") || key.equals("secretname") || key.equals("existingclaim"))
                    && value.isTextual()) {
                names.add(value.asText());
            } else {
                collect(value, names);
            }
        });
    }

    private static List<Variant> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> new Variant(file.getFileName().toString().replace(".yaml", ""), file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
