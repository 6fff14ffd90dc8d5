// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

/** The identity provider does not answer, or refuses this installation's credentials. What is known here stays valid. */
public final class IdentityProviderUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IdentityProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
