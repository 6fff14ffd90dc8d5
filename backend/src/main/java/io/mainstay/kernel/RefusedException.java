// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a mutation without effect: its transaction is rolled back and its payload carries the errors. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whatever is sent as an id is named in the refusal. */
    private static final int MAX_SHOWN_ID = 100;

    private final transient List<UserError> errors;

    public RefusedException(List<UserError> errors) {
        super(errors.stream().map(UserError::message).collect(Collectors.joining(" ")));
        this.errors = List.copyOf(errors);
    }

    public RefusedException(UserError error) {
        this(List.of(error));
    }

    public List<UserError> errors() {
        return errors;
    }

    /** What is named does not exist, or is not visible, which callers cannot tell apart. */
    public static RefusedException notFound(String what, String id, String... field) {
        String shown = Texts.shortened(id, MAX_SHOWN_ID);
        return new RefusedException(
                UserError.of(UserErrorCode.NOT_FOUND, what + " " + shown + " does not exist.", field)
                        .with("id", shown));
    }

    public static RefusedException staleVersion(int expected, int current) {
        return new RefusedException(UserError.of(
                        UserErrorCode.STALE_VERSION,
                        "expectedVersion is " + expected + ", but the record has version " + current
                                + ". Read it again and repeat the change if it still applies.",
                        "expectedVersion")
                .with("currentVersion", current));
    }
}
