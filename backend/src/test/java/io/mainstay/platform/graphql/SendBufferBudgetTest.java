// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendBufferBudgetTest {

    private final SendBufferBudget room = new SendBufferBudget(25, 10);

    @Test
    void shouldHoldNoMoreOfAPersonThanTheirShare() {
        assertThat(room.take("a", 6)).isTrue();
        assertThat(room.take("a", 5)).isFalse();
        assertThat(room.take("a", 4)).isTrue();
        assertThat(room.take("b", 10)).as("others are not concerned").isTrue();
        assertThat(room.taken()).isEqualTo(20);

        room.give("a", 6);
        assertThat(room.take("a", 6)).isTrue();
    }

    @Test
    void shouldHoldNoMoreOfAllThanItsCapacity() {
        room.take("a", 10);
        room.take("b", 10);
        assertThat(room.take("c", 6)).isFalse();
        assertThat(room.take("c", 5)).isTrue();

        room.give("a", 10);
        room.give("b", 10);
        room.give("c", 5);
        assertThat(room.taken()).isZero();
    }
}
