// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.outbox.OutboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeploymentDecisionSubscriptionsTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final ReleaseQueries.Followed RESTS =
            new ReleaseQueries.Followed(new DeploymentDecision(true, List.of(), true), "release", Set.of("change"));

    private static boolean mayChange(String type, String aggregateType, String id) {
        return DeploymentDecisionSubscriptions.mayChange(
                RESTS, new OutboxEvent(1, "event", type, aggregateType, id, 1, AT, AT, "{}", null));
    }

    @Test
    void shouldAskAnewAfterWhatItRestsOnAlone() {
        assertThat(mayChange("release.approved.v1", "Release", "release")).isTrue();
        assertThat(mayChange("change.authorised.v1", "Change", "change")).isTrue();
        assertThat(mayChange("deployment-environment.updated.v1", "DeploymentEnvironment", "production"))
                .isTrue();
        assertThat(mayChange("change-window.created.v1", "ChangeWindow", "freeze"))
                .isTrue();

        assertThat(mayChange("release.approved.v1", "Release", "another")).isFalse();
        assertThat(mayChange("change.authorised.v1", "Change", "another")).isFalse();
        assertThat(mayChange("change.commented.v1", "Change", "change")).isFalse();
        assertThat(mayChange("release.work-noted.v1", "Release", "release")).isFalse();
    }
}
