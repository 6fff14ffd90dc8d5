// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentClosure;
import io.mainstay.incident.IncidentProperties;
import io.mainstay.incident.IncidentState;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.TicketFloor;
import io.mainstay.ticket.TicketSubscriptions;
import io.mainstay.ticket.TicketTimer;
import io.mainstay.ticket.Tickets;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Incidents on the floor of tickets, and what Mainstay does to them by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IncidentProperties.class)
class IncidentConfiguration {

    @Bean
    Tickets<Incident, IncidentState> incidents(TicketFloor floor, IncidentProperties properties) {
        return floor.tickets(IncidentType.of(properties.autoCloseAfter(), properties.closureRevocableFor()));
    }

    @Bean
    TicketSubscriptions<Incident, IncidentState> incidentFeed(
            TicketFloor floor, Tickets<Incident, IncidentState> incidents) {
        return floor.feed(incidents.type());
    }

    @Bean
    SearchSource incidentSearch(TicketFloor floor, Tickets<Incident, IncidentState> incidents) {
        return floor.search(incidents.type());
    }

    @Bean
    TrailedRecords incidentTrails(TicketFloor floor, Tickets<Incident, IncidentState> incidents) {
        return floor.trails(incidents.type());
    }

    @Bean
    NodeResolver incidentNodes(TicketFloor floor, Tickets<Incident, IncidentState> incidents) {
        return floor.nodes(incidents);
    }

    @Bean
    TimerHandler incidentDeclassify(TicketFloor floor, Tickets<Incident, IncidentState> incidents) {
        return floor.declassify(incidents);
    }

    @Bean
    TimerHandler incidentFollowUp(TicketFloor floor, Tickets<Incident, IncidentState> incidents) {
        return floor.followUp(incidents);
    }

    /** Nobody objected within the waiting time: the incident is closed as of the end of that time. */
    @Bean
    TimerHandler incidentAutoClose(Tickets<Incident, IncidentState> incidents) {
        return TicketTimer.each(
                IncidentType.AUTO_CLOSE,
                firing -> incidents.fire(
                        firing,
                        IncidentAction.AUTO_CLOSE,
                        (before, at) -> Outcome.of(
                                incidents
                                        .moved(before, IncidentAction.AUTO_CLOSE)
                                        .ended(new Incident.End(IncidentClosure.AUTOMATIC, at.occurredAt(), null)),
                                edit -> List.of(IncidentEventMaker.closed(edit.after())))));
    }
}
