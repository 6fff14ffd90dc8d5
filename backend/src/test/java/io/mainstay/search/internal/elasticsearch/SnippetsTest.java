package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.search.SearchHit.SnippetPart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnippetsTest {

    @Test
    void shouldTakeMarkedTextApartAndJoinNeighbours() {
        assertThat(Snippets.parts("a \ue000数\ue001\ue000据\ue001库 <b>"))
                .containsExactly(
                        new SnippetPart("a ", false), new SnippetPart("数据", true), new SnippetPart("库 <b>", false));
        assertThat(Snippets.parts("")).isEmpty();
    }

    @Test
    void shouldPreferAPassageThatMatches() {
        assertThat(Snippets.text(
                        Map.of("texts", List.of("the beginning"), "internalTexts", List.of("a \ue000note\ue001"))))
                .containsExactly(new SnippetPart("a ", false), new SnippetPart("note", true));
        assertThat(Snippets.text(Map.of("texts", List.of("the beginning"))))
                .containsExactly(new SnippetPart("the beginning", false));
        assertThat(Snippets.text(Map.of())).isEmpty();
        assertThat(Snippets.title("plain", Map.of())).containsExactly(new SnippetPart("plain", false));
    }
}
