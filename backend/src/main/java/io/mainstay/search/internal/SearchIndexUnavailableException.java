// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

/** The search engine is away, overloaded, or has no index yet. */
public final class SearchIndexUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SearchIndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public SearchIndexUnavailableException(String message) {
        super(message);
    }
}
