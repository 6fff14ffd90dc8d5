// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.operations.OperatorLog;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The audited log of operators: one trail for the installation, because what operators touch is often gone afterwards;
 * locked through its own node.
 */
@Component
final class AuditedOperations implements OperatorLog {

    static final String AGGREGATE_TYPE = "Operation";
    static final String CHAIN_ID = "operations";

    private final AuditTrail trail;
    private final AuditStore store;
    private final UnitOfWork work;
    private final BusinessClock clock;

    AuditedOperations(AuditTrail trail, AuditStore store, UnitOfWork work, BusinessClock clock) {
        this.trail = trail;
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public <T> T run(
            Principal operator, String action, Supplier<T> operation, Function<T, Map<String, String>> details) {
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            T result = operation.get();
            List<FieldChange> fields = new TreeMap<>(details.apply(result))
                    .entrySet().stream()
                            .map(detail -> FieldChange.of(detail.getKey(), null, detail.getValue()))
                            .toList();
            trail.append(List.of(new AuditDraft(
                    entryId,
                    CHAIN_ID,
                    store.nextOperation(CHAIN_ID),
                    AGGREGATE_TYPE,
                    action,
                    operator.personId(),
                    now,
                    now,
                    fields)));
            return result;
        });
    }
}
