// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.platform.outbox.EventType;

/** The payloads of the events of change templates. */
public final class ChangeTemplateEvents {

    private ChangeTemplateEvents() {}

    /** Somebody has proposed a template. */
    @EventType("change-template.proposed.v1")
    public record Proposed(String id, String name, ChangeTemplateState state, int version, String proposedById) {}

    /** What it says was edited; if it was approved, it is no longer. */
    @EventType("change-template.updated.v1")
    public record Updated(String id, String name, ChangeTemplateState state, int version, String proposedById) {}

    /** Somebody has approved it. */
    @EventType("change-template.approved.v1")
    public record Approved(String id, String name, ChangeTemplateState state, int version, String approvedById) {}

    /**
     * It was revoked.
     *
     * @param bySuccessRate whether Mainstay did so by itself, because too few of its changes succeed
     */
    @EventType("change-template.revoked.v1")
    public record Revoked(
            String id, String name, ChangeTemplateState state, int version, String reason, boolean bySuccessRate) {}
}
