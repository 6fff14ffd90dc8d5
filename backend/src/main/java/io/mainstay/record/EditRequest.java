// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who wants what done to which record.
 *
 * @param recordId the record, or the id that a new one shall have
 * @param action such as {@code incident.resolve}
 * @param expectedVersion the version that the caller has seen; null for what only adds
 * @param idempotencyKey makes the request safe to send again; null for none
 * @param content the request in a form that is equal for equal requests
 * @param at when it happens
 */
public record EditRequest(
        Principal principal,
        String recordId,
        String action,
        @Nullable Integer expectedVersion,
        @Nullable String idempotencyKey,
        Object content,
        Occurrence at) {

    /** A change of what the caller has seen. */
    public static EditRequest of(
            Principal principal, String recordId, String action, int expectedVersion, Occurrence at) {
        return new EditRequest(principal, recordId, action, expectedVersion, null, action, at);
    }

    EditRequest at(Occurrence fitted) {
        return new EditRequest(principal, recordId, action, expectedVersion, idempotencyKey, content, fitted);
    }
}
