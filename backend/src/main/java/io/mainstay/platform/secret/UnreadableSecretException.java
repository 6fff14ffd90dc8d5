// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.secret;

/** An encrypted value cannot be decrypted: its key is missing, it was altered, or it belongs somewhere else. */
public final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String message) {
        super(message);
    }
}
