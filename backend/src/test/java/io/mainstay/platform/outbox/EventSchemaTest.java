// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * Compares the payloads of all events with the committed snapshot. A change that only adds is written to the snapshot
 * with {@code -Dsnapshot.update=true}; one that would break a consumer needs a new version of the type.
 */
class EventSchemaTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/event-schemas/events.txt");
    private static final String INDENT = "  ";

    @Test
    void shouldKeepPayloadsCompatibleAndInTheSnapshot() throws Exception {
        SortedMap<String, SortedMap<String, String>> present = presentSchemas();
        SortedMap<String, SortedMap<String, String>> committed = read();

        assertThat(breaks(committed, present))
                .as("changes that break consumers; make a new version of the type instead")
                .isEmpty();
        if (Boolean.getBoolean("snapshot.update")) {
            Files.writeString(SNAPSHOT, write(present));
        }
        assertThat(Files.readString(SNAPSHOT))
                .as("the event payloads; rewrite the snapshot with -Dsnapshot.update=true")
                .isEqualTo(write(present));
    }

    @Test
    void shouldNoticeWhatBreaksAConsumer() {
        assertThat(EventSchemas.breaks(EventSchemas.of(Before.class), EventSchemas.of(Grown.class)))
                .isEmpty();
        assertThat(EventSchemas.breaks(EventSchemas.of(Before.class), EventSchemas.of(Broken.class)))
                .containsExactly(
                        "items.count was int and is long", "kind was A|B and is A", "text was String and is String?");
        assertThat(EventSchemas.breaks(EventSchemas.of(Grown.class), EventSchemas.of(Before.class)))
                .contains("added is gone");
    }

    private record Before(String text, AB kind, List<Item> items) {}

    private record Grown(
            String text,
            ABC kind,
            List<Item> items,
            @Nullable String added) {}

    private record Broken(@Nullable String text, A kind, List<LongItem> items) {}

    private record Item(int count) {}

    private record LongItem(long count) {}

    private enum A {
        A
    }

    private enum AB {
        A,
        B
    }

    private enum ABC {
        A,
        B,
        C
    }

    private static SortedMap<String, SortedMap<String, String>> presentSchemas() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(EventType.class));
        SortedMap<String, SortedMap<String, String>> schemas = new TreeMap<>();
        for (BeanDefinition found : scanner.findCandidateComponents("io.mainstay")) {
            Class<?> payload = Class.forName(found.getBeanClassName());
            if (!payload.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath()
                    .contains("test-classes")) {
                String type = NewEvent.typeOf(payload.asSubclass(Record.class));
                assertThat(schemas.put(type, EventSchemas.of(payload)))
                        .as("payloads of %s", type)
                        .isNull();
            }
        }
        return schemas;
    }

    private static List<String> breaks(
            SortedMap<String, SortedMap<String, String>> committed,
            SortedMap<String, SortedMap<String, String>> present) {
        List<String> breaks = new ArrayList<>();
        committed.forEach((type, components) -> {
            SortedMap<String, String> now = present.get(type);
            if (now == null) {
                breaks.add(type + " is gone");
            } else {
                EventSchemas.breaks(components, now).forEach(change -> breaks.add(type + ": " + change));
            }
        });
        return breaks;
    }

    private static SortedMap<String, SortedMap<String, String>> read() throws IOException {
        SortedMap<String, SortedMap<String, String>> schemas = new TreeMap<>();
        SortedMap<String, String> components = new TreeMap<>();
        for (String line : Files.readAllLines(SNAPSHOT)) {
            if (line.startsWith(INDENT)) {
                String[] parts = line.strip().split(": ", 2);
                components.put(parts[0], parts[1]);
            } else if (!line.isBlank()) {
                components = new TreeMap<>();
                schemas.put(line.strip(), components);
            }
        }
        return schemas;
    }

    private static String write(SortedMap<String, SortedMap<String, String>> schemas) {
        StringBuilder text = new StringBuilder();
        schemas.forEach((type, components) -> {
            text.append(type).append('\n');
            components.forEach((path, form) ->
                    text.append(INDENT).append(path).append(": ").append(form).append('\n'));
        });
        return text.toString();
    }
}
