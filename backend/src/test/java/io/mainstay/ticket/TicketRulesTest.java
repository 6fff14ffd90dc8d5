// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.RefusedException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketRulesTest {

    @Test
    void shouldNameEachOnce() {
        assertThat(TicketRules.eachOnce(null, 100)).isEmpty();
        assertThat(TicketRules.eachOnce(List.of("b", "a", "b"), 100)).containsExactly("b", "a");
        assertThat(TicketRules.eachOnce(Collections.nCopies(100, "a"), 100)).containsExactly("a");
    }

    @Test
    void shouldCountWhatWasSent() {
        List<String> sent = TicketRules.eachOnce(Collections.nCopies(101, "a"), TicketRules.MAX_CIS);

        assertThatThrownBy(() -> TicketRules.check(new FacetCommand.LinkCis("id", sent, null), Instant.EPOCH))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("1 to 100 configuration items");
    }
}
