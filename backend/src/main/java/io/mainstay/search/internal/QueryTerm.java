// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.BadArgumentException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing to look for: a word, of which the beginning is enough, or a phrase that must stand as it is.
 *
 * @param exact whether it stood between quotation marks
 */
public record QueryTerm(String text, boolean exact) {

    private static final int MAX = 16;
    private static final int MAX_RUNS = 8;
    private static final int SHORTEST_PLURAL = 4;
    private static final int SHORTEST_SPELLED = 4;
    private static final Pattern RUN = Pattern.compile("\\p{IsIdeographic}+|\\P{IsIdeographic}+");
    private static final Pattern LATIN_WORD = Pattern.compile("\\p{IsLatin}+");
    private static final Pattern NO_PLURAL = Pattern.compile("(?:[^s]|ss|us|is)$");
    private static final Pattern SIBILANT_PLURAL = Pattern.compile("(?:ss|x|z|ch|sh)es$");
    private static final Pattern TERM = Pattern.compile("\"([^\"]+)\"|([^\\s\"]+)");

    /** @throws BadArgumentException if there is nothing to look for, or more than {@value #MAX} terms */
    public static List<QueryTerm> parse(String query) {
        List<QueryTerm> terms = new ArrayList<>();
        // A blank and a quotation mark of full width are what people type between Chinese words.
        Matcher matcher = TERM.matcher(Normalizer.normalize(query, Normalizer.Form.NFKC));
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

    /**
     * What is typed without a blank in between and still is several: ideographs, and what is none, as in {@code 连接超时order-db}.
     *
     * @return itself alone if it is one, or if it changes so often that it is no text
     */
    public List<QueryTerm> runs() {
        List<QueryTerm> runs = RUN.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(run -> run.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(run -> new QueryTerm(run, exact))
                .toList();
        return runs.size() > MAX_RUNS ? List.of(this) : runs;
    }

    /** The singular of what may be an English plural: a search must find {@code switch} by {@code switches}. */
    public Optional<String> singular() {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.length() < SHORTEST_PLURAL
                || !LATIN_WORD.matcher(word).matches()
                || NO_PLURAL.matcher(word).find()) {
            return Optional.empty();
        }
        if (word.endsWith("ies")) {
            return Optional.of(word.substring(0, word.length() - 3) + 'y');
        }
        return Optional.of(
                SIBILANT_PLURAL.matcher(word).find()
                        ? word.substring(0, word.length() - 2)
                        : word.substring(0, word.length() - 1));
    }

    /** Whether there is something in it that may be spelled wrongly. */
    public boolean isSpelled() {
        return !exact && parts().stream().anyMatch(QueryTerm::isSpelled);
    }

    /** Whether a part is a word whose letters may be wrong; a number that differs is another one, and short words are all alike. */
    public static boolean isSpelled(String part) {
        return part.length() >= SHORTEST_SPELLED && LATIN_WORD.matcher(part).matches();
    }
}
