// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on records. Comparing with a missing value is false, and the negation of that is true; only {@link
 * Operator#NE} holds for what is missing.
 */
public sealed interface Filter {

    /** All hold; without any, always. */
    record And(List<Filter> all) implements Filter {
        public And {
            all = List.copyOf(all);
        }
    }

    /** At least one holds; without any, never. */
    record Or(List<Filter> any) implements Filter {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Filter filter) implements Filter {}

    /** {@code value} is a text, number or instant, a list of them for IN, a boolean for IS_NULL. */
    record Compare(Field<?> field, Operator operator, Object value) implements Filter {}

    /** That a field has one of the values; always, if none is given. */
    static Filter in(Field<?> field, @Nullable Collection<?> values) {
        return values == null || values.isEmpty()
                ? new And(List.of())
                : new Compare(field, Operator.IN, List.copyOf(values));
    }

    /** How a field is compared. */
    enum Operator {
        EQ,
        NE,
        IN,
        LT,
        /** Not in filters of the API, which say LT and GTE. */
        GT,
        GTE,
        CONTAINS,
        IS_NULL;

        /** The operator of that name in filters of the API: {@code isNull}. */
        public static Operator ofApi(String name) {
            return switch (name) {
                case "eq" -> EQ;
                case "ne" -> NE;
                case "in" -> IN;
                case "lt" -> LT;
                case "gte" -> GTE;
                case "contains" -> CONTAINS;
                case "isNull" -> IS_NULL;
                default -> throw new IllegalStateException("the schema has an operator that is not read: " + name);
            };
        }
    }
}
