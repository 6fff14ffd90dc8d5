package io.mainstay.audit.internal;

import io.mainstay.audit.AuditService;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.AuditVerification;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.work.UnitOfWork;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
final class DefaultAuditService implements AuditService {

    private static final int MAX_SEALS = 10_000;

    private final AuditTrail trail;
    private final SealStore store;
    private final UnitOfWork work;
    private final SystemClock clock;

    DefaultAuditService(AuditTrail trail, SealStore store, UnitOfWork work, SystemClock clock) {
        this.trail = trail;
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Optional<Page<HistoryEntry>> trail(Principal principal, String recordId, PageRequest request) {
        principal.require(Permission.AUDIT_READ);
        if (recordId.startsWith(AuditedRefusals.CHAIN_PREFIX)
                || recordId.equals(AuditedOperations.CHAIN_ID)
                || store.isHidden(recordId, principal.visibility().parameters())) {
            return Optional.empty();
        }
        return Optional.ofNullable(trail.history(List.of(recordId), request).get(recordId));
    }

    @Override
    public Page<HistoryEntry> refusals(Principal principal, String personId, PageRequest request) {
        principal.require(Permission.AUDIT_READ);
        String chainId = AuditedRefusals.CHAIN_PREFIX + personId;
        return trail.history(List.of(chainId), request).getOrDefault(chainId, new Page<>(List.of(), false));
    }

    @Override
    public Page<HistoryEntry> operations(Principal principal, PageRequest request) {
        principal.require(Permission.AUDIT_READ);
        return trail.history(List.of(AuditedOperations.CHAIN_ID), request)
                .getOrDefault(AuditedOperations.CHAIN_ID, new Page<>(List.of(), false));
    }

    @Override
    public AuditVerification verify(Principal principal, long fromSeal, int maxSeals) {
        principal.require(Permission.AUDIT_READ);
        if (fromSeal < 1) {
            throw new BadArgumentException("fromSeal", "1 or more");
        }
        if (maxSeals < 1 || maxSeals > MAX_SEALS) {
            throw new BadArgumentException("maxSeals", "between 1 and " + MAX_SEALS);
        }
        return new TrailCheck(store, work, clock).run(fromSeal, maxSeals);
    }
}
