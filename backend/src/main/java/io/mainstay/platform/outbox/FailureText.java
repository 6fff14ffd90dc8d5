// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

/** What is kept of a failure: its first line or more, bounded. */
final class FailureText {

    private static final int MAX_LENGTH = 2_000;

    private FailureText() {}

    static String of(Throwable failure) {
        String text = failure.toString();
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }
}
