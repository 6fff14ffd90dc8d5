// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetEvent;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketPriority;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.util.ClassUtils;

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

    private static SortedMap<String, SortedMap<String, String>> presentSchemas() {
        SortedMap<String, SortedMap<String, String>> schemas = new TreeMap<>();
        for (Class<?> payload : classes(new AnnotationTypeFilter(EventType.class))) {
            String type = NewEvent.typeOf(payload.asSubclass(Record.class));
            assertThat(schemas.put(type, EventSchemas.of(payload)))
                    .as("payloads of %s", type)
                    .isNull();
        }
        for (TicketKind kind : TicketKind.values()) {
            addFacets(kind, schemas);
        }
        return schemas;
    }

    /** Each kind of ticket has each event of facets, under its own name and with its own states. */
    private static void addFacets(TicketKind kind, SortedMap<String, SortedMap<String, String>> schemas) {
        SortedMap<String, String> ticket = EventSchemas.of(FacetSubject.class);
        ticket.put(kind.code() + "Id", "String");
        ticket.put("state", EventSchemas.name(statesOf(kind)));
        for (Class<?> form : FacetEvent.class.getPermittedSubclasses()) {
            FacetEvent event = (FacetEvent) blank(form);
            if (!isOf(kind, event)) {
                continue;
            }
            SortedMap<String, String> components = EventSchemas.of(form);
            assertThat(components).doesNotContainKeys(ticket.keySet().toArray(String[]::new));
            components.putAll(ticket);
            String type = kind.code() + "." + event.what();
            assertThat(schemas.put(type, components)).as("payloads of %s", type).isNull();
        }
    }

    /** What a payload says of the ticket, beside its id and state. {@link FacetPayloadTest} compares it with what is written. */
    private record FacetSubject(String number, TicketPriority priority) {}

    private static boolean isOf(TicketKind kind, FacetEvent event) {
        return switch (event) {
            case FacetEvent.Prioritised _, FacetEvent.PrioritisedBefore _ ->
                FacetEvent.prioritised(kind, TicketPriority.P1).getClass() == event.getClass();
            default -> true;
        };
    }

    private static Class<?> statesOf(TicketKind kind) {
        List<Class<?>> records = classes(new AssignableTypeFilter(Ticket.class)).stream()
                .filter(found -> found.getSimpleName().equals(kind.label()))
                .toList();
        assertThat(records).as("the record of %s", kind).hasSize(1);
        return Objects.requireNonNull(ResolvableType.forClass(records.getFirst())
                .as(Ticket.class)
                .getGeneric(1)
                .resolve());
    }

    private static Object blank(Class<?> form) {
        Constructor<?> canonical = form.getDeclaredConstructors()[0];
        return BeanUtils.instantiateClass(canonical, new Object[canonical.getParameterCount()]);
    }

    private static List<Class<?>> classes(TypeFilter filter) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(filter);
        return scanner.findCandidateComponents("io.mainstay").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(
                        Objects.requireNonNull(found.getBeanClassName()), EventSchemaTest.class.getClassLoader()))
                .filter(found -> !found.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("test-classes"))
                .toList();
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
