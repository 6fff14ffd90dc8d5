// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes names such as {@code db_prod-01}, {@code mail.example.net} and {@code INC0001042} apart, because people remember a
 * part of them and tokenizers keep many of them whole.
 */
public final class Identifiers {

    private static final int MAX = 200;
    private static final Pattern WORD = Pattern.compile("[^\\s,;()\\[\\]{}<>\"'，。；、（）「」]+");
    private static final Pattern BOUNDARY =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})|(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern LEADING_ZEROS = Pattern.compile("0+(?=\\d)");

    private Identifiers() {}

    /** The parts of one word, in lower case and in order; a plain word is its own only part. */
    public static List<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        for (String part : BOUNDARY.split(word)) {
            if (!part.isEmpty()) {
                parts.add(part.toLowerCase(Locale.ROOT));
            }
        }
        return parts;
    }

    /**
     * The parts of every word of the texts that has several, each word's parts joined by blanks; numbers also without
     * leading zeros.
     *
     * @return at most {@value #MAX}, the first ones
     */
    public static List<String> inTexts(List<String> texts) {
        Set<String> found = new LinkedHashSet<>();
        for (String text : texts) {
            WORD.matcher(text).results().map(match -> parts(match.group())).forEach(parts -> {
                if (parts.size() > 1 && found.size() < MAX) {
                    found.add(String.join(" ", withoutLeadingZeros(parts)));
                }
            });
        }
        return List.copyOf(found);
    }

    private static List<String> withoutLeadingZeros(List<String> parts) {
        List<String> all = new ArrayList<>();
        for (String part : parts) {
            all.add(part);
            String shorter = LEADING_ZEROS.matcher(part).replaceFirst("");
            if (!shorter.equals(part) && part.chars().allMatch(Character::isDigit)) {
                all.add(shorter);
            }
        }
        return all;
    }
}
