// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.record.TicketKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of the events of approvals. Payloads carry ids; texts are read from the records. The {@code partId} is that of the deployment which is to be
 * approved, and null where the record is as a whole.
 */
public final class ApprovalEvents {

    private ApprovalEvents() {}

    /**
     * Somebody is asked to approve a record now.
     *
     * @param teamId of the team that is asked; null for others
     * @param personId of the person who is asked; null for others
     * @param role of those who are asked; null for others
     */
    @EventType("approval.requested.v1")
    public record Requested(
            String requestId,
            String recordType,
            String recordId,
            int stage,
            ApproverKind approver,
            @Nullable String role,
            @Nullable String teamId,
            @Nullable String personId,
            Instant dueAt,
            @Nullable String partId) {}

    /**
     * A request was decided.
     *
     * @param delegatedFromId in whose place; null if whoever decided was asked
     */
    @EventType("approval.decided.v1")
    public record Decided(
            String requestId,
            String recordType,
            String recordId,
            int stage,
            ApprovalRequestState state,
            String decidedById,
            @Nullable String delegatedFromId,
            @Nullable String partId) {}

    /** A request is not needed any more, or what it was for was edited. */
    @EventType("approval.withdrawn.v1")
    public record Withdrawn(
            String requestId,
            String recordType,
            String recordId,
            int stage,
            @Nullable String partId) {}

    /** An approver wants to know something before they decide. */
    @EventType("approval.information-asked.v1")
    public record InformationAsked(
            String requestId,
            String recordType,
            String recordId,
            String askedById,
            @Nullable String partId) {}

    /**
     * Somebody has answered what an approver wanted to know.
     *
     * @param askedById who wanted to know it
     */
    @EventType("approval.answered.v1")
    public record Answered(
            String requestId,
            String recordType,
            String recordId,
            String askedById,
            String answeredById,
            @Nullable String partId) {}

    /**
     * Nobody has answered in time what an approver wanted to know, and the request waits for their decision again.
     *
     * @param askedById who wanted to know it
     */
    @EventType("approval.information-returned.v1")
    public record InformationReturned(
            String requestId,
            String recordType,
            String recordId,
            String askedById,
            @Nullable String partId) {}

    /**
     * A share of the time of a request has passed, and it waits still.
     *
     * @param percent how much of it
     */
    @EventType("approval.reminder.v1")
    public record Reminder(
            String requestId,
            String recordType,
            String recordId,
            ApproverKind approver,
            @Nullable String role,
            @Nullable String teamId,
            @Nullable String personId,
            int percent,
            Instant dueAt,
            @Nullable String partId) {}

    /**
     * A request was not decided in time.
     *
     * @param escalatedToId the request in its place; null if its policy names nobody, or it has come in another one's place itself
     */
    @EventType("approval.overdue.v1")
    public record Overdue(
            String requestId,
            String recordType,
            String recordId,
            int stage,
            Instant dueAt,
            @Nullable String escalatedToId,
            @Nullable String partId) {}

    /** The policies of a kind have another one, or one that is different. */
    @EventType("approval-policy.set.v1")
    public record PolicySet(String policyId, TicketKind kind, boolean active, int version) {}

    /** Which fields approvals of a kind are for was set. */
    @EventType("approval-material-fields.set.v1")
    public record MaterialFieldsSet(TicketKind kind, int version) {}

    /** Somebody decides in another one's place. */
    @EventType("delegation.set.v1")
    public record DelegationSet(String delegationId, String fromId, String toId, Instant validFrom, Instant validTo) {}

    /** Somebody decides in another one's place no more. */
    @EventType("delegation.ended.v1")
    public record DelegationEnded(String delegationId, String fromId, String toId) {}
}
