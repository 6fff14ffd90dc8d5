// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.search.SearchHit.SnippetPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form in which texts and queries are compared: Unicode's NFKC, by which letters of full width and ligatures are plain ones, and
 * traditional ideographs as simplified ones. A search engine without plugins can do neither. What people are shown stays as it was
 * written: {@link #asWritten}.
 */
public final class NormalText {

    /** What people see as one character, with its accents. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** Chinese punctuation, of which no word is made: nearly every Chinese text would otherwise differ from its normal form. */
    private static final String KEPT = "，。！？：；（）、";

    private static final char FIRST_IDEOGRAPH = '\u4e00';
    private static final char LAST_IDEOGRAPH = '\u9fff';
    private static final char LAST_ASCII = '\u007f';
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Map<Character, Character> SIMPLIFIED = simplified();

    private NormalText() {}

    /** The normal form; the text itself if it has it. */
    public static String of(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!isNormal(text.charAt(index))) {
                StringBuilder normal = new StringBuilder(text.length());
                Matcher characters = CHARACTER.matcher(text);
                while (characters.find()) {
                    normal.append(normalOf(characters.group()));
                }
                return normal.toString();
            }
        }
        return text;
    }

    /** The normal forms, in the same order. */
    public static List<String> of(List<String> texts) {
        return texts.stream().map(NormalText::of).toList();
    }

    /**
     * A passage of a text's normal form as it was written.
     *
     * @param written the text
     * @param passage the passage, in pieces
     * @return empty if the passage is not of this text
     */
    public static Optional<List<SnippetPart>> asWritten(String written, List<SnippetPart> passage) {
        StringBuilder normal = new StringBuilder(written.length());
        List<Integer> places = new ArrayList<>(written.length());
        Matcher characters = CHARACTER.matcher(written);
        while (characters.find()) {
            String one = normalOf(characters.group());
            normal.append(one);
            for (int index = 0; index < one.length(); index++) {
                places.add(characters.start());
            }
        }
        places.add(written.length());
        String whole = passage.stream().map(SnippetPart::text).collect(Collectors.joining());
        int from = normal.indexOf(whole);
        if (from < 0) {
            return Optional.empty();
        }
        List<SnippetPart> parts = new ArrayList<>();
        for (SnippetPart part : passage) {
            int to = from + part.text().length();
            String text = written.substring(places.get(from), places.get(to));
            if (!text.isEmpty()) {
                parts.add(new SnippetPart(text, part.match()));
            }
            from = to;
        }
        return Optional.of(parts);
    }

    /** Whether a character is its own normal form wherever it stands; of others, one has to look. */
    private static boolean isNormal(char character) {
        return character <= LAST_ASCII
                || (character >= FIRST_IDEOGRAPH && character <= LAST_IDEOGRAPH && !SIMPLIFIED.containsKey(character))
                || KEPT.indexOf(character) >= 0;
    }

    private static String normalOf(String character) {
        if (character.length() == 1 && isNormal(character.charAt(0))) {
            return character;
        }
        StringBuilder normal = new StringBuilder(Normalizer.normalize(character, Normalizer.Form.NFKC));
        for (int index = 0; index < normal.length(); index++) {
            Character simplified = SIMPLIFIED.get(normal.charAt(index));
            if (simplified != null) {
                normal.setCharAt(index, simplified);
            }
        }
        return normal.toString();
    }

    /** Pairs of a traditional ideograph and its simplified form, between blanks; see the test that compares them with ICU. */
    private static Map<Character, Character> simplified() {
        try (InputStream file = NormalText.class.getResourceAsStream("/search/traditional-simplified.txt")) {
            if (file == null) {
                throw new IllegalStateException("The application lacks /search/traditional-simplified.txt");
            }
            Map<Character, Character> pairs = new HashMap<>();
            for (String pair : BLANKS.split(new String(file.readAllBytes(), StandardCharsets.UTF_8))) {
                pairs.put(pair.charAt(0), pair.charAt(1));
            }
            return Map.copyOf(pairs);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
