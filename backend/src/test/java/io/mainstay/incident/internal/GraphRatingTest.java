// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.ReachedServices;
import io.mainstay.ticket.TicketImpact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphRatingTest {

    @ParameterizedTest
    @CsvSource({
        "DOWN,     CRITICAL, HIGH",
        "DOWN,     HIGH,     HIGH",
        "DOWN,     MEDIUM,   MEDIUM",
        "DOWN,     LOW,      LOW",
        "DOWN,     ,         MEDIUM",
        "DEGRADED, CRITICAL, MEDIUM",
        "DEGRADED, HIGH,     MEDIUM",
        "DEGRADED, MEDIUM,   LOW",
        "DEGRADED, LOW,      LOW",
        "DEGRADED, ,         MEDIUM",
        "AT_RISK,  CRITICAL, MEDIUM",
        "AT_RISK,  HIGH,     MEDIUM",
        "AT_RISK,  MEDIUM,   LOW",
        "AT_RISK,  LOW,      LOW",
        "AT_RISK,  ,         MEDIUM",
        "REDUCED,  CRITICAL, MEDIUM",
        "REDUCED,  HIGH,     MEDIUM",
        "REDUCED,  MEDIUM,   LOW",
        "REDUCED,  LOW,      LOW",
        "REDUCED,  ,         MEDIUM"
    })
    void shouldRateByStateAndCriticality(ImpactState state, @Nullable Criticality criticality, TicketImpact impact) {
        List<ReachedServices.Entry> services = List.of(new ReachedServices.Entry("shop", state, criticality));

        assertThat(GraphRating.of(new ReachedServices(services, true))).contains(new GraphRating(impact, "shop"));
        if (impact == TicketImpact.LOW) {
            assertThat(GraphRating.of(new ReachedServices(services, false))).isEmpty();
        } else {
            assertThat(GraphRating.of(new ReachedServices(services, false))).contains(new GraphRating(impact, "shop"));
        }
    }

    @Test
    void shouldSayNothingIfNoServiceIsReached() {
        assertThat(GraphRating.of(new ReachedServices(List.of(), true))).isEmpty();
        assertThat(GraphRating.of(new ReachedServices(List.of(), false))).isEmpty();
    }

    /** All pairs: what rates higher decides, and the first of what rates the same. */
    @Test
    void shouldLetTheHighestDecide() {
        List<ReachedServices.Entry> all = new ArrayList<>();
        for (ImpactState state : ImpactState.values()) {
            all.add(new ReachedServices.Entry(state + " none", state, null));
            for (Criticality criticality : Criticality.values()) {
                all.add(new ReachedServices.Entry(state + " " + criticality, state, criticality));
            }
        }
        for (ReachedServices.Entry one : all) {
            for (ReachedServices.Entry other : all) {
                GraphRating first = alone(one);
                GraphRating second = alone(other);
                assertThat(GraphRating.of(new ReachedServices(List.of(one, other), true)))
                        .as("%s, then %s", one, other)
                        .contains(first.impact().compareTo(second.impact()) <= 0 ? first : second);
            }
        }
    }

    private static GraphRating alone(ReachedServices.Entry service) {
        return GraphRating.of(new ReachedServices(List.of(service), true)).orElseThrow();
    }
}
