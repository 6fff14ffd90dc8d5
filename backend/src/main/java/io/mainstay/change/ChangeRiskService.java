// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.internal.risk.RiskRuleChecks;
import io.mainstay.change.internal.store.RiskStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Sets the rules by which the risk of changes is computed. */
@Service
public final class ChangeRiskService {

    private final RiskStore store;
    private final UnitOfWork work;
    private final Journal journal;
    private final BusinessClock clock;

    ChangeRiskService(RiskStore store, UnitOfWork work, Journal journal, BusinessClock clock) {
        this.store = store;
        this.work = work;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Replaces the rules. Changes that were assessed keep what was computed then.
     *
     * @throws RefusedException if they break a rule of theirs, or STALE_VERSION
     */
    public ChangeRiskRules set(Principal principal, SetChangeRiskRules wanted, int expectedVersion) {
        principal.require(Permission.CHANGE_CONFIGURE);
        RiskRuleChecks.check(wanted);
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            RiskStore.Locked locked = store.lock();
            ChangeRiskRules before = locked.rules();
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            ChangeRiskRules after = new ChangeRiskRules(
                    before.version() + 1,
                    wanted.rules(),
                    wanted.thresholds(),
                    Objects.requireNonNullElse(wanted.questions(), before.questions()));
            int revision = locked.revision() + 1;
            store.save(after, revision);
            journal.append(new JournalEntry(
                    entryId,
                    principal,
                    ChangeRiskRules.TYPE,
                    ChangeRiskRules.ID,
                    revision,
                    "change.set-risk-rules",
                    now,
                    now,
                    List.of(
                            FieldChange.of("rules", before.rules(), after.rules()),
                            FieldChange.of("thresholds", before.thresholds(), after.thresholds()),
                            FieldChange.of("questions", before.questions(), after.questions())),
                    List.of()));
            return after;
        });
    }
}
