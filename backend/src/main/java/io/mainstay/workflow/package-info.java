/**
 * Approvals: who has to agree to a record before it goes on, by which policy, and what they said. A kind of record takes part as an
 * {@link io.mainstay.workflow.ApprovalSubject} and opens its approvals by {@link io.mainstay.workflow.Approvals}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Approvals",
        allowedDependencies = {"kernel", "platform", "calendar", "identity", "audit", "record", "record :: store"})
package io.mainstay.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
