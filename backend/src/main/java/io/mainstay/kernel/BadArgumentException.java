// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

/** A query's argument breaks a rule; answered at top level as BAD_USER_INPUT with the field and the rule. */
public final class BadArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /**
     * @param field the argument, with dots between the parts of its path: {@code input.depth}
     * @param rule what the argument must be, such as {@code between 1 and 100}
     */
    public BadArgumentException(String field, String rule) {
        super(field + " must be " + rule + ".");
        this.field = field;
        this.rule = rule;
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }
}
