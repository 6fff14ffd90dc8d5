// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.observability;

import io.mainstay.kernel.Texts;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Shortens what a line of the log says: a message may repeat what a client sent, and no client is to fill the log. Stack
 * traces are left to {@link BoundedStackTraces}. Named in {@code application.yml}.
 */
final class BoundedLogValues implements StructuredLoggingJsonMembersCustomizer<Object> {

    /** In characters; the longest messages of our own have some hundred. */
    static final int MAX_LENGTH = 2_000;

    private static final String STACK_TRACE = "stack_trace";

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(ValueProcessor.of(String.class, value -> Texts.shortened(value, MAX_LENGTH))
                .whenHasPath(path -> !STACK_TRACE.equals(path.name())));
    }
}
