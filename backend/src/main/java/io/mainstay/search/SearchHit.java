// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that was found.
 *
 * @param titleParts the title, marking what matched
 * @param snippet the passage of the record's texts that matches best; its beginning if the match is elsewhere; empty if it
 *     has none
 * @param score how well it matches; comparable within one answer only
 */
public record SearchHit(
        String id,
        String type,
        @Nullable String number,
        String title,
        @Nullable String state,
        List<SnippetPart> titleParts,
        List<SnippetPart> snippet,
        double score) {

    /** A piece of text and whether it is what matched. */
    public record SnippetPart(String text, boolean match) {}

    public SearchHit {
        titleParts = List.copyOf(titleParts);
        snippet = List.copyOf(snippet);
    }
}
