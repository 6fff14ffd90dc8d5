// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import io.mainstay.search.SearchHit.SnippetPart;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Takes the passages of one search apart at the marks that the highlighter sets. The marks are drawn anew for each search:
 * a text may hold any character, so fixed ones could be written into a title or a comment to forge what matched.
 */
final class Snippets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 6;

    private final String begin;
    private final String end;

    private Snippets(String secret) {
        this.begin = "\ue000" + secret;
        this.end = "\ue001" + secret;
    }

    /** With marks that nobody could know before. */
    static Snippets withNewMarks() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Snippets(Base64.getUrlEncoder().encodeToString(secret));
    }

    /** What the highlighter is to set before a match. */
    String begin() {
        return begin;
    }

    /** What the highlighter is to set after a match. */
    String end() {
        return end;
    }

    /** The title with its matches. */
    List<SnippetPart> title(String title, Map<String, List<String>> highlights) {
        List<String> marked = highlights.getOrDefault(Fields.TITLE, List.of());
        return marked.isEmpty() ? List.of(new SnippetPart(title, false)) : parts(marked.getFirst());
    }

    /**
     * The passage that matches best, of texts that everybody may read first; the beginning if none matches.
     *
     * @param internalTexts whether the reader may see passages of the record's internal texts. A highlighter marks words
     *     wherever they stand, whatever the query asks of the record, so this cannot be left to it
     */
    List<SnippetPart> text(Map<String, List<String>> highlights, boolean internalTexts) {
        List<String> passages = new ArrayList<>(highlights.getOrDefault(Fields.TEXTS, List.of()));
        if (internalTexts) {
            passages.addAll(highlights.getOrDefault(Fields.INTERNAL_TEXTS, List.of()));
        }
        return passages.stream()
                .filter(passage -> passage.contains(begin))
                .findFirst()
                .or(() -> highlights.getOrDefault(Fields.TEXTS, List.of()).stream()
                        .findFirst())
                .map(this::parts)
                .orElse(List.of());
    }

    List<SnippetPart> parts(String marked) {
        List<SnippetPart> parts = new ArrayList<>();
        int position = 0;
        while (position < marked.length()) {
            int match = marked.indexOf(begin, position);
            if (match < 0) {
                add(parts, marked.substring(position), false);
                break;
            }
            add(parts, marked.substring(position, match), false);
            int from = match + begin.length();
            int to = marked.indexOf(end, from);
            add(parts, marked.substring(from, to < 0 ? marked.length() : to), true);
            position = to < 0 ? marked.length() : to + end.length();
        }
        return parts;
    }

    // Ideographs are marked one by one; a reader wants the word.
    private static void add(List<SnippetPart> parts, String text, boolean match) {
        if (text.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast().match() == match) {
            text = parts.removeLast().text() + text;
        }
        parts.add(new SnippetPart(text, match));
    }
}
