// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageCancelled;
import io.mainstay.cmdb.PlannedOutageCreated;
import io.mainstay.cmdb.PlannedOutageUpdated;
import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Access;
import io.mainstay.record.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Planned outages, as they are edited. */
@Component
public final class PlannedOutageSubject implements Subject<PlannedOutage> {

    public static final String NAME = "Planned outage";

    private final PlannedOutageStore store;

    PlannedOutageSubject(PlannedOutageStore store) {
        this.store = store;
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

    /** What was known of the outage until now is kept under an id of its own. */
    @Override
    public void save(PlannedOutage before, PlannedOutage after) {
        store.save(after, Ids.next());
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
