// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an input, so that a caller is told everything at once; of very much that is wrong, how much more there is. */
public final class Validation {

    /** How many errors are told: a list of a hundred wrong entries would be answered by more than it is. */
    static final int MAX_ERRORS = 25;

    private final List<UserError> errors = new ArrayList<>();
    private int more;

    public Validation add(UserError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        } else {
            more++;
        }
        return this;
    }

    /** The text must hold something other than blanks. */
    public Validation requireText(@Nullable String value, int maxLength, String... field) {
        if (value == null || value.isBlank()) {
            return add(UserError.of(UserErrorCode.REQUIRED, name(field) + " must not be empty.", field));
        }
        return limitText(value, maxLength, field);
    }

    /**
     * The text, if there is one, must not exceed so many characters (Unicode code points), nor hold control characters
     * other than tabs and line breaks.
     */
    public Validation limitText(@Nullable String value, int maxLength, String... field) {
        if (value == null) {
            return this;
        }
        if (value.codePointCount(0, value.length()) > maxLength) {
            return add(UserError.of(
                            UserErrorCode.TOO_LONG,
                            name(field) + " must not be longer than " + maxLength + " characters.",
                            field)
                    .with("max", maxLength));
        }
        return check(Texts.isPlain(value), "free of control characters other than tabs and line breaks", field);
    }

    public Validation require(@Nullable Object value, String... field) {
        if (value == null) {
            add(UserError.of(UserErrorCode.REQUIRED, name(field) + " is required.", field));
        }
        return this;
    }

    public Validation check(boolean holds, String rule, String... field) {
        if (!holds) {
            add(UserError.of(UserErrorCode.INVALID, name(field) + " must be " + rule + ".", field));
        }
        return this;
    }

    public boolean failed() {
        return !errors.isEmpty();
    }

    public List<UserError> errors() {
        List<UserError> told = new ArrayList<>(errors);
        if (more > 0) {
            String message = more == 1 ? "There is one more error." : "There are " + more + " more errors.";
            told.add(UserError.of(UserErrorCode.INVALID, message).with("more", more));
        }
        return List.copyOf(told);
    }

    /** @throws RefusedException with all errors, if there are any */
    public void refuseIfFailed() {
        if (failed()) {
            throw new RefusedException(errors());
        }
    }

    private static String name(String... field) {
        return field.length == 0 ? "The request" : field[field.length - 1];
    }
}
