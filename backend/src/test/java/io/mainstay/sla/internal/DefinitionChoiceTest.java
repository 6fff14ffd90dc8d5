// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.record.TicketKind;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefinitionChoiceTest {

    private static final SlaDefinitionView ANY = definition("any", null, null, null, true);
    private static final SlaDefinitionView PRIORITY = definition("priority", "P1", null, null, true);
    private static final SlaDefinitionView CUSTOMER = definition("customer", null, null, "KEY", true);
    private static final SlaDefinitionView CUSTOMER_AND_PRIORITY = definition("both", "P1", null, "KEY", true);
    private static final SlaDefinitionView SERVICE = definition("service", null, "mail", null, true);
    private static final List<SlaDefinitionView> ALL = List.of(ANY, PRIORITY, CUSTOMER, CUSTOMER_AND_PRIORITY, SERVICE);

    @Test
    void shouldTakeTheMostSpecificThatFits() {
        assertThat(choose("P2", null, null)).isEqualTo("any");
        assertThat(choose("P1", null, null)).isEqualTo("priority");
        assertThat(choose("P2", null, "KEY")).isEqualTo("customer");
        assertThat(choose("P1", null, "KEY")).isEqualTo("both");
        assertThat(choose("P1", "mail", "KEY")).isEqualTo("service");
        assertThat(choose(null, "print", "ORDINARY")).isEqualTo("any");
    }

    @Test
    void shouldChooseNothingWhenNothingFits() {
        SlaDefinitionView retired = definition("retired", null, null, null, false);
        SlaFacts facts = SlaFacts.ofPriority(TicketKind.INCIDENT, "P2");

        assertThat(DefinitionChoice.choose(List.of(PRIORITY, retired), SlaMetric.RESOLUTION, facts))
                .isEmpty();
        assertThat(DefinitionChoice.choose(ALL, SlaMetric.RESPONSE, facts)).isEmpty();
    }

    @Test
    void shouldChooseNothingThatIsForAnotherKind() {
        assertThat(DefinitionChoice.choose(
                        ALL, SlaMetric.RESOLUTION, new SlaFacts(TicketKind.PROBLEM, "P1", "mail", "KEY")))
                .isEmpty();
    }

    @Test
    void shouldPreferTheOlderOfEquals() {
        SlaDefinitionView other = definition("another", null, null, null, true);

        assertThat(Stream.of(List.of(ANY, other), List.of(other, ANY))
                        .map(list -> DefinitionChoice.choose(
                                        list, SlaMetric.RESOLUTION, SlaFacts.ofPriority(TicketKind.INCIDENT, "P2"))
                                .orElseThrow()
                                .id()))
                .containsExactly("another", "another");
    }

    private static String choose(@Nullable String priority, @Nullable String offering, @Nullable String customerClass) {
        return DefinitionChoice.choose(
                        ALL, SlaMetric.RESOLUTION, new SlaFacts(TicketKind.INCIDENT, priority, offering, customerClass))
                .orElseThrow()
                .id();
    }

    private static SlaDefinitionView definition(
            String id,
            @Nullable String priority,
            @Nullable String offering,
            @Nullable String customerClass,
            boolean active) {
        return new SlaDefinitionView(
                id,
                1,
                active,
                id,
                TicketKind.INCIDENT,
                SlaMetric.RESOLUTION,
                priority,
                offering,
                customerClass,
                Duration.ofHours(1),
                "calendar",
                List.of(),
                ReopenMode.RESUME,
                RecalculationMode.RETROACTIVE,
                PastThresholds.FIRE_MARKED,
                List.of());
    }
}
