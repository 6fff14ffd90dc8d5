// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

/** Somebody else may hold the lease by now, so what its former holder was about to write is refused. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(Lease lease) {
        super("The lease " + lease.name() + " with token " + lease.token() + " is no longer held");
    }
}
