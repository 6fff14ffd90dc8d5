// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template of standard changes: a change that is made often, whose risk is known and low, and that was authorised once and for
 * all by approving it.
 *
 * @param name what people call it by
 * @param description when to use it
 * @param content what a change of it says
 * @param proposal who proposed what it says now
 * @param approval that holds, or held when it was revoked; null while it was not approved as it is
 * @param revocation null unless it is revoked
 * @param version moves with each change of a field; see {@code expectedVersion}
 * @param revision moves with each transaction on the template
 * @param updatedAt when the last thing happened to it
 */
public record ChangeTemplate(
        String id,
        String name,
        @Nullable String description,
        Content content,
        ChangeTemplateState state,
        Proposal proposal,
        @Nullable Approval approval,
        @Nullable Revocation revocation,
        int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** The label of its node, and its type in the API, history, audit and events. */
    public static final String TYPE = "ChangeTemplate";

    /**
     * What a change of it says. The plan, the test plan and the back-out plan are what was approved, and stay; the rest may be
     * said otherwise when a change is requested.
     *
     * @param duration from the beginning of a change's window to its end; null for none
     * @param classIds the classes of CIs, and all below them, of which a change may touch items; of all if empty
     * @param tasks into which a change of it is split, in the order in which they were given
     */
    public record Content(
            String title,
            String reason,
            String plan,
            @Nullable String testPlan,
            String backOutPlan,
            @Nullable String communicationPlan,
            @Nullable String categoryId,
            @Nullable String serviceOfferingId,
            @Nullable String teamId,
            @Nullable Duration duration,
            List<String> classIds,
            List<Task> tasks) {

        public Content {
            classIds = List.copyOf(classIds);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A task that each change of it gets.
     *
     * @param position those of a lower position come first; tasks of the same position may be done at the same time
     * @param instruction how it is done; null for no more than the title says
     */
    public record Task(
            int position,
            String title,
            @Nullable String instruction,
            @Nullable String teamId) {}

    /** Who proposed it as it is. */
    public record Proposal(String byId, Instant at) {}

    /** Who approved it. */
    public record Approval(String byId, Instant at) {}

    /**
     * Why it was revoked.
     *
     * @param byId null if Mainstay did it by itself
     */
    public record Revocation(String reason, @Nullable String byId, Instant at) {}

    /** The same as somebody else wants it to be, which nobody has approved. */
    ChangeTemplate proposed(
            String newName, @Nullable String newDescription, Content newContent, String byId, Instant at) {
        return new ChangeTemplate(
                id,
                newName,
                newDescription,
                newContent,
                ChangeTemplateState.PROPOSED,
                new Proposal(byId, at),
                null,
                null,
                version,
                revision,
                createdAt,
                updatedAt);
    }

    /** Whether it says this already. */
    boolean says(String otherName, @Nullable String otherDescription, Content other) {
        return proposed(otherName, otherDescription, other, proposal.byId(), proposal.at())
                .equals(proposed(name, description, content, proposal.byId(), proposal.at()));
    }

    ChangeTemplate approved(String byId, Instant at) {
        return state(ChangeTemplateState.APPROVED, new Approval(byId, at), null);
    }

    /** @param byId null for Mainstay itself */
    public ChangeTemplate revoked(String reason, @Nullable String byId, Instant at) {
        return state(ChangeTemplateState.REVOKED, approval, new Revocation(reason, byId, at));
    }

    /** The same at its next revision. */
    public ChangeTemplate moved(int newVersion, int newRevision, Instant at) {
        return new ChangeTemplate(
                id,
                name,
                description,
                content,
                state,
                proposal,
                approval,
                revocation,
                newVersion,
                newRevision,
                createdAt,
                at);
    }

    private ChangeTemplate state(
            ChangeTemplateState newState, @Nullable Approval newApproval, @Nullable Revocation newRevocation) {
        return new ChangeTemplate(
                id,
                name,
                description,
                content,
                newState,
                proposal,
                newApproval,
                newRevocation,
                version,
                revision,
                createdAt,
                updatedAt);
    }
}
