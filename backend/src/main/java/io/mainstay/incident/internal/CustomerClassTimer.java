package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.internal.IncidentStore.Customer;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.CatchUp;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import io.mainstay.record.Occurrence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives incidents that are not over the class of customer that their organisation has now. */
@Component
final class CustomerClassTimer implements TimerHandler {

    static final String KIND = "incident.customer-class";

    private final IncidentStore store;
    private final IdentityViews identity;
    private final IncidentClocks clocks;
    private final Journal journal;
    private final CatchUp catchUp;

    CustomerClassTimer(
            IncidentStore store, IdentityViews identity, IncidentClocks clocks, Journal journal, Timers timers) {
        this.store = store;
        this.identity = identity;
        this.clocks = clocks;
        this.journal = journal;
        this.catchUp = new CatchUp(timers);
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
        catchUp.fire(firing, new Customers(firing));
    }

    /** The incidents of an organisation and all below. */
    private final class Customers implements CatchUp.Records<Customer> {

        private final TimerFiring firing;
        private Map<String, OrganisationSettings> settings = Map.of();

        Customers(TimerFiring firing) {
            this.firing = firing;
        }

        @Override
        public List<Customer> after(String key, int limit) {
            return store.customersBelow(firing.aggregateId(), key, limit);
        }

        @Override
        public String key(Customer customer) {
            return customer.incidentId();
        }

        @Override
        public List<Customer> behind(List<Customer> part) {
            settings = identity.organisationSettings(
                    part.stream().map(Customer::organisationId).collect(Collectors.toSet()));
            return part.stream()
                    .filter(customer -> !Objects.equals(customer.customerClass(), wanted(customer)))
                    .toList();
        }

        @Override
        public void follow(List<Customer> chunk) {
            chunk.forEach(customer ->
                    CustomerClassTimer.this.follow(customer.incidentId(), wanted(customer), firing.firedAt()));
        }

        private @Nullable String wanted(Customer customer) {
            return settings.getOrDefault(customer.organisationId(), OrganisationSettings.NONE)
                    .customerClass();
        }
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
