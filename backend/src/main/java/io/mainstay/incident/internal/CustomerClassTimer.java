// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.internal.store.IncidentCustomers;
import io.mainstay.incident.internal.store.IncidentCustomers.Customer;
import io.mainstay.platform.timer.ChunkedPropagation;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetEvents;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Tickets;
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

    private final Tickets<Incident, IncidentState> incidents;
    private final IncidentCustomers customers;
    private final IdentityViews identity;
    private final ChunkedPropagation propagation;

    CustomerClassTimer(
            Tickets<Incident, IncidentState> incidents,
            IncidentCustomers customers,
            IdentityViews identity,
            Timers timers) {
        this.incidents = incidents;
        this.customers = customers;
        this.identity = identity;
        this.propagation = new ChunkedPropagation(timers);
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
    public int atOnce() {
        return 1;
    }

    @Override
    public void fire(TimerFiring firing) {
        propagation.fire(firing, new Customers(firing));
    }

    /** The incidents of an organisation and all below. */
    private final class Customers implements ChunkedPropagation.Records<Customer> {

        private final TimerFiring firing;
        private Map<String, OrganisationSettings> settings = Map.of();

        Customers(TimerFiring firing) {
            this.firing = firing;
        }

        @Override
        public List<Customer> after(String key, int limit) {
            return customers.below(firing.aggregateId(), key, limit);
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
        incidents.follow(incidentId, IncidentAction.SET_CUSTOMER_CLASS, now, (before, _) -> {
            Facets facets = before.facets();
            Facets.People people = facets.people();
            return Outcome.ifChanged(
                            before.with(facets.with(
                                    new Facets.People(people.reporterId(), people.affectedPersonId(), customerClass))),
                            edit -> List.of(FacetEvents.updated(TicketKind.INCIDENT, edit)))
                    .following();
        });
    }
}
