package io.mainstay.cmdb;

import java.util.List;

/** Which CIs a list shows. */
public sealed interface ItemCondition {

    /** All conditions hold; none holds always. */
    record All(List<ItemCondition> conditions) implements ItemCondition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** At least one condition holds. */
    record Any(List<ItemCondition> conditions) implements ItemCondition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** The condition does not hold. */
    record Not(ItemCondition condition) implements ItemCondition {}

    /** A field compares with a value. */
    record Compare(ItemField field, Operator operator, Object value) implements ItemCondition {}

    /** An attribute compares with a value. */
    record CompareAttribute(String key, Operator operator, Object value) implements ItemCondition {}

    /** How a field compares. */
    enum Operator {
        /** Equals. */
        EQ,
        /** Differs; a missing value differs from every value. */
        NE,
        /** Equals one of a list. */
        IN,
        /** Contains a text, whatever the case of letters. */
        CONTAINS,
        /** Is less. */
        LT,
        /** Equals or exceeds. */
        GTE,
        /** Is missing (true) or present (false). */
        IS_NULL
    }

    /** The condition of a list of everything. */
    static ItemCondition everything() {
        return new All(List.of());
    }
}
