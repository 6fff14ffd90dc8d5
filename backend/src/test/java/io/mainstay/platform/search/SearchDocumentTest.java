// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchDocumentTest {

    private static final int BOUND = SearchDocument.MAX_CHARACTERS;

    @Test
    void shouldKeepTheFirstTextsUpToItsBound() {
        String half = "x".repeat(BOUND / 2);

        assertThat(texts(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(texts(List.of("a", half, half, "b"))).containsExactly("a", half, half.substring(1));
        assertThat(texts(List.of(half, half, "b"))).containsExactly(half, half);
        assertThat(String.join("", texts(Collections.nCopies(101, "y".repeat(32_000)))))
                .hasSize(BOUND);
    }

    @Test
    void shouldNotCutACharacterInHalves() {
        String text = "x".repeat(BOUND - 1) + "😀";

        assertThat(texts(List.of(text))).containsExactly("x".repeat(BOUND - 1));
    }

    private static List<String> texts(List<String> texts) {
        SearchDocument document = new SearchDocument(
                "1",
                "INCIDENT",
                null,
                "title",
                texts,
                texts,
                null,
                Map.of(),
                new VisibilityFacts("org", Confidentiality.PUBLIC_INTERNAL, Set.of(), Set.of(), false),
                1);
        assertThat(document.internalTexts()).isEqualTo(document.texts());
        return document.texts();
    }
}
