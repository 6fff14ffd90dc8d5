// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.search.SearchHit.SnippetPart;
import io.mainstay.search.internal.elasticsearch.ElasticsearchSearchIndex.Stored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnippetsTest {

    private static final Stored PLAIN = new Stored("1", "INCIDENT", null, "plain", null, null, null, null);

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
                        PLAIN,
                        Map.of("texts", List.of("the beginning"), "internalTexts", List.of("a " + marked("note"))),
                        true))
                .containsExactly(new SnippetPart("a ", false), new SnippetPart("note", true));
        assertThat(snippets.text(PLAIN, Map.of("texts", List.of("the beginning")), true))
                .containsExactly(new SnippetPart("the beginning", false));
        assertThat(snippets.text(PLAIN, Map.of(), true)).isEmpty();
        assertThat(snippets.text(
                        PLAIN,
                        Map.of("texts", List.of("the beginning"), "internalTexts", List.of("a " + marked("note"))),
                        false))
                .as("of a record whose internal texts the reader may not read")
                .containsExactly(new SnippetPart("the beginning", false));
        assertThat(snippets.title(PLAIN, Map.of())).containsExactly(new SnippetPart("plain", false));
    }

    @Test
    void shouldNotTakeMarksOfATextForItsOwn() {
        Snippets earlier = Snippets.withNewMarks();
        String forged = "\ue000fake\ue001 " + earlier.begin() + "fake" + earlier.end();

        assertThat(snippets.parts(forged + marked("real")))
                .containsExactly(new SnippetPart(forged, false), new SnippetPart("real", true));
        assertThat(snippets.text(
                        PLAIN, Map.of("texts", List.of(forged), "internalTexts", List.of("a " + marked("note"))), true))
                .as("a passage with marks of its own is not preferred")
                .containsExactly(new SnippetPart("a ", false), new SnippetPart("note", true));
    }

    @Test
    void shouldShowPassagesAsTheyWereWritten() {
        Stored stored = new Stored(
                "1",
                "INCIDENT",
                null,
                "连接 db",
                null,
                "連接 ｄｂ",
                List.of("plain", "訂單服務 ﬁnds no e\u0301t\u00e9"),
                List.of("內部"));

        assertThat(snippets.title(stored, Map.of("title", List.of(marked("连接") + " db"))))
                .containsExactly(new SnippetPart("連接", true), new SnippetPart(" ｄｂ", false));
        assertThat(snippets.text(
                        stored, Map.of("texts", List.of("服务 " + marked("finds") + " no " + marked("\u00e9t"))), false))
                .containsExactly(
                        new SnippetPart("服務 ", false),
                        new SnippetPart("ﬁnds", true),
                        new SnippetPart(" no ", false),
                        new SnippetPart("e\u0301t", true));
        assertThat(snippets.text(stored, Map.of("internalTexts", List.of("内" + marked("部"))), true))
                .containsExactly(new SnippetPart("內", false), new SnippetPart("部", true));
    }

    private String marked(String text) {
        return snippets.begin() + text + snippets.end();
    }
}
