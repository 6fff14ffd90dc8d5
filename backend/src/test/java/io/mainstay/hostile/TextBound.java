// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a text may be, as its description in the schema says.
 *
 * @param max of characters
 * @param exact whether a longer one is refused as too long rather than as no such choice
 */
record TextBound(int max, boolean exact) {

    private static final Pattern CHARACTERS = Pattern.compile("(?:[Aa]t most|\\d+ to) (\\d[\\d,]*) characters");
    private static final Pattern ANY = Pattern.compile("(?:[Aa]t most|\\d+ to) (\\d[\\d,]*)");

    static Optional<TextBound> of(@Nullable String description) {
        if (description == null) {
            return Optional.empty();
        }
        String text = description.replaceAll("\\s+", " ");
        return find(CHARACTERS, text)
                .map(max -> new TextBound(max, true))
                .or(() -> find(ANY, text).map(max -> new TextBound(max, false)));
    }

    private static Optional<Integer> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1).replace(",", ""))) : Optional.empty();
    }
}
