// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CypherCallsTest {

    @Test
    void shouldNameWhatRunsForEveryRow() {
        assertThat(CypherCalls.growing(
                        List.of("list", "people", "item"), List.of("list", "people", "item", "item", "item"), 2))
                .containsExactly("item");
        assertThat(CypherCalls.growing(List.of("list"), List.of("list", "items", "items"), 4))
                .as("what nothing of the few asked for")
                .containsExactly("items");
    }

    @Test
    void shouldTakeOneBatchMoreForChance() {
        assertThat(CypherCalls.growing(List.of("list", "people"), List.of("list", "people", "people"), 4))
                .isEmpty();
    }
}
