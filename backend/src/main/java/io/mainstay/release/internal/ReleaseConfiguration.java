// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.CatalogueTrails;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseProperties;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import io.mainstay.ticket.TicketFloor;
import io.mainstay.ticket.TicketSubscriptions;
import io.mainstay.ticket.TicketTimer;
import io.mainstay.ticket.Tickets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Releases on the floor of tickets, and what Mainstay says of them by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReleaseProperties.class)
class ReleaseConfiguration {

    @Bean
    Tickets<Release, ReleaseState> releases(TicketFloor floor, ReleaseApprovals approvals) {
        return floor.tickets(ReleaseTicketType.card(approvals));
    }

    @Bean
    TicketSubscriptions<Release, ReleaseState> releaseFeed(TicketFloor floor, Tickets<Release, ReleaseState> releases) {
        return floor.feed(releases.type());
    }

    @Bean
    SearchSource releaseSearch(TicketFloor floor, Tickets<Release, ReleaseState> releases) {
        return floor.search(releases.type());
    }

    @Bean
    TrailedRecords releaseTrails(TicketFloor floor, Tickets<Release, ReleaseState> releases) {
        return floor.trails(releases.type());
    }

    @Bean
    TrailedRecords deploymentEnvironmentTrails(DeploymentEnvironmentStore store) {
        return new CatalogueTrails<>(DeploymentEnvironment.TYPE, DeploymentEnvironmentFields.ALL, store::byIds);
    }

    @Bean
    NodeResolver releaseNodes(TicketFloor floor, Tickets<Release, ReleaseState> releases) {
        return floor.nodes(releases);
    }

    @Bean
    TimerHandler releaseDeclassify(TicketFloor floor, Tickets<Release, ReleaseState> releases) {
        return floor.declassify(releases);
    }

    @Bean
    TimerHandler releaseFollowUp(TicketFloor floor, Tickets<Release, ReleaseState> releases) {
        return floor.followUp(releases);
    }

    /** The early life of a release is over. An event for others; the release itself does not change. */
    @Bean
    TimerHandler releaseEarlyLifeOver(Tickets<Release, ReleaseState> releases, Outbox outbox) {
        return TicketTimer.each(ReleaseTicketType.EARLY_LIFE_OVER, firing -> {
            if (firing.armedLate()) {
                return;
            }
            releases.lock(firing.aggregateId())
                    .filter(release -> firing.dueAt()
                            .equals(ReleaseTicketType.ownTimers(release).get(ReleaseTicketType.EARLY_LIFE_OVER)))
                    .ifPresent(release -> outbox.append(new NewEvent(
                            Release.TYPE,
                            release.id(),
                            release.revision(),
                            firing.dueAt(),
                            ReleaseEventMaker.earlyLifeOver(release, firing.dueAt()))));
        });
    }
}
