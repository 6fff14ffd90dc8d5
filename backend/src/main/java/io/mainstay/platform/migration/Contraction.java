// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises statements that take away what an earlier release may still need. They are recognised by their words, so a new
 * constraint on what an earlier release writes goes unnoticed; {@code docs/operations/upgrade.md} says what else to mind.
 */
final class Contraction {

    private static final Pattern QUOTED = Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"|`[^`]*`");
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private enum Removal {
        DROP("\\bDROP\\b", "drops an index or a constraint"),
        DELETE("\\bDELETE\\b", "deletes nodes or relationships"),
        REMOVE("\\bREMOVE\\b", "removes properties or labels"),
        NULL("[^<>=!]=\\s*NULL\\b", "sets a property to null, which removes it"),
        REPLACE("\\bSET\\s+\\w+\\s*=[^~]", "replaces all properties of a node");

        private final Pattern words;
        private final String meaning;

        Removal(String words, String meaning) {
            this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
            this.meaning = meaning;
        }
    }

    private Contraction() {}

    /** What a statement takes away, if it takes anything. */
    static Optional<String> of(String statement) {
        // Texts first: one may contain what looks like a comment.
        String code = COMMENT.matcher(QUOTED.matcher(statement).replaceAll("_")).replaceAll(" ");
        return List.of(Removal.values()).stream()
                .filter(removal -> removal.words.matcher(code).find())
                .map(removal -> removal.meaning)
                .findFirst();
    }
}
