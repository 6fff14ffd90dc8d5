// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.outbox.SequenceOrder.Pending;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceOrderTest {

    @Test
    void shouldFollowTheIdsOfDifferentAggregates() {
        assertThat(SequenceOrder.of(
                        List.of(new Pending("3", "a", 1), new Pending("1", "b", 7), new Pending("2", "c", 4))))
                .extracting(Pending::id)
                .containsExactly("1", "2", "3");
    }

    @Test
    void shouldFollowTheRevisionsOfOneAggregateWhateverItsIds() {
        assertThat(SequenceOrder.of(List.of(
                        new Pending("1", "a", 3),
                        new Pending("2", "b", 1),
                        new Pending("3", "a", 1),
                        new Pending("4", "a", 1))))
                .extracting(Pending::id)
                .containsExactly("3", "2", "4", "1");
    }
}
