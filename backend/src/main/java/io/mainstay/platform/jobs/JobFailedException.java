// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

/** What a job cannot do, however often it is tried: it fails at once. */
public final class JobFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobFailedException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
