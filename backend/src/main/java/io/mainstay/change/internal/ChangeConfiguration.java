// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import io.mainstay.change.CabMeeting;
import io.mainstay.change.CalendarFeed;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeReport;
import io.mainstay.change.ChangeReportProperties;
import io.mainstay.change.ChangeRiskRules;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateProperties;
import io.mainstay.change.ConflictProperties;
import io.mainstay.change.PaperworkProperties;
import io.mainstay.change.RelatedChangeProperties;
import io.mainstay.change.RiskProperties;
import io.mainstay.change.internal.store.CabMeetingStore;
import io.mainstay.change.internal.store.CalendarFeedStore;
import io.mainstay.change.internal.store.ChangeReportStore;
import io.mainstay.change.internal.store.ChangeTemplateStore;
import io.mainstay.change.internal.store.RiskStore;
import io.mainstay.kernel.Permission;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.CatalogueTrails;
import io.mainstay.ticket.TicketFloor;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketSubscriptions;
import io.mainstay.ticket.TicketTimer;
import io.mainstay.ticket.Tickets;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Changes on the floor of tickets, and what Mainstay says of them by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    PaperworkProperties.class,
    ConflictProperties.class,
    RelatedChangeProperties.class,
    RiskProperties.class,
    ChangeTemplateProperties.class,
    ChangeReportProperties.class
})
class ChangeConfiguration {

    @Bean
    Tickets<Change, ChangeState> changes(TicketFloor floor, ChangeApprovals approvals) {
        return floor.tickets(ChangeTicketType.card(approvals));
    }

    @Bean
    TicketSubscriptions<Change, ChangeState> changeFeed(TicketFloor floor, Tickets<Change, ChangeState> changes) {
        return floor.feed(changes.type());
    }

    @Bean
    SearchSource changeSearch(TicketFloor floor, Tickets<Change, ChangeState> changes) {
        return floor.search(changes.type());
    }

    @Bean
    TrailedRecords changeTrails(TicketFloor floor, Tickets<Change, ChangeState> changes) {
        return floor.trails(changes.type());
    }

    @Bean
    NodeResolver changeNodes(TicketFloor floor, Tickets<Change, ChangeState> changes) {
        return floor.nodes(changes);
    }

    @Bean
    TimerHandler changeDeclassify(TicketFloor floor, Tickets<Change, ChangeState> changes) {
        return floor.declassify(changes);
    }

    @Bean
    TimerHandler changeFollowUp(TicketFloor floor, Tickets<Change, ChangeState> changes) {
        return floor.followUp(changes);
    }

    @Bean
    TrailedRecords changeTemplateTrails(ChangeTemplateStore store) {
        return new CatalogueTrails<>(ChangeTemplate.TYPE, ChangeTemplateFields.ALL, store::byIds);
    }

    @Bean
    TrailedRecords cabMeetingTrails(CabMeetingStore store) {
        return new CatalogueTrails<>(CabMeeting.TYPE, CabMeetingFields.ALL, store::byIds);
    }

    @Bean
    TrailedRecords calendarFeedTrails(CalendarFeedStore store) {
        return new CatalogueTrails<>(CalendarFeed.TYPE, CalendarFeedFields.ALL, store::byIds);
    }

    @Bean
    TrailedRecords changeReportTrails(ChangeReportStore store) {
        return new CatalogueTrails<>(ChangeReport.TYPE, ChangeReportFields.ALL, store::byIds);
    }

    @Bean
    ReportMonths reportMonths(ChangeReportProperties properties) {
        return new ReportMonths(properties.zone());
    }

    @Bean
    TrailedRecords changeRiskRulesTrails(RiskStore store) {
        return new TrailedSettings<ChangeRiskRules>(
                ChangeRiskRules.TYPE,
                "rules",
                Map.of("rules", ChangeRiskRules::rules, "thresholds", ChangeRiskRules::thresholds),
                Set.of(),
                store::rulesByIds);
    }

    @Bean
    InstallationRecord changeRiskRulesTrail() {
        return new InstallationRecord(ChangeRiskRules.TYPE, Permission.CHANGE_READ);
    }

    /** Of those whom the rule of visibility shows a feed of somebody else, only who reads trails reads what became of it. */
    @Bean
    InstallationRecord calendarFeedTrail() {
        return new InstallationRecord(CalendarFeed.TYPE, Permission.AUDIT_READ);
    }

    /** The window is over and the change is not. An event for others; the change itself does not change. */
    @Bean
    TimerHandler changeWindowOverrun(Tickets<Change, ChangeState> changes, Outbox outbox) {
        return due(
                ChangeTicketType.WINDOW_OVERRUN,
                changes,
                outbox,
                (change, firing) -> ChangeEventMaker.windowOverrun(change, firing.dueAt()));
    }

    /** The paperwork of an emergency is not there. An event for others; the change itself does not change. */
    @Bean
    TimerHandler changePaperworkOverdue(Tickets<Change, ChangeState> changes, Outbox outbox) {
        return due(
                ChangeTicketType.PAPERWORK_OVERDUE,
                changes,
                outbox,
                (change, firing) -> ChangeEventMaker.paperworkOverdue(change, firing.dueAt()));
    }

    /** The board has not looked at an emergency. An event for others; the change itself does not change. */
    @Bean
    TimerHandler changeCabReviewOverdue(Tickets<Change, ChangeState> changes, Outbox outbox) {
        return due(
                ChangeTicketType.CAB_REVIEW_OVERDUE,
                changes,
                outbox,
                (change, firing) -> ChangeEventMaker.cabReviewOverdue(change, firing.dueAt()));
    }

    /** A task is not complete in time. An event for others; the change itself does not change. */
    @Bean
    TimerHandler changeTaskOverdue(Tickets<Change, ChangeState> changes, ChangeTasks tasks, Outbox outbox) {
        return TicketTimer.each(ChangeTasks.OVERDUE, firing -> {
            if (firing.armedLate()) {
                return;
            }
            changes.lock(firing.aggregateId())
                    .filter(change -> change.state().stage() == TicketState.Stage.OPEN)
                    .ifPresent(change -> tasks.overdue(change, firing.name(), firing.dueAt())
                            .ifPresent(task -> outbox.append(new NewEvent(
                                    Change.TYPE,
                                    change.id(),
                                    change.revision(),
                                    firing.dueAt(),
                                    ChangeEventMaker.taskOverdue(change, task, firing.dueAt())))));
        });
    }

    /** That the timer is still one of the change is asked under its lock. */
    private static TimerHandler due(
            String kind,
            Tickets<Change, ChangeState> changes,
            Outbox outbox,
            BiFunction<Change, TimerFiring, Record> event) {
        return TicketTimer.each(kind, firing -> {
            if (firing.armedLate()) {
                return;
            }
            changes.lock(firing.aggregateId())
                    .filter(change -> firing.dueAt()
                            .equals(ChangeTicketType.ownTimers(change).get(kind)))
                    .ifPresent(change -> outbox.append(new NewEvent(
                            Change.TYPE, change.id(), change.revision(), firing.dueAt(), event.apply(change, firing))));
        });
    }
}
