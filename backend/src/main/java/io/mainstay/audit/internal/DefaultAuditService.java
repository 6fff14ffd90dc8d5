// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.AuditService;
import io.mainstay.audit.AuditVerification;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.platform.work.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

@Service
final class DefaultAuditService implements AuditService {

    private static final int MAX_SEALS = 10_000;

    private final ChainedAuditTrail trail;
    private final SealStore store;
    private final UnitOfWork work;
    private final SystemClock clock;
    private final ObjectProvider<RecordVisibility> visibility;
    private final ObjectProvider<TrailedRecords> records;

    /**
     * @param visibility asked late; the command that only verifies has none
     * @param records likewise: that command checks trails, and compares no records with them
     */
    DefaultAuditService(
            ChainedAuditTrail trail,
            SealStore store,
            UnitOfWork work,
            SystemClock clock,
            ObjectProvider<RecordVisibility> visibility,
            ObjectProvider<TrailedRecords> records) {
        this.trail = trail;
        this.store = store;
        this.work = work;
        this.clock = clock;
        this.visibility = visibility;
        this.records = records;
    }

    @Override
    public Optional<Page<HistoryEntry>> trail(Principal principal, String recordId, PageRequest request) {
        principal.require(Permission.AUDIT_READ);
        if (recordId.startsWith(AuditedRefusals.CHAIN_PREFIX) || recordId.equals(AuditedOperations.CHAIN_ID)) {
            return Optional.empty();
        }
        RecordVisibility.Verdict verdict = visibility.getObject().of(principal, recordId);
        // Read also when it is not shown, so that a hidden record takes as long as an id that nothing has.
        Map<String, Page<HistoryEntry>> pages = trail.newest(List.of(recordId), request);
        return shows(principal, verdict)
                ? Optional.ofNullable(trail.shown(principal, pages).get(recordId))
                : Optional.empty();
    }

    /** A record that was removed behind the platform's back says no more who may see it, so it counts as most confidential. */
    private static boolean shows(Principal principal, RecordVisibility.Verdict verdict) {
        return switch (verdict) {
            case SEEN -> true;
            case HIDDEN -> false;
            case ABSENT ->
                principal.visibility().everything()
                        && principal.visibility().clearance().covers(Confidentiality.TOP_SECRET);
        };
    }

    @Override
    public Page<HistoryEntry> refusals(Principal principal, String personId, PageRequest request) {
        principal.require(Permission.AUDIT_READ);
        String chainId = AuditedRefusals.CHAIN_PREFIX + personId;
        return trail.history(principal, List.of(chainId), request).getOrDefault(chainId, new Page<>(List.of(), false));
    }

    @Override
    public Page<HistoryEntry> operations(Principal principal, PageRequest request) {
        principal.require(Permission.AUDIT_READ);
        return trail.history(principal, List.of(AuditedOperations.CHAIN_ID), request)
                .getOrDefault(AuditedOperations.CHAIN_ID, new Page<>(List.of(), false));
    }

    @Override
    public AuditVerification verify(Principal principal, long fromSeal, int maxSeals, @Nullable String afterRecord) {
        principal.require(Permission.AUDIT_READ);
        if (fromSeal < 1) {
            throw new BadArgumentException("fromSeal", "1 or more");
        }
        if (maxSeals < 1 || maxSeals > MAX_SEALS) {
            throw new BadArgumentException("maxSeals", "between 1 and " + MAX_SEALS);
        }
        return new TrailCheck(store, records.stream().toList(), work, clock)
                .run(fromSeal, maxSeals, Objects.requireNonNullElse(afterRecord, ""));
    }
}
