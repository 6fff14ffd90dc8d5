// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

/**
 * How unlikely it is that so many incidents are chance: minus the decimal logarithm of the probability that a Poisson process
 * with the expected rate gives at least as many. 3 is one chance in a thousand; about 0.3 is what one would expect.
 */
final class TrendScore {

    private static final double NEGLIGIBLE = 1e-17;
    private static final int EXACT_FACTORIALS = 64;

    private TrendScore() {}

    /**
     * @param count how many there were
     * @param expected how many there should have been, more than 0
     */
    static double of(int count, double expected) {
        if (count <= expected) {
            return -Math.log10(1 - below(count, expected));
        }
        // In logarithms throughout: the probability itself may be far smaller than a double can be.
        return -(logProbability(count, expected) + Math.log(tail(count, expected))) / Math.log(10);
    }

    /** The probability of fewer than so many. */
    private static double below(int count, double expected) {
        if (count == 0) {
            return 0;
        }
        double sum = 0;
        double term = 1;
        for (int at = count - 1; at >= 0 && term > NEGLIGIBLE; at--) {
            sum += term;
            term *= at / expected;
        }
        return Math.exp(logProbability(count - 1, expected)) * sum;
    }

    /** The probability of at least so many, as a multiple of that of exactly so many. */
    private static double tail(int count, double expected) {
        double sum = 0;
        double term = 1;
        for (int at = count + 1; term > NEGLIGIBLE; at++) {
            sum += term;
            term *= expected / at;
        }
        return sum;
    }

    private static double logProbability(int count, double expected) {
        return count * Math.log(expected) - expected - logFactorial(count);
    }

    private static double logFactorial(int count) {
        if (count >= EXACT_FACTORIALS) {
            // Stirling's series; its error is below 1e-12 from here on.
            double inverse = 1.0 / count;
            return count * Math.log(count)
                    - count
                    + 0.5 * Math.log(2 * Math.PI * count)
                    + inverse / 12
                    - inverse * inverse * inverse / 360;
        }
        double sum = 0;
        for (int factor = 2; factor <= count; factor++) {
            sum += Math.log(factor);
        }
        return sum;
    }
}
