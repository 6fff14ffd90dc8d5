// SPDX-License-Identifier: Apache-2.0
package io.mainstay.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A GraphQL document that a page shows: in a command, in a block of its own or within the text.
 *
 * @param page the page
 * @param text the document
 * @param inText whether it stands within the text, where a person is told to ask it as it is
 */
public record DocumentedQuery(Path page, String text, boolean inText) {

    private static final String BEGIN = "(?:\\{\\s*[a-z]|(?:query|mutation|subscription)\\b[^`'{]*\\{)";
    private static final Pattern COMMAND =
            Pattern.compile("(?:ask |=)'(\\s*(?:\\{|query\\b|mutation\\b)(?:[^']|'\\$RANDOM\\$RANDOM')*)'");
    private static final Pattern WITHIN_TEXT = Pattern.compile("`(" + BEGIN + "[^`]*)`");
    private static final Pattern FENCED = Pattern.compile("(?m)^```graphql\n(.*?)^```", Pattern.DOTALL);
    private static final Pattern INDENTED = Pattern.compile("(?m)^    (" + BEGIN + ".*(?:\n    .*)*)");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```.*?^```", Pattern.DOTALL);

    /** All of a page and of those in a folder and below. */
    public static List<DocumentedQuery> of(Path first, Path folder) throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.walk(folder)) {
            pages = Stream.concat(
                            Stream.of(first),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
        List<DocumentedQuery> found = new ArrayList<>();
        for (Path page : pages) {
            String text = Files.readString(page);
            collect(page, COMMAND, text, false, found);
            collect(page, FENCED, text, false, found);
            String withoutBlocks = BLOCK.matcher(text).replaceAll("");
            collect(page, INDENTED, withoutBlocks, false, found);
            collect(page, WITHIN_TEXT, withoutBlocks, true, found);
        }
        return found;
    }

    private static void collect(Path page, Pattern pattern, String text, boolean inText, List<DocumentedQuery> found) {
        Matcher shown = pattern.matcher(text);
        while (shown.find()) {
            String document = shown.group(1).replace("'$RANDOM$RANDOM'", "1");
            found.add(new DocumentedQuery(page, document, inText));
        }
    }
}
