// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a mutation without effect: its transaction is rolled back and its payload carries the errors. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whatever is sent as an id is named in the refusal. */
    private static final int MAX_SHOWN_ID = 100;

    private static final String NO_ID =
            " An id is a UUID, which the field id of the record gives; look a number or a name up first.";

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
        return new RefusedException(absence(what, id, "does not exist", field));
    }

    /**
     * What is named cannot be used. Who names a record by its number or name is told what an id is.
     *
     * @param fault what is wrong with it, such as "does not exist"
     */
    public static UserError absence(String what, String id, String fault, String[] field) {
        String shown = Texts.shortened(id, MAX_SHOWN_ID);
        String hint = Ids.isMeantAsId(id) ? "" : NO_ID;
        return UserError.of(UserErrorCode.NOT_FOUND, "%s %s %s.%s".formatted(what, shown, fault, hint), field)
                .with("id", shown);
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
