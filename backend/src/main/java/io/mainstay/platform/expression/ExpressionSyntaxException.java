// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.expression;

import io.mainstay.kernel.Texts;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;

/** What somebody wrote is no condition: where, and what is wrong there. */
public final class ExpressionSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 300;

    private final int line;
    private final int column;

    /**
     * @param line from 1
     * @param column from 1
     */
    ExpressionSyntaxException(String message, int line, int column) {
        super(Texts.shortened(message, MAX_SHOWN));
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** The refusal of the field that holds the expression. */
    public UserError error(String... field) {
        return UserError.of(
                        UserErrorCode.INVALID,
                        "%s must be a condition in CEL; at line %d, column %d: %s"
                                .formatted(field[field.length - 1], line, column, getMessage()),
                        field)
                .with("line", line)
                .with("column", column);
    }
}
