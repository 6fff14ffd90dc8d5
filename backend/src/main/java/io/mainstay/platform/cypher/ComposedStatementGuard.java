// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import io.mainstay.kernel.BadArgumentException;

/**
 * Bounds the text of composed statements, the last line of defence before the database: what lists accept is bounded where
 * they read it, and a text that gets here all the same and that Neo4j's parser could choke on is not sent. Its parser calls
 * itself for each bracket, and brackets a few hundred deep overflow its stack, after which the whole connection hangs.
 */
final class ComposedStatementGuard {

    /** The longest that a list of incidents accepts takes an eighth of it. */
    static final int MAX_LENGTH = 32_768;

    /** The deepest that a list of incidents accepts takes a fifth of it. */
    static final int MAX_DEPTH = 60;

    private ComposedStatementGuard() {}

    /** @throws BadArgumentException if the text is longer, or its brackets nest deeper, than any list needs */
    static void refuseIfTooMuch(String text) {
        if (text.length() > MAX_LENGTH || depth(text) > MAX_DEPTH) {
            throw new BadArgumentException("filter", "simpler: with fewer conditions, less deeply nested");
        }
    }

    // Also counts brackets in literals: composed texts have none, their values are parameters.
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int index = 0; index < text.length(); index++) {
            switch (text.charAt(index)) {
                case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
                case ')', ']', '}' -> depth--;
                default -> {
                    // everything else nests nothing
                }
            }
        }
        return deepest;
    }
}
