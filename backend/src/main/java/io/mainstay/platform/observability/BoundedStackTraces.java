// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.observability;

import io.mainstay.kernel.Texts;
import java.io.IOException;
import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.StandardStackTracePrinter;

/**
 * Shortens the messages of exceptions, which may repeat what a client sent, and leaves the frames below them whole. Named in
 * {@code application.yml}.
 */
final class BoundedStackTraces implements StackTracePrinter {

    /** In characters, of each exception in a chain of causes. */
    static final int MAX_LENGTH = 500;

    private final StackTracePrinter printer = StandardStackTracePrinter.rootLast()
            .withMaximumLength(64 * 1024)
            .withFormatter(thrown -> Texts.shortened(thrown.toString(), MAX_LENGTH));

    @Override
    public void printStackTrace(Throwable throwable, Appendable appendable) throws IOException {
        printer.printStackTrace(throwable, appendable);
    }
}
