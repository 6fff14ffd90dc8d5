// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.BadArgumentException;
import org.junit.jupiter.api.Test;

class ComposedStatementGuardTest {

    @Test
    void shouldRefuseLongText() {
        String longest = "x".repeat(ComposedStatementGuard.MAX_LENGTH);

        assertThatCode(() -> ComposedStatementGuard.refuseIfTooMuch(longest)).doesNotThrowAnyException();
        assertRefused(longest + "x");
    }

    @Test
    void shouldRefuseDeepText() {
        String deepest = "(".repeat(ComposedStatementGuard.MAX_DEPTH) + ")".repeat(ComposedStatementGuard.MAX_DEPTH);

        assertThatCode(() -> ComposedStatementGuard.refuseIfTooMuch(deepest + deepest))
                .doesNotThrowAnyException();
        assertRefused("(" + deepest + ")");
        assertRefused("[{" + deepest + "}]");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> ComposedStatementGuard.refuseIfTooMuch(text))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("filter must be simpler");
    }
}
