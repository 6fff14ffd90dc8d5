// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import org.jspecify.annotations.Nullable;

/** A text that is read line by line is not in the form that it is said to have. */
public final class MalformedLineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String wanted;

    /**
     * @param line from 1
     * @param wanted what would have to be there
     */
    public MalformedLineException(int line, String wanted) {
        this(line, wanted, null);
    }

    /** @param cause what found it */
    public MalformedLineException(int line, String wanted, @Nullable Throwable cause) {
        super("line " + line + ": there must be " + wanted, cause);
        this.line = line;
        this.wanted = wanted;
    }

    public int line() {
        return line;
    }

    public String wanted() {
        return wanted;
    }
}
