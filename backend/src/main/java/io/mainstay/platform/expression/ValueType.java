// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;

/** What the values of a variable of an expression are. */
public enum ValueType {
    /** A {@link String}. */
    TEXT(SimpleType.STRING),
    /** A {@link Long}. */
    WHOLE_NUMBER(SimpleType.INT),
    /** A {@link Double}. */
    NUMBER(SimpleType.DOUBLE),
    /** A {@link Boolean}. */
    YES_OR_NO(SimpleType.BOOL),
    /** An {@link java.time.Instant}. */
    INSTANT(SimpleType.TIMESTAMP),
    /** A list of strings. */
    TEXTS(ListType.create(SimpleType.STRING)),
    /** A map from texts to values of whatever type: what an expression makes of one is only known when it is evaluated. */
    VALUES(MapType.create(SimpleType.STRING, SimpleType.DYN));

    private final CelType type;

    ValueType(CelType type) {
        this.type = type;
    }

    CelType type() {
        return type;
    }
}
