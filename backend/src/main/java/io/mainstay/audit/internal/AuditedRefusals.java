package io.mainstay.audit.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.Refusals;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A trail for each principal, {@code refused:<person>}, locked through its own node. */
@Component
final class AuditedRefusals implements Refusals {

    static final String AGGREGATE_TYPE = "Refusal";
    static final String CHAIN_PREFIX = "refused:";
    private static final Logger LOG = LoggerFactory.getLogger(AuditedRefusals.class);

    private final AuditTrail trail;
    private final RefusalStore store;
    private final RefusalLimit limit;
    private final UnitOfWork work;
    private final BusinessClock clock;

    AuditedRefusals(AuditTrail trail, RefusalStore store, RefusalLimit limit, UnitOfWork work, BusinessClock clock) {
        this.trail = trail;
        this.store = store;
        this.limit = limit;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public void record(Principal principal, String missing, String action, @Nullable String recordId) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A refusal is recorded outside the unit of work that it ends");
        }
        switch (limit.next(principal.personId())) {
            case RECORD -> write(principal, missing, action, recordId);
            case LAST -> write(principal, missing, "refusals.limit-reached", recordId);
            case SKIP -> LOG.debug("Refused {} to {}, not audited any more in this hour", action, principal.personId());
        }
    }

    private void write(Principal principal, String missing, String action, @Nullable String recordId) {
        String entryId = Ids.next();
        String chainId = CHAIN_PREFIX + principal.personId();
        Instant now = clock.now();
        try {
            work.write(entryId, () -> {
                int sequence = store.nextSequence(chainId);
                trail.append(List.of(new AuditDraft(
                        entryId,
                        chainId,
                        sequence,
                        AGGREGATE_TYPE,
                        action,
                        principal.personId(),
                        now,
                        now,
                        List.of(
                                FieldChange.of("permission", null, missing),
                                FieldChange.of("recordId", null, recordId)))));
                return sequence;
            });
        } catch (RuntimeException unwritable) {
            LOG.error("Could not audit that {} was refused {}", principal.personId(), action, unwritable);
        }
    }
}
