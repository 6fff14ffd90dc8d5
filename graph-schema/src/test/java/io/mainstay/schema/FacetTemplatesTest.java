// SPDX-License-Identifier: Apache-2.0
package io.mainstay.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the schema says of each kind of ticket against the templates that all kinds share. */
class FacetTemplatesTest {

    private static final Path TEMPLATES = Path.of("templates");
    private static final List<String> FACETS = List.of(
            "Assign",
            "Hold",
            "Resume",
            "Prioritise",
            "Classify",
            "LinkCis",
            "UnlinkCis",
            "Comment",
            "AddWorkNote",
            "CorrectEntry",
            "Attach",
            "Detach");

    /**
     * A kind of ticket.
     *
     * @param name of its type
     * @param article before its name in sentences
     * @param prefix of its numbers
     * @param actions of its own
     */
    record Kind(String name, String article, String prefix, List<String> actions) {

        static Kind of(String name, String line) {
            String[] parts = line.split("\\s*,\\s*", 3);
            return new Kind(name, parts[0], parts[1], List.of(parts[2].strip().split("\\s+")));
        }

        Path file() {
            return Path.of("graphql", small(), "facets.graphqls");
        }

        String small() {
            return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        }

        String fill(String template) {
            String words = article + " " + small();
            return template.replace("{a kind}", words)
                    .replace("{A kind}", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
                    .replace("{kinds}", small() + "s")
                    .replace("{kind}", small())
                    .replace("{Kind}", name)
                    .replace("{PREFIX}", prefix);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldSayOfEveryKindWhatTheTemplateSays(Kind kind) throws IOException {
        String expanded = expanded(kind);
        if (Boolean.getBoolean("snapshot.update")) {
            Files.writeString(kind.file(), expanded);
        }
        assertThat(kind.file())
                .as("what all kinds of ticket share; rewrite it with -Dsnapshot.update=true")
                .hasContent(expanded);
    }

    private static String expanded(Kind kind) throws IOException {
        StringBuilder text = new StringBuilder("# Written by FacetTemplatesTest from templates/ticket-facets.graphqls; "
                + "change that, and rewrite this with -Dsnapshot.update=true.\n\n");
        text.append(kind.fill(Files.readString(TEMPLATES.resolve("ticket-facets.graphqls"))));
        String payload = Files.readString(TEMPLATES.resolve("ticket-payload.graphqls"));
        List<String> actions = new ArrayList<>(kind.actions());
        actions.addAll(FACETS);
        for (String action : actions) {
            text.append('\n').append(kind.fill(payload.replace("{Action}", action)));
        }
        return text.toString();
    }

    static Stream<Kind> kinds() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(TEMPLATES.resolve("tickets.properties"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(name -> Kind.of(name, properties.getProperty(name)));
    }
}
