package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemUpdated;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Ends the confidentiality of CIs when its time is over, also of those that are retired and otherwise change no more. A
 * timer that is late ends it all the same.
 */
@Component
public final class Declassification implements TimerHandler {

    private static final String KIND = "ci.declassify";

    private final ConfigurationItemStore store;
    private final Timers timers;
    private final Journal journal;

    Declassification(ConfigurationItemStore store, Timers timers, Journal journal) {
        this.store = store;
        this.timers = timers;
        this.journal = journal;
    }

    /** Arms the timers of new CIs, in the transaction that creates them. */
    public void arm(List<ConfigurationItem> items) {
        List<TimerSpec> due = items.stream().flatMap(Declassification::timer).toList();
        if (!due.isEmpty()) {
            timers.armAll(due);
        }
    }

    /** Moves or disarms the timer of a CI whose lock is held. */
    public void move(ConfigurationItem before, ConfigurationItem after) {
        if (Objects.equals(before.confidentialUntil(), after.confidentialUntil())) {
            return;
        }
        if (after.confidentialUntil() == null) {
            timers.disarm(KIND, after.id());
        }
        arm(List.of(after));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        ConfigurationItem before = store.lock(List.of(firing.aggregateId())).get(firing.aggregateId());
        if (before == null || before.confidentialUntil() == null) {
            return;
        }
        Instant at = firing.dueAt().isBefore(before.updatedAt()) ? before.updatedAt() : firing.dueAt();
        ConfigurationItem after = before.declassified(firing.firedAt());
        List<FieldChange> fields = ConfigurationItemChanges.between(before, after);
        store.save(before, after);
        journal.append(new Change(
                Ids.next(),
                Principal.SYSTEM,
                ConfigurationItem.TYPE,
                after.id(),
                after.revision(),
                KIND,
                at,
                firing.firedAt(),
                fields,
                List.of(new ConfigurationItemUpdated(
                        after.id(), fields.stream().map(FieldChange::field).toList(), after.version()))));
    }

    private static Stream<TimerSpec> timer(ConfigurationItem item) {
        Instant until = item.confidentialUntil();
        return until == null ? Stream.empty() : Stream.of(TimerSpec.of(KIND, item.id(), until));
    }
}
