// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.language.Document;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache of parsed documents: those that were accepted lately, by their text. All texts together are at most so long; the
 * least recently used go first. A parsed document takes about forty bytes for each character.
 */
final class DocumentCache {

    private final int maxChars;
    private final Map<String, Document> documents = new LinkedHashMap<>(16, 0.75f, true);
    private int chars;

    DocumentCache(int maxChars) {
        this.maxChars = maxChars;
    }

    synchronized @Nullable Document get(String text) {
        return documents.get(text);
    }

    synchronized void put(String text, Document document) {
        if (text.length() > maxChars || documents.put(text, document) != null) {
            return;
        }
        chars += text.length();
        Iterator<String> eldest = documents.keySet().iterator();
        while (chars > maxChars) {
            chars -= eldest.next().length();
            eldest.remove();
        }
    }

    synchronized int chars() {
        return chars;
    }
}
