// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FacetsTest {

    @Test
    void shouldTellTheOriginOfTheImpactThatTheTicketHas() {
        Facets.Rating rating = rating(TicketImpact.HIGH, TicketImpactOrigin.GRAPH, TicketImpact.HIGH);

        assertThat(rating.originOfImpact()).isEqualTo(TicketImpactOrigin.GRAPH);
        assertThat(rating.deciderOfImpact()).isEqualTo("shop");
    }

    /** An older backend beside this one writes the impact and leaves alone what it does not know. */
    @Test
    void shouldTakeAnotherImpactThanCameFromTheOriginForStated() {
        Facets.Rating byGraph = rating(TicketImpact.LOW, TicketImpactOrigin.GRAPH, TicketImpact.HIGH);
        Facets.Rating byDefault = rating(TicketImpact.LOW, TicketImpactOrigin.DEFAULT, TicketImpact.MEDIUM);

        assertThat(byGraph.originOfImpact()).isEqualTo(TicketImpactOrigin.STATED);
        assertThat(byGraph.deciderOfImpact()).isNull();
        assertThat(byDefault.originOfImpact()).isEqualTo(TicketImpactOrigin.STATED);
    }

    @Test
    void shouldNotClaimAnOriginThatWasNeverKept() {
        assertThat(rating(TicketImpact.LOW, null, null).originOfImpact()).isNull();
    }

    private static Facets.Rating rating(
            TicketImpact impact, @Nullable TicketImpactOrigin origin, @Nullable TicketImpact then) {
        return new Facets.Rating(impact, TicketUrgency.MEDIUM, TicketPriority.P3, 1, origin, "shop", then);
    }
}
