// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

import java.util.Objects;

/** A file was not taken; the message says why and what to do. */
public final class AttachmentRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public AttachmentRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Reason reason() {
        return reason;
    }

    /** Why a file is not taken. */
    public enum Reason {
        /** Its name is not one. */
        NAME,
        /** It has no bytes. */
        EMPTY,
        /** It has too many. */
        TOO_LARGE,
        /** Files of its type are not taken. */
        TYPE,
        /** It did not come to its end. */
        INCOMPLETE,
        /** The person has sent too many that are not attached. */
        TOO_MANY,
        /** Too many are being sent. */
        BUSY,
        /** There is nowhere to keep it. */
        UNAVAILABLE
    }
}
