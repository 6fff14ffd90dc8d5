// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageNotice;
import io.mainstay.cmdb.PlannedOutageNoticeKind;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells the users of the services that a planned outage hits of it, before it begins and again when it is moved or called off. What
 * they are told, the outage remembers in the transaction of the timer: so each thing is told once, whenever a replica dies.
 */
@Component
final class PlannedOutageNotices implements TimerHandler {

    /** For how long it is tried again to find all services, before those are told that were found; less than timers are tried. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Edits edits;
    private final PlannedOutageSubject subject;
    private final PlannedOutageStore store;
    private final OutageServices services;

    PlannedOutageNotices(Edits edits, PlannedOutageSubject subject, PlannedOutageStore store, OutageServices services) {
        this.edits = edits;
        this.subject = subject;
        this.store = store;
        this.services = services;
    }

    @Override
    public String kind() {
        return PlannedOutageSubject.NOTICE;
    }

    /** Also of a timer that was due before it was armed: an outage that is planned late is told of late. */
    @Override
    public void fire(TimerFiring firing) {
        edits.fire(subject, firing, "planned-outage.notify", this::told);
    }

    /** Each walks the graph. */
    @Override
    public int atOnce() {
        return 1;
    }

    private Outcome<PlannedOutage> told(PlannedOutage outage, Occurrence at) {
        boolean over = outage.state() == PlannedOutageState.PLANNED && outage.closed(at.recordedAt());
        if (over || subject.timers(outage).isEmpty()) {
            return Outcome.none(outage);
        }
        PlannedOutageNoticeKind kind = kind(outage);
        OutageServices.Hit hit = kind == PlannedOutageNoticeKind.CANCELLED
                ? OutageServices.Hit.NONE
                : services.hitBy(outage, store.covering(outage.from(), null, OutageServices.MAX_OUTAGES));
        if (!hit.complete() && at.recordedAt().isBefore(at.occurredAt().plus(PATIENCE))) {
            throw new IllegalStateException(
                    "Planned outage " + outage.number() + " may hit services that were not looked at");
        }
        List<String> told = store.notice(outage.id(), hit.states(), outage.to(), OutageServices.MAX_SERVICES);
        boolean complete = hit.complete() && told.size() < OutageServices.MAX_SERVICES;
        if (kind != PlannedOutageNoticeKind.CANCELLED && complete) {
            store.forgetNoticed(outage.id(), hit.states().keySet());
        }
        return Outcome.<PlannedOutage>of(
                        outage.toldAt(at.recordedAt()),
                        edit -> List.of(new PlannedOutageNotice(
                                outage.id(),
                                outage.number(),
                                outage.ciId(),
                                kind,
                                outage.effect(),
                                outage.from(),
                                outage.to(),
                                told,
                                complete,
                                edit.after().version())))
                .linked(FieldChange.of("notice", null, kind), false)
                .following();
    }

    private static PlannedOutageNoticeKind kind(PlannedOutage outage) {
        if (outage.state() == PlannedOutageState.CANCELLED) {
            return PlannedOutageNoticeKind.CANCELLED;
        }
        PlannedOutage.Notice before = outage.notice();
        return before == null || before.state() == PlannedOutageState.CANCELLED
                ? PlannedOutageNoticeKind.PLANNED
                : PlannedOutageNoticeKind.MOVED;
    }
}
