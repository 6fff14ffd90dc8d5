// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.BadArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing to look for: a word, of which the beginning is enough, or a phrase that must stand as it is.
 *
 * @param exact whether it stood between quotation marks
 */
public record QueryTerm(String text, boolean exact) {

    private static final int MAX = 16;
    private static final Pattern TERM = Pattern.compile("\"([^\"]+)\"|([^\\s\"]+)");

    /** @throws BadArgumentException if there is nothing to look for, or more than {@value #MAX} terms */
    public static List<QueryTerm> parse(String query) {
        List<QueryTerm> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(query);
        while (matcher.find()) {
            String phrase = matcher.group(1);
            String text = phrase == null ? matcher.group(2) : phrase.strip();
            if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
                terms.add(new QueryTerm(text, phrase != null));
            }
        }
        if (terms.isEmpty() || terms.size() > MAX) {
            throw new BadArgumentException("query", "1 to " + MAX + " words with letters or digits");
        }
        return List.copyOf(terms);
    }

    /** The parts of the name that a word may be; see {@link Identifiers}. */
    public List<String> parts() {
        return Identifiers.parts(text);
    }

    /** Whether it holds characters of a script that does not put blanks between words. */
    public boolean ideographic() {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }
}
