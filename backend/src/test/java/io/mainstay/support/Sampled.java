// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.Random;
import java.util.stream.Stream;

/** A third of many cases that are alike, another one each time; all of them with {@code -Pfull}. */
public final class Sampled {

    private static final boolean ALL = Boolean.getBoolean("mainstay.cases.all");
    private static final int ONE_OF = 3;

    private Sampled() {}

    public static <T> Stream<T> of(Stream<T> cases) {
        Random random = new Random(Long.getLong("mainstay.seed", System.nanoTime()));
        return ALL ? cases : cases.filter(_ -> random.nextInt(ONE_OF) == 0);
    }
}
