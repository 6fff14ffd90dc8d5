// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

/** An {@link Error} of the code that a loop runs, as an exception that the loop handles. */
public final class FaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultException(Error error) {
        super(error.toString(), error);
    }
}
