// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal.graphql;

import io.mainstay.audit.AuditService;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.AuditVerification;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** The queries of auditors. */
@Controller
class AuditGraphQl {

    private final AuditService audit;

    AuditGraphQl(AuditService audit) {
        this.audit = audit;
    }

    @QueryMapping
    @Nullable
    Connection<HistoryEntry> auditTrail(
            @Argument String recordId,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        return audit.trail(principal, recordId, PageRequest.of(first, after, AuditTrail.HISTORY_SCOPE))
                .map(Connection::of)
                .orElse(null);
    }

    @QueryMapping
    Connection<HistoryEntry> auditRefusals(
            @Argument String personId,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        return Connection.of(
                audit.refusals(principal, personId, PageRequest.of(first, after, AuditTrail.HISTORY_SCOPE)));
    }

    @QueryMapping
    Connection<HistoryEntry> auditOperations(
            @Argument @Nullable Integer first, @Argument @Nullable String after, Principal principal) {
        return Connection.of(audit.operations(principal, PageRequest.of(first, after, AuditTrail.HISTORY_SCOPE)));
    }

    @QueryMapping
    AuditVerification auditVerify(
            @Argument int fromSeal,
            @Argument int maxSeals,
            @Argument @Nullable String afterRecord,
            Principal principal) {
        return audit.verify(principal, fromSeal, maxSeals, afterRecord);
    }
}
