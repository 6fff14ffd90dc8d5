package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.internal.IncidentStore.Customer;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import io.mainstay.record.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives incidents that are not over the class of customer that their organisation has now, in chunks, one transaction
 * each, and arms itself anew for the next. A second round a minute later meets incidents that were being reported during the
 * first by somebody who had read the old class.
 */
@Component
final class CustomerClassTimer implements TimerHandler {

    static final String KIND = "incident.customer-class";

    private static final String AFTER = "after";
    private static final String ROUND = "round";
    private static final int PAGE = 500;
    private static final int CHUNK = 50;
    private static final int ROUNDS = 2;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    private final IncidentStore store;
    private final IdentityViews identity;
    private final IncidentClocks clocks;
    private final Journal journal;
    private final Timers timers;

    CustomerClassTimer(
            IncidentStore store, IdentityViews identity, IncidentClocks clocks, Journal journal, Timers timers) {
        this.store = store;
        this.identity = identity;
        this.clocks = clocks;
        this.journal = journal;
        this.timers = timers;
    }

    /** The timer that begins the first round because of a change of an organisation. */
    static TimerSpec firstRound(String organisationId, Instant now) {
        return TimerSpec.of(KIND, organisationId, now);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        List<Customer> page =
                store.customersBelow(firing.aggregateId(), firing.payload().getOrDefault(AFTER, ""), PAGE);
        Map<String, OrganisationSettings> settings = identity.organisationSettings(
                page.stream().map(Customer::organisationId).collect(Collectors.toSet()));
        List<Customer> chunk = page.stream()
                .filter(customer -> !Objects.equals(customer.customerClass(), wanted(customer, settings)))
                .limit(CHUNK)
                .toList();
        chunk.forEach(customer -> follow(customer.incidentId(), wanted(customer, settings), firing.firedAt()));
        if (chunk.size() == CHUNK) {
            arm(firing, chunk.getLast().incidentId(), round(firing), firing.firedAt());
        } else if (page.size() == PAGE) {
            arm(firing, page.getLast().incidentId(), round(firing), firing.firedAt());
        } else if (round(firing) < ROUNDS) {
            arm(firing, "", round(firing) + 1, firing.firedAt().plus(BETWEEN_ROUNDS));
        }
    }

    private static @Nullable String wanted(Customer customer, Map<String, OrganisationSettings> settings) {
        return settings.getOrDefault(customer.organisationId(), OrganisationSettings.NONE)
                .customerClass();
    }

    private static int round(TimerFiring firing) {
        return Integer.parseInt(firing.payload().getOrDefault(ROUND, "1"));
    }

    private void arm(TimerFiring firing, String after, int round, Instant at) {
        timers.arm(
                TimerSpec.of(KIND, firing.aggregateId(), at).with(AFTER, after).with(ROUND, String.valueOf(round)));
    }

    private void follow(String incidentId, @Nullable String customerClass, Instant now) {
        store.lock(incidentId)
                .filter(incident -> IncidentTransitions.isPossible(incident.state(), IncidentAction.SET_CUSTOMER_CLASS))
                .ifPresent(before -> save(before, before.with(before.people().of(customerClass)), now));
    }

    /** Nothing happened to the incident itself, so its last event stays where it was. */
    private void save(Incident before, Incident changed, Instant now) {
        List<FieldChange> fields = IncidentFields.changed(before, changed);
        if (fields.isEmpty()) {
            return;
        }
        Incident after = changed.next(true, before.times().lastEventAt());
        Occurrence at = new Occurrence(now, now, false).after(before.times().lastEventAt());
        store.save(after);
        journal.append(new Change(
                Ids.next(),
                Principal.SYSTEM,
                Incident.TYPE,
                after.id(),
                after.revision(),
                IncidentAction.SET_CUSTOMER_CLASS.code(),
                at.occurredAt(),
                at.recordedAt(),
                fields,
                List.of(IncidentEventMaker.updated(after.view(), fields))));
        clocks.changed(IncidentAction.SET_CUSTOMER_CLASS, before, after, false, at);
    }
}
