// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Validation;
import io.mainstay.platform.cypher.Row;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What it is estimated to cost to make a change or a release: an amount in the currency of the installation, of which policies of approval
 * ask.
 */
public final class EstimatedCost {

    /** What the API, the graph and the history call it. */
    public static final String FIELD = "estimatedCost";

    /** The API, the graph and policies have it as a binary fraction: with so many digits before and after the point that is the same amount. */
    private static final BigDecimal MOST = new BigDecimal("999999999999.99");

    private static final int FRACTION_DIGITS = 2;

    private EstimatedCost() {}

    /** The same amount is the same value, however many noughts it was written with; one with too many digits stays, for its check to refuse. */
    public static @Nullable BigDecimal normal(@Nullable BigDecimal amount) {
        return amount == null || !isFineEnough(amount) ? amount : amount.setScale(FRACTION_DIGITS);
    }

    /** As the graph and policies have it. */
    public static @Nullable Double stored(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.doubleValue();
    }

    /** From the node of a change or a release. */
    public static @Nullable BigDecimal read(Row node) {
        return node.has(FIELD) ? BigDecimal.valueOf(node.doubleValue(FIELD)) : null;
    }

    /** @param amount null for one that nobody has estimated */
    public static void check(Validation validation, @Nullable BigDecimal amount) {
        if (amount != null) {
            validation
                    .check(
                            amount.signum() >= 0 && amount.compareTo(MOST) <= 0,
                            "between 0 and " + MOST.toPlainString(),
                            "input",
                            FIELD)
                    .check(
                            isFineEnough(amount),
                            "an amount with at most " + FRACTION_DIGITS + " digits after the point",
                            "input",
                            FIELD);
        }
    }

    private static boolean isFineEnough(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= FRACTION_DIGITS;
    }
}
