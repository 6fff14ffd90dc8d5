// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.execution.AbortExecutionException;
import java.util.Map;

/** Refuses an operation that may be tried again later as it is. */
final class TooBusyException extends AbortExecutionException {

    private static final long serialVersionUID = 1L;

    /** When to come back, in seconds. */
    static final int RETRY_AFTER = 1;

    TooBusyException(String message) {
        super(message);
    }

    @Override
    public Map<String, Object> getExtensions() {
        return Map.of("code", ErrorCode.TOO_MANY_REQUESTS.name(), "retryAfter", RETRY_AFTER);
    }
}
