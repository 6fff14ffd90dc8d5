// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

/** A row lacks a value that it must have: the record is not what it should be, or is just being changed. */
final class MissingValueException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MissingValueException(String message) {
        super(message);
    }
}
