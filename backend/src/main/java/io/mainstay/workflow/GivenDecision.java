// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A decision, as somebody gives it.
 *
 * @param requestId null for the first open request of the record that they may decide
 * @param comment why; needed for REJECT and ABSTAIN
 * @param conditions needed for APPROVE_WITH_CONDITIONS, absent otherwise
 * @param evidenceVersion which evidence of impact, risk and conflicts they have seen; null if they do not say
 * @param expectedVersion the version of the request that they have seen; null if it does not matter to them
 */
public record GivenDecision(
        @Nullable String requestId,
        ApprovalDecision decision,
        @Nullable String comment,
        @Nullable String conditions,
        @Nullable String evidenceVersion,
        @Nullable Integer expectedVersion) {

    /** Where {@link #evidenceVersion} stands in the mutation. */
    String[] evidenceField() {
        return requestId == null ? new String[] {"input", "evidenceVersion"} : new String[] {"evidenceVersion"};
    }

    /** Of whoever decides what they are asked, and says what they have seen. */
    public static GivenDecision onEvidence(ApprovalDecision decision, @Nullable String evidenceVersion) {
        return new GivenDecision(null, decision, null, null, evidenceVersion, null);
    }

    /** Of whoever decides what they are asked, whichever request that is. */
    public static GivenDecision of(ApprovalDecision decision, @Nullable String comment) {
        return new GivenDecision(null, decision, comment, null, null, null);
    }
}
