// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.search.SearchHit.SnippetPart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnippetsTest {

    private final Snippets snippets = Snippets.withNewMarks();

    @Test
    void shouldTakeMarkedTextApartAndJoinNeighbours() {
        assertThat(snippets.parts("a " + marked("数") + marked("据") + "库 <b>"))
                .containsExactly(
                        new SnippetPart("a ", false), new SnippetPart("数据", true), new SnippetPart("库 <b>", false));
        assertThat(snippets.parts("")).isEmpty();
    }

    @Test
    void shouldPreferAPassageThatMatches() {
        assertThat(snippets.text(
                        Map.of("texts", List.of("the beginning"), "internalTexts", List.of("a " + marked("note"))),
                        true))
                .containsExactly(new SnippetPart("a ", false), new SnippetPart("note", true));
        assertThat(snippets.text(Map.of("texts", List.of("the beginning")), true))
                .containsExactly(new SnippetPart("the beginning", false));
        assertThat(snippets.text(Map.of(), true)).isEmpty();
        assertThat(snippets.text(
                        Map.of("texts", List.of("the beginning"), "internalTexts", List.of("a " + marked("note"))),
                        false))
                .as("of a record whose internal texts the reader may not read")
                .containsExactly(new SnippetPart("the beginning", false));
        assertThat(snippets.title("plain", Map.of())).containsExactly(new SnippetPart("plain", false));
    }

    @Test
    void shouldNotTakeMarksOfATextForItsOwn() {
        Snippets earlier = Snippets.withNewMarks();
        String forged = "\ue000fake\ue001 " + earlier.begin() + "fake" + earlier.end();

        assertThat(snippets.parts(forged + marked("real")))
                .containsExactly(new SnippetPart(forged, false), new SnippetPart("real", true));
        assertThat(snippets.text(
                        Map.of("texts", List.of(forged), "internalTexts", List.of("a " + marked("note"))), true))
                .as("a passage with marks of its own is not preferred")
                .containsExactly(new SnippetPart("a ", false), new SnippetPart("note", true));
    }

    private String marked(String text) {
        return snippets.begin() + text + snippets.end();
    }
}
