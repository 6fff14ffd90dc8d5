// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeService;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateService;
import io.mainstay.change.ChangeTemplateState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.ProposeChangeTemplate;
import io.mainstay.change.RequestChange;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.demo.internal.RealmTeam;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads the catalogue of standard changes, and what was made of its first template: a change each week. */
@Component
final class TemplateLoader {

    private static final String ZONE = "Europe/London";
    private static final int WEEKS = 11;
    private static final int WEEK_WITH_ISSUES = 4;
    private static final RealmPerson PROPOSER = RealmPerson.AGENT_DATABASE;

    private final ChangeTemplateService templates;
    private final ChangeService changes;
    private final Tickets<Change, ChangeState> tickets;
    private final UnitOfWork work;

    TemplateLoader(
            ChangeTemplateService templates,
            ChangeService changes,
            Tickets<Change, ChangeState> tickets,
            UnitOfWork work) {
        this.templates = templates;
        this.changes = changes;
        this.tickets = tickets;
        this.work = work;
    }

    /**
     * @param ciIds ids of items by name
     * @param end the end of the company's history
     */
    void load(Realm realm, Map<String, String> ciIds, Instant end) {
        Instant now = end.truncatedTo(ChronoUnit.MINUTES);
        Instant proposedAt = now.minus(Duration.ofDays(120));
        String restart = approved(
                realm,
                proposedAt,
                new ProposeChangeTemplate(
                        "Restart a server of single sign-on",
                        "Once a week, one server after the other.",
                        "Restart a server of single sign-on",
                        "Its memory fills up within ten days",
                        "Drain it, restart it, look at the log, put it back",
                        "Done each week on the other server",
                        "Leave it drained; the other one carries the load",
                        "Tell the service desk before and after",
                        null,
                        null,
                        realm.id(RealmTeam.SERVER_AND_VIRTUALISATION),
                        60,
                        List.of("container-workload"),
                        null,
                        proposedAt));
        approved(
                realm,
                proposedAt,
                new ProposeChangeTemplate(
                        "Extend a file system",
                        "When it is filled to more than 80 %.",
                        "Extend a file system",
                        "It is filled to more than 80 %",
                        "Extend the volume, then the file system, by a fifth",
                        null,
                        "None is needed: the old size is part of the new one",
                        null,
                        null,
                        null,
                        realm.id(RealmTeam.STORAGE_AND_BACKUP),
                        30,
                        List.of("server", "database"),
                        List.of(
                                new ChangeTemplate.Task(
                                        1, "Extend the volume", "By a fifth, in the console of the array", null),
                                new ChangeTemplate.Task(
                                        2,
                                        "Extend the file system",
                                        null,
                                        realm.id(RealmTeam.SERVER_AND_VIRTUALISATION))),
                        proposedAt));
        propose(
                realm,
                new ProposeChangeTemplate(
                        "Renew a certificate",
                        "Four weeks before it ends.",
                        "Renew a certificate",
                        "It ends soon",
                        "Order it, install it beside the old one, switch over, look at the site from outside",
                        null,
                        "Switch back to the old one, which is still valid",
                        null,
                        null,
                        null,
                        realm.id(RealmTeam.WEB_PLATFORM),
                        45,
                        null,
                        null,
                        now.minus(Duration.ofDays(2))));
        String server = ciIds.get("signon-server-n");
        for (int week = WEEKS; week >= 1; week--) {
            restarted(realm, restart, server, week, now.minus(Duration.ofDays(7L * week)));
        }
        Instant next = now.plus(Duration.ofDays(25));
        String scheduled = requested(realm, restart, server, "in some weeks", now.minus(Duration.ofHours(3)), next);
        once(scheduled, version -> {
            changes.execute(
                    realm.as(PROPOSER), new ChangeCommand.Submit(scheduled, version, now.minus(Duration.ofHours(2))));
            task(realm, scheduled, 1, "Drain the server", next.plus(Duration.ofMinutes(15)));
            task(realm, scheduled, 2, "Restart it and look at its log", next.plus(Duration.ofMinutes(45)));
            task(realm, scheduled, 2, "Look whether the other one carries the load", null);
            task(realm, scheduled, 3, "Put it back and tell the service desk", next.plus(Duration.ofMinutes(60)));
        });
    }

    private void restarted(Realm realm, String templateId, @Nullable String server, int week, Instant from) {
        Principal implementer = realm.as(PROPOSER);
        String id = requested(
                realm, templateId, server, week + " weeks ago", from.minus(Duration.ofHours(5)), from);
        boolean issues = week == WEEK_WITH_ISSUES;
        once(id, version -> {
            changes.execute(implementer, new ChangeCommand.Submit(id, version, from.minus(Duration.ofHours(4))));
            changes.execute(
                    implementer,
                    new ChangeCommand.Start(id, version + 1, null, from.plus(Duration.ofMinutes(5))));
            changes.execute(
                    implementer,
                    new ChangeCommand.Complete(
                            id,
                            version + 2,
                            issues ? ChangeOutcome.WITH_ISSUES : ChangeOutcome.SUCCESSFUL,
                            issues ? "It took two tries to come up" : null,
                            null,
                            from.plus(Duration.ofMinutes(25))));
        });
    }

    /** The key makes a repeated load find what is there. */
    private String requested(
            Realm realm, String templateId, @Nullable String server, String when, Instant at, Instant from) {
        Principal reporter = realm.as(PROPOSER);
        return changes.request(
                        reporter,
                        new RequestChange(
                                ChangeType.STANDARD,
                                "Restart a server of single sign-on, " + when,
                                null,
                                new Change.Purpose(
                                        "", server == null ? "What it changes is not recorded." : null, null),
                                new Change.Plan(
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        List.of(reporter.personId()),
                                        List.of(),
                                        templateId),
                                new RequestChange.Beginning(from, ZONE),
                                null,
                                null,
                                null,
                                null,
                                TicketUrgency.LOW,
                                server == null ? List.of() : List.of(server),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                at),
                        "demo-standard-change-" + when)
                .id();
    }

    private void task(Realm realm, String id, int position, String title, @Nullable Instant dueAt) {
        Principal owner = realm.as(PROPOSER);
        changes.execute(
                owner,
                new ChangeCommand.AddTask(
                        id,
                        position,
                        title,
                        owner.personId(),
                        realm.id(RealmTeam.SERVER_AND_VIRTUALISATION),
                        dueAt,
                        null,
                        null));
    }

    /** What is done to a change in one transaction, unless an earlier load has done it. */
    private void once(String id, IntConsumer steps) {
        work.writeRepeatably(() -> {
            Change change = Objects.requireNonNull(
                    tickets.byIds(Principal.SYSTEM, List.of(id)).get(id));
            if (change.revision() == 1) {
                steps.accept(change.version());
            }
        });
    }

    private String approved(Realm realm, Instant proposedAt, ProposeChangeTemplate wanted) {
        ChangeTemplate template = propose(realm, wanted);
        if (template.state() == ChangeTemplateState.PROPOSED) {
            templates.approve(
                    realm.as(RealmPerson.CHANGE_MANAGER),
                    template.id(),
                    proposedAt.plus(Duration.ofDays(1)),
                    template.version());
        }
        return template.id();
    }

    private ChangeTemplate propose(Realm realm, ProposeChangeTemplate wanted) {
        return templates.propose(realm.as(PROPOSER), wanted, "demo " + wanted.name());
    }
}
