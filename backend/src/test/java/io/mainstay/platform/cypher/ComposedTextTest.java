package io.mainstay.platform.cypher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.BadArgumentException;
import org.junit.jupiter.api.Test;

class ComposedTextTest {

    @Test
    void shouldRefuseLongText() {
        String longest = "x".repeat(ComposedText.MAX_LENGTH);

        assertThatCode(() -> ComposedText.refuseIfTooMuch(longest)).doesNotThrowAnyException();
        assertRefused(longest + "x");
    }

    @Test
    void shouldRefuseDeepText() {
        String deepest = "(".repeat(ComposedText.MAX_DEPTH) + ")".repeat(ComposedText.MAX_DEPTH);

        assertThatCode(() -> ComposedText.refuseIfTooMuch(deepest + deepest)).doesNotThrowAnyException();
        assertRefused("(" + deepest + ")");
        assertRefused("[{" + deepest + "}]");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> ComposedText.refuseIfTooMuch(text))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("filter must be simpler");
    }
}
