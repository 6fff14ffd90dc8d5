package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentClosure;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Mainstay does to incidents by itself when a timer is due. */
@Configuration(proxyBeanMethods = false)
class IncidentTimerFirings {

    /** Nobody objected within the waiting time: the incident is closed as of the end of that time. */
    @Bean
    TimerHandler incidentAutoClose(IncidentStore store, Journal journal) {
        return handler(
                IncidentTimers.AUTO_CLOSE,
                firing -> store.lock(firing.aggregateId())
                        .filter(incident -> IncidentTransitions.isPossible(incident.state(), IncidentAction.AUTO_CLOSE))
                        .ifPresent(before -> {
                            Instant at = latest(firing.dueAt(), before.times().lastEventAt());
                            Incident closed = before.closed(new Incident.Closure(IncidentClosure.AUTOMATIC, at, null));
                            save(store, journal, IncidentAction.AUTO_CLOSE, before, closed, at, firing);
                        }));
    }

    /** The confidentiality ends. */
    @Bean
    TimerHandler incidentDeclassify(IncidentStore store, Journal journal) {
        return handler(
                IncidentTimers.DECLASSIFY,
                firing -> store.lock(firing.aggregateId()).ifPresent(before -> {
                    Instant at = latest(firing.dueAt(), before.times().lastEventAt());
                    Incident open = before.with(new Incident.Secrecy(Confidentiality.PUBLIC_INTERNAL, null));
                    save(store, journal, IncidentAction.DECLASSIFY, before, open, at, firing);
                }));
    }

    /** The day has come to look again. An event for others; the incident itself does not change. */
    @Bean
    TimerHandler incidentFollowUp(IncidentStore store, Outbox outbox) {
        return handler(IncidentTimers.FOLLOW_UP, firing -> {
            if (firing.armedLate()) {
                return;
            }
            store.lock(firing.aggregateId())
                    .filter(incident -> incident.hold() != null)
                    .ifPresent(incident -> outbox.append(new NewEvent(
                            Incident.TYPE,
                            incident.id(),
                            incident.revision(),
                            firing.dueAt(),
                            IncidentEventMaker.followUpDue(incident.view()))));
        });
    }

    private static void save(
            IncidentStore store,
            Journal journal,
            IncidentAction action,
            Incident before,
            Incident changed,
            Instant at,
            TimerFiring firing) {
        List<FieldChange> fields = IncidentFields.changed(before, changed);
        Incident after = changed.next(true, at);
        store.save(after);
        journal.append(new Change(
                Ids.next(),
                Principal.SYSTEM,
                Incident.TYPE,
                after.id(),
                after.revision(),
                action.code(),
                at,
                firing.firedAt(),
                fields,
                List.of(
                        action == IncidentAction.AUTO_CLOSE
                                ? IncidentEventMaker.closed(after.view())
                                : IncidentEventMaker.updated(after.view(), fields))));
    }

    private static Instant latest(Instant first, Instant second) {
        return first.isBefore(second) ? second : first;
    }

    private static TimerHandler handler(String kind, Firing firing) {
        return new TimerHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void fire(TimerFiring fired) {
                firing.fire(fired);
            }
        };
    }

    private interface Firing {
        void fire(TimerFiring firing);
    }
}
