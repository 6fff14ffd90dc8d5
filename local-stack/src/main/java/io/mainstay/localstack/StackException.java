// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

/** Something the person at the keyboard can act on; its message is shown without a stack trace. */
final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
