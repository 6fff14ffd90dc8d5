// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final PageRequest TWO = new PageRequest(2, null);

    @Test
    void shouldEndWithItsLastItem() {
        Page<String> page = Page.ofRows(List.of("a", "b", "c"), TWO, PageTest::cursor);

        assertThat(page.nodes()).containsExactly("a", "b");
        assertThat(page.hasNext()).isTrue();
        assertThat(page.end()).isEqualTo(cursor("b"));
        assertThat(page.map(String::length).end()).isEqualTo(cursor("b"));
        assertThat(Page.ofRows(List.<String>of(), TWO, PageTest::cursor).end()).isNull();
    }

    @Test
    void shouldEndWhereItEndedWithoutWhatIsNotShown() {
        Page<String> page = Page.ofRows(List.of("a", "b", "c"), TWO, PageTest::cursor);

        Page<String> shown = page.mapPresent(node -> node.equals("a") ? "A" : null);
        assertThat(shown.nodes()).containsExactly("A");
        assertThat(shown.end()).isEqualTo(cursor("b"));
        Page<String> nothing = page.mapPresent(_ -> null);
        assertThat(nothing.nodes()).isEmpty();
        assertThat(nothing.hasNext()).isTrue();
        assertThat(nothing.end()).as("or nobody could ask for what follows").isEqualTo(cursor("b"));
    }

    private static Cursor cursor(String node) {
        return Cursor.of(List.of(), node, "test");
    }
}
