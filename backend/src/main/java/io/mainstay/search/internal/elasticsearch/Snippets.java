// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import io.mainstay.search.SearchHit.SnippetPart;
import io.mainstay.search.internal.NormalText;
import io.mainstay.search.internal.elasticsearch.ElasticsearchSearchIndex.Stored;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** The title as it was written, with its matches. */
    List<SnippetPart> title(Stored stored, Map<String, List<String>> highlights) {
        List<String> marked = highlights.getOrDefault(IndexFields.TITLE, List.of());
        List<SnippetPart> unmarked = List.of(new SnippetPart(stored.asWritten(), false));
        if (marked.isEmpty()) {
            return unmarked;
        }
        List<SnippetPart> parts = parts(marked.getFirst());
        String written = stored.writtenTitle();
        return written == null ? parts : NormalText.asWritten(written, parts).orElse(unmarked);
    }

    /**
     * The passage that matches best, of texts that everybody may read first; the beginning if none matches.
     *
     * @param internalTexts whether the reader may see passages of the record's internal texts. A highlighter marks words
     *     wherever they stand, whatever the query asks of the record, so this cannot be left to it
     */
    List<SnippetPart> text(Stored stored, Map<String, List<String>> highlights, boolean internalTexts) {
        return passage(highlights, IndexFields.TEXTS, stored.writtenTexts(), true)
                .or(() -> internalTexts
                        ? passage(highlights, IndexFields.INTERNAL_TEXTS, stored.writtenInternalTexts(), true)
                        : Optional.empty())
                .or(() -> passage(highlights, IndexFields.TEXTS, stored.writtenTexts(), false))
                .orElse(List.of());
    }

    private Optional<List<SnippetPart>> passage(
            Map<String, List<String>> highlights, String field, @Nullable List<String> written, boolean marked) {
        return highlights.getOrDefault(field, List.of()).stream()
                .filter(passage -> !marked || passage.contains(begin))
                .findFirst()
                .map(this::parts)
                .map(parts -> written == null ? parts : asWritten(written, parts));
    }

    private static List<SnippetPart> asWritten(List<String> written, List<SnippetPart> parts) {
        return written.stream()
                .flatMap(text -> NormalText.asWritten(text, parts).stream())
                .findFirst()
                .orElse(parts);
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
