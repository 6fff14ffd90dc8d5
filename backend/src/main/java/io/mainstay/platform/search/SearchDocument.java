// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.search;

import io.mainstay.kernel.VisibilityFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as search knows it.
 *
 * @param type the value of the schema's enum {@code SearchType}
 * @param number the number that people call it by; null if it has none
 * @param title its title or name
 * @param texts what everybody who sees the record may read of it, such as description, comments and attributes, what matters most
 *     first: the first {@link #MAX_CHARACTERS} are kept. Never secret attributes
 * @param internalTexts what only those who work on records may read, such as work notes; likewise bounded
 * @param state the name of its state; null if it has none
 * @param facets values to count and to narrow a search by, such as {@code class}
 * @param visibility who may see it; null for what all may see who may read records of the type, such as a catalogue
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
        @Nullable VisibilityFacts visibility,
        long revision) {

    /** How many characters of texts, and of internal texts, a document has at most. */
    public static final int MAX_CHARACTERS = 100_000;

    public SearchDocument {
        texts = bounded(texts);
        internalTexts = bounded(internalTexts);
        facets = Map.copyOf(facets);
    }

    private static List<String> bounded(List<String> texts) {
        List<String> kept = new ArrayList<>();
        int room = MAX_CHARACTERS;
        for (String text : texts) {
            if (text.length() >= room) {
                // Half of a character of two could not be written.
                int end = Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
                kept.add(text.substring(0, end));
                break;
            }
            kept.add(text);
            room -= text.length();
        }
        return List.copyOf(kept);
    }
}
