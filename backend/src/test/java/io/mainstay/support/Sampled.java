// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Some of many cases that are alike, others each time; all of them with {@code -Pfull}. */
public final class Sampled {

    private static final boolean ALL = Boolean.getBoolean("mainstay.cases.all");
    private static final int ONE_OF = 3;
    private static final Random RANDOM = new Random(Long.getLong("mainstay.seed", System.nanoTime()));

    private Sampled() {}

    /** A third. */
    public static <T> Stream<T> of(Stream<T> cases) {
        return cases.filter(_ -> hit());
    }

    /** Whether a case is one of the third. */
    public static boolean hit() {
        return ALL || RANDOM.nextInt(ONE_OF) == 0;
    }

    /** A few of them. */
    public static <T> Stream<T> some(int count, List<T> cases) {
        if (ALL) {
            return cases.stream();
        }
        List<T> shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, RANDOM);
        return shuffled.stream().limit(count);
    }
}
