// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.search;

import io.mainstay.kernel.VisibilityFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as search knows it.
 *
 * @param type the value of the schema's enum {@code SearchType}
 * @param number the number that people call it by; null if it has none
 * @param title its title or name
 * @param texts what everybody who sees the record may read of it, such as description, comments and attributes. Never
 *     secret attributes
 * @param internalTexts what only those who work on records may read, such as work notes
 * @param state the name of its state; null if it has none
 * @param facets values to count and to narrow a search by, such as {@code class}
 * @param visibility who may see it
 * @param revision orders documents of one record: an older one never replaces a newer
 */
public record SearchDocument(
        String id,
        String type,
        @Nullable String number,
        String title,
        List<String> texts,
        List<String> internalTexts,
        @Nullable String state,
        Map<String, List<String>> facets,
        VisibilityFacts visibility,
        long revision) {

    public SearchDocument {
        texts = List.copyOf(texts);
        internalTexts = List.copyOf(internalTexts);
        facets = Map.copyOf(facets);
    }
}
