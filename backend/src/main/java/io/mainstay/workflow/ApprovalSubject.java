// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record that is approved. It opens and withdraws its approvals by {@link Approvals}, inside its own edits and with the lock of
 * the record held, which is the lock of its requests too.
 */
public interface ApprovalSubject {

    TicketKind kind();

    /** The label of its nodes. */
    String type();

    /** What who reads its requests needs. */
    Permission readPermission();

    /** What of its records an approval may be for. */
    MaterialFields materialFields();

    /** Those of the records that exist and that the principal may see and read, by id. */
    Map<String, ?> visible(Principal principal, Collection<String> ids);

    /**
     * A record as it would be approved now.
     *
     * @return empty if there is none that the principal sees
     */
    Optional<ApprovalMatter> matter(Principal principal, String recordId);

    /**
     * A record that is not there yet. What the question names and the principal does not see counts as not named.
     *
     * @return empty if it is to be deployed to an environment that is not there
     */
    Optional<ApprovalMatter> matter(Principal principal, ApprovalQuestion question);

    /**
     * The deployment of a record to an environment, as it would be approved now. Whoever asks counts as having planned it, unless somebody has.
     *
     * @return empty if there is no such record that the principal sees, no such environment in use, or records of the kind are not deployed
     */
    default Optional<ApprovalMatter> deployment(Principal principal, String recordId, String environmentId) {
        return Optional.empty();
    }

    /**
     * The risk of one of its records, by which requests may be decided many at once. Another risk has to begin the approval anew, so that
     * a request that waits was made for this one.
     *
     * @param record as {@link #visible} gives it
     * @return such as LOW; null if it has none
     */
    default @Nullable String risk(Object record) {
        return null;
    }

    /**
     * Whether one of its records is to be made although a freeze forbids it, which wants somebody who looks. To ask for that has to begin
     * the approval anew, so that a request that waits was made for it.
     *
     * @param record as {@link #visible} gives it
     */
    default boolean asksForException(Object record) {
        return false;
    }

    /** Whether its records have tasks, which conditions of their approvals become. */
    default boolean hasTasks() {
        return false;
    }

    /**
     * Decides a request as an edit of the record: the kind calls {@link Approvals#decide} in it and does what follows from the verdict.
     *
     * @param request of one of its records, or of a part of one
     * @throws io.mainstay.kernel.RefusedException if the record does not allow it
     */
    void decide(Principal principal, ApprovalRequest request, GivenDecision decision);
}
