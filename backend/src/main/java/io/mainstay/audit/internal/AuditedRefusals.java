// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.Refusals;
import io.mainstay.platform.work.UnitOfWork;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The audited refusals of authorisation: a trail for each principal, {@code refused:<person>}, with a lock of its own. */
@Component
final class AuditedRefusals implements Refusals {

    static final String AGGREGATE_TYPE = "Refusal";
    static final String CHAIN_PREFIX = "refused:";
    /** The field that has what was missing. */
    static final String PERMISSION = "permission";
    /** The field that has the record that was named. */
    static final String RECORD_ID = "recordId";
    /** Every refused authorisation, by whether it is in the trail: also those that the limit leaves out. */
    static final String METER = "mainstay.audit.refusals";

    private static final Logger LOG = LoggerFactory.getLogger(AuditedRefusals.class);

    private final AuditTrail trail;
    private final RefusalStore store;
    private final RefusalLimit limit;
    private final UnitOfWork work;
    private final BusinessClock clock;
    private final Counter audited;
    private final Counter omitted;

    AuditedRefusals(
            AuditTrail trail,
            RefusalStore store,
            RefusalLimit limit,
            UnitOfWork work,
            BusinessClock clock,
            MeterRegistry meters) {
        this.trail = trail;
        this.store = store;
        this.limit = limit;
        this.work = work;
        this.clock = clock;
        this.audited = meters.counter(METER, "outcome", "AUDITED");
        this.omitted = meters.counter(METER, "outcome", "OMITTED");
    }

    @Override
    public void record(Principal principal, String missing, String action, @Nullable String recordId) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A refusal is recorded outside the unit of work that it ends");
        }
        switch (limit.next(principal.personId())) {
            case RECORD -> write(principal, missing, action, recordId);
            case LAST -> write(principal, missing, "refusals.limit-reached", recordId);
            case SKIP -> {
                omitted.increment();
                LOG.debug("Refused {} to {}, not audited any more in this hour", action, principal.personId());
            }
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
                                FieldChange.of(PERMISSION, null, missing),
                                FieldChange.of(RECORD_ID, null, recordId)))));
                return sequence;
            });
            audited.increment();
        } catch (RuntimeException unwritable) {
            omitted.increment();
            LOG.error("Could not audit that {} was refused {}", principal.personId(), action, unwritable);
        }
    }
}
