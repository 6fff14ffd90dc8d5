// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.outbox.OutboxEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After which events it is worked out anew whether it is safe to go on. */
class SafeToProceedSubscriptionsTest {

    private static final String FOLLOWED = "followed";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ci.operational-status-changed.v1",
                "ci.relation-ended.v1",
                "incident.reported.v1",
                "incident.assigned.v1",
                "incident.resolved.v1"
            })
    void shouldLookAgainAfterWhatMayBeAnywhere(String type) {
        assertThat(SafeToProceedSubscriptions.matters(event(type, "other"), FOLLOWED))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "incident.commented.v1",
                "incident.work-noted.v1",
                "incident.work-note-corrected.v1",
                "incident.follow-up-due.v1",
                "change.comment-corrected.v1",
                "change.work-noted.v1"
            })
    void shouldPassOverWhatIsSaidOfARecord(String type) {
        assertThat(SafeToProceedSubscriptions.matters(event(type, FOLLOWED), FOLLOWED))
                .isFalse();
    }

    @Test
    void shouldPassOverOtherChanges() {
        assertThat(SafeToProceedSubscriptions.matters(event("change.started.v1", FOLLOWED), FOLLOWED))
                .isTrue();
        assertThat(SafeToProceedSubscriptions.matters(event("change.started.v1", "other"), FOLLOWED))
                .isFalse();
    }

    private static OutboxEvent event(String type, String recordId) {
        return new OutboxEvent(1, "id", type, "Record", recordId, 1, Instant.EPOCH, Instant.EPOCH, "{}", null);
    }
}
