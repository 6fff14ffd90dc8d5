// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Suggests the name of the schema that was meant. The schema is public, so nothing is told that its reader does not know. */
final class NameSuggestion {

    private static final int LONGEST = 40;

    private NameSuggestion() {}

    /** A question to end a message with; empty if no name is near. */
    static String hint(String written, Stream<String> names) {
        if (written.isEmpty() || written.length() > LONGEST) {
            return "";
        }
        int most = Math.clamp(written.length() / 3, 1, 3);
        String lower = written.toLowerCase(Locale.ROOT);
        record Guess(String name, int distance) {}
        return names.filter(name -> Math.abs(name.length() - written.length()) <= most)
                .map(name -> new Guess(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(guess -> guess.distance() <= most)
                .min(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name))
                .map(guess -> ". Did you mean '" + guess.name() + "'?")
                .orElse("");
    }

    /** How many letters are put in, left out, exchanged with their neighbour or replaced. */
    private static int distance(String left, String right) {
        int[][] distances = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                distances[row][column] =
                        row == 0 || column == 0 ? row + column : nearest(distances, left, right, row, column);
            }
        }
        return distances[left.length()][right.length()];
    }

    private static int nearest(int[][] distances, String left, String right, int row, int column) {
        boolean same = left.charAt(row - 1) == right.charAt(column - 1);
        int least = Math.min(
                Math.min(distances[row - 1][column], distances[row][column - 1]) + 1,
                distances[row - 1][column - 1] + (same ? 0 : 1));
        boolean exchanged = row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
        return exchanged ? Math.min(least, distances[row - 2][column - 2] + 1) : least;
    }
}
