// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageCancelled;
import io.mainstay.cmdb.PlannedOutageCreated;
import io.mainstay.cmdb.PlannedOutageProperties;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.cmdb.PlannedOutageUpdated;
import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Planned outages, as they are edited. */
@Component
public final class PlannedOutageSubject implements Subject<PlannedOutage> {

    public static final String NAME = "Planned outage";

    /** The kind of the timers by which users are told. */
    public static final String NOTICE = "planned-outage.notice";

    private final PlannedOutageStore store;
    private final Duration notice;

    PlannedOutageSubject(PlannedOutageStore store, PlannedOutageProperties settings) {
        this.store = store;
        this.notice = settings.notice();
    }

    @Override
    public String label() {
        return PlannedOutage.TYPE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<PlannedOutage> lock(String id) {
        return store.lock(id);
    }

    /** Who may see its CI may see it. */
    @Override
    public boolean isVisible(Principal principal, PlannedOutage outage) {
        return store.byIds(List.of(outage.id()), principal.visibility()).containsKey(outage.id());
    }

    @Override
    public Revision revision(PlannedOutage outage) {
        return new Revision(outage.id(), outage.version(), outage.revision(), outage.updatedAt());
    }

    @Override
    public @Nullable Access access(PlannedOutage outage) {
        return null;
    }

    @Override
    public List<FieldChange> changes(@Nullable PlannedOutage before, PlannedOutage after) {
        return before == null ? PlannedOutageFields.ALL.created(after) : PlannedOutageFields.ALL.between(before, after);
    }

    @Override
    public PlannedOutage next(PlannedOutage changed, Revision next) {
        return changed.moved(next.version(), next.revision(), next.lastEventAt());
    }

    @Override
    public void create(PlannedOutage outage) {
        store.create(outage);
    }

    /** What was known of the outage until now is kept under an id of its own, unless it is still so. */
    @Override
    public void save(PlannedOutage before, PlannedOutage after) {
        if (before.version() == after.version()) {
            store.saveNotice(after);
        } else {
            store.save(after, Ids.next());
        }
    }

    @Override
    public Map<String, Instant> timers(PlannedOutage outage) {
        Instant due = noticeDue(outage, notice);
        return due == null ? Map.of() : Map.of(NOTICE, due);
    }

    /**
     * When users are told of an outage next: some time before it, and at once if it is not any more as they were told.
     *
     * @param ahead how long before
     * @return null if there is nothing to tell: they know, or it was over or called off before they knew
     */
    static @Nullable Instant noticeDue(PlannedOutage outage, Duration ahead) {
        PlannedOutage.Notice told = outage.notice();
        if (told == null || told.state() != PlannedOutageState.PLANNED) {
            return outage.closed(outage.updatedAt()) ? null : outage.from().minus(ahead);
        }
        boolean calledOff =
                outage.state() == PlannedOutageState.CANCELLED && told.to().isAfter(outage.updatedAt());
        if (outage.closed(outage.updatedAt()) && !calledOff) {
            return null;
        }
        return outage.isAsTold() ? null : outage.updatedAt();
    }

    /** What is told of an edit. */
    public static List<Record> events(Edited<PlannedOutage> edit) {
        PlannedOutage outage = edit.after();
        if (edit.before() == null) {
            return List.of(new PlannedOutageCreated(
                    outage.id(),
                    outage.number(),
                    outage.ciId(),
                    outage.effect(),
                    outage.from(),
                    outage.to(),
                    outage.version()));
        }
        return switch (outage.state()) {
            case PLANNED ->
                List.of(new PlannedOutageUpdated(
                        outage.id(),
                        outage.number(),
                        outage.ciId(),
                        outage.effect(),
                        outage.from(),
                        outage.to(),
                        outage.version()));
            case CANCELLED ->
                List.of(new PlannedOutageCancelled(outage.id(), outage.number(), outage.ciId(), outage.version()));
        };
    }
}
