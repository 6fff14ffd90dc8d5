// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.mainstay.audit.FieldChange;
import io.mainstay.record.Sample.Grade;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldCatalogueTest {

    private static final Instant MADE = Instant.parse("2026-11-02T08:00:00Z");
    private static final Sample PUMP = new Sample("1", "Pump", null, Grade.LOW, null, 3, true, MADE);

    @Test
    void shouldShowWhatACreationSets() {
        assertThat(Sample.FIELDS.created(PUMP))
                .containsExactly(
                        FieldChange.of("name", null, "Pump"),
                        FieldChange.of("grade", null, "LOW"),
                        FieldChange.of("size", null, "3"),
                        FieldChange.of("open", null, "true"));
    }

    @Test
    void shouldShowWhatDiffersAndNothingElse() {
        Sample after = new Sample("1", "Pump", "leaks", Grade.HIGH, null, null, true, MADE.plusSeconds(1));

        assertThat(Sample.FIELDS.between(PUMP, after))
                .containsExactly(
                        FieldChange.of("note", null, "leaks"),
                        FieldChange.of("grade", "LOW", "HIGH"),
                        FieldChange.of("size", "3", null));
        assertThat(Sample.FIELDS.between(after, after)).isEmpty();
    }

    @Test
    void shouldKeepAPropertyForEachFieldAndTakeAwayWhatIsMissing() {
        assertThat(Sample.FIELDS.properties(PUMP))
                .containsExactly(
                        entry("id", "1"),
                        entry("name", "Pump"),
                        entry("sortName", "pump"),
                        entry("note", null),
                        entry("grade", Grade.LOW),
                        entry("dueAt", null),
                        entry("size", 3),
                        entry("open", true),
                        entry("madeAt", MADE));
    }

    @Test
    void shouldKeepAFieldWhereItIsDeclaredToBe() {
        FieldCatalogue<Sample> fields = FieldCatalogue.<Sample>of("samples")
                .text("name", Sample::name)
                .storedAs("title", sample -> sample.name() + "!")
                .sortedBy("name", false);

        assertThat(fields.properties(PUMP)).containsExactly(entry("title", "Pump!"));
        assertThat(fields.created(PUMP)).containsExactly(FieldChange.of("name", null, "Pump"));
    }

    @Test
    void shouldFindTheFieldThatAConstantOfTheApiNames() {
        assertThat(List.of("NAME", "MADE_AT", "LAST_EVENT_AT"))
                .map(FieldCatalogue::fieldOf)
                .containsExactly("name", "madeAt", "lastEventAt");
    }

    @Test
    void shouldRefuseToDeclareAFieldTwice() {
        FieldCatalogue.Builder<Sample> builder =
                FieldCatalogue.<Sample>of("samples").text("name", Sample::name);

        assertThatThrownBy(() -> builder.text("name", Sample::note)).isInstanceOf(IllegalStateException.class);
    }
}
