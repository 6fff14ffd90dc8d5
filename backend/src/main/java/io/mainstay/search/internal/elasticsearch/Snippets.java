package io.mainstay.search.internal.elasticsearch;

import io.mainstay.search.SearchHit.SnippetPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes passages apart at the marks that the highlighter sets. The marks are of Unicode's private use: no text has them. */
final class Snippets {

    static final String BEGIN = "\ue000";
    static final String END = "\ue001";

    private Snippets() {}

    /** The title with its matches. */
    static List<SnippetPart> title(String title, Map<String, List<String>> highlights) {
        List<String> marked = highlights.getOrDefault(Fields.TITLE, List.of());
        return marked.isEmpty() ? List.of(new SnippetPart(title, false)) : parts(marked.getFirst());
    }

    /** The passage that matches best, of texts that everybody may read first; the beginning if none matches. */
    static List<SnippetPart> text(Map<String, List<String>> highlights) {
        List<String> passages = new ArrayList<>(highlights.getOrDefault(Fields.TEXTS, List.of()));
        passages.addAll(highlights.getOrDefault(Fields.INTERNAL_TEXTS, List.of()));
        return passages.stream()
                .filter(passage -> passage.contains(BEGIN))
                .findFirst()
                .or(() -> highlights.getOrDefault(Fields.TEXTS, List.of()).stream()
                        .findFirst())
                .map(Snippets::parts)
                .orElse(List.of());
    }

    static List<SnippetPart> parts(String marked) {
        List<SnippetPart> parts = new ArrayList<>();
        int position = 0;
        while (position < marked.length()) {
            int begin = marked.indexOf(BEGIN, position);
            if (begin < 0) {
                add(parts, marked.substring(position), false);
                break;
            }
            add(parts, marked.substring(position, begin), false);
            int end = marked.indexOf(END, begin);
            add(parts, marked.substring(begin + 1, end < 0 ? marked.length() : end), true);
            position = end < 0 ? marked.length() : end + 1;
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
