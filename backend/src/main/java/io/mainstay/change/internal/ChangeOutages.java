// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.store.ChangeLinks;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageService;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetEvents;
import io.mainstay.ticket.TicketRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What commands make of the outages that a change, whose lock is held, is expected to bring. */
@Component
public final class ChangeOutages {

    /** How many outages a change may bring. */
    public static final int MAX_OUTAGES = 20;

    /** The outages, as history and events name them. */
    static final String FIELD = "plannedOutages";

    private static final String OUTAGES = "outages";

    /** While it is in one of these its outages are planned. */
    private static final Set<ChangeState> HOLDING = EnumSet.of(ChangeState.SCHEDULED, ChangeState.IMPLEMENTING);

    /** Its work is over. */
    private static final Set<ChangeState> OVER = EnumSet.of(ChangeState.REVIEW, ChangeState.CLOSED);

    private final ConfigurationItemQueries items;
    private final PlannedOutageService outages;
    private final ChangeLinks links;

    ChangeOutages(ConfigurationItemQueries items, PlannedOutageService outages, ChangeLinks links) {
        this.items = items;
        this.outages = outages;
        this.links = links;
    }

    static void check(Validation validation, List<ChangeCommand.Outage> wanted) {
        validation.check(wanted.size() <= MAX_OUTAGES, "at most " + MAX_OUTAGES + " outages", "input", OUTAGES);
        Set<String> named = new HashSet<>();
        for (int i = 0; i < Math.min(wanted.size(), MAX_OUTAGES); i++) {
            ChangeCommand.Outage outage = wanted.get(i);
            validation
                    .check(named.add(outage.ciId()), "an item that is named once", path(i, "ciId"))
                    .requireText(outage.title(), TicketRules.TITLE, path(i, "title"))
                    .check(outage.from().isBefore(outage.to()), "later than from", path(i, "to"))
                    .check(
                            Duration.between(outage.from(), outage.to()).compareTo(PlannedOutage.MAX_LENGTH) <= 0,
                            "at most " + PlannedOutage.MAX_LENGTH.toDays() + " days later than from",
                            path(i, "to"));
        }
    }

    private static String[] path(int index, String field) {
        return new String[] {"input", OUTAGES, String.valueOf(index), field};
    }

    /** Draws a number for each outage that may be new; before the unit of work. */
    public List<String> numbers(ChangeCommand.SetPlannedOutages set) {
        return set.outages().stream()
                .map(_ -> outages.nextNumber(Principal.SYSTEM))
                .toList();
    }

    /**
     * Puts outages in the place of those that the principal sees. Those of items that the principal does not see stay.
     *
     * @param affectedIds the configuration items that the change affects
     * @param numbers for those that are new, one for each of the command
     * @throws RefusedException NOT_FOUND for an item that the principal does not see; INVALID for one that the change does not affect, or
     *     what is not inside its window; CONFLICT if there are too many
     */
    public Outcome<Change> set(
            Principal principal,
            Change change,
            ChangeCommand.SetPlannedOutages set,
            Collection<String> affectedIds,
            List<String> numbers) {
        List<ExpectedOutage> before = change.plan().outages();
        Set<String> asked = new HashSet<>(change.plannedOutageCiIds());
        set.outages().forEach(outage -> asked.add(outage.ciId()));
        Map<String, ConfigurationItem> visible = asked.isEmpty() ? Map.of() : items.byIds(principal, asked);
        requireAffected(set.outages(), visible.keySet(), Set.copyOf(affectedIds));
        Map<String, String> known = new HashMap<>();
        before.forEach(outage -> known.put(outage.ciId(), outage.number()));
        refuseRetired(set.outages(), visible, known.keySet());
        List<ExpectedOutage> all = new ArrayList<>(before.stream()
                .filter(outage -> !visible.containsKey(outage.ciId()))
                .toList());
        for (int i = 0; i < set.outages().size(); i++) {
            ChangeCommand.Outage outage = set.outages().get(i);
            all.add(new ExpectedOutage(
                    known.getOrDefault(outage.ciId(), numbers.get(i)),
                    outage.ciId(),
                    outage.effect(),
                    outage.from(),
                    outage.to(),
                    outage.title().strip()));
        }
        requireInside(change.plan().window(), set.outages());
        if (all.size() > MAX_OUTAGES) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "A change brings at most " + MAX_OUTAGES + " outages.",
                            "input",
                            OUTAGES)
                    .with("max", MAX_OUTAGES));
        }
        all.sort(Comparator.comparing(ExpectedOutage::from).thenComparing(ExpectedOutage::ciId));
        if (all.equals(before)) {
            return Outcome.none(change);
        }
        return Outcome.<Change>of(
                        change.with(change.plan().bringing(all)),
                        edit -> List.of(FacetEvents.updated(TicketKind.CHANGE, edit)))
                // Of items that not everybody sees who sees the change.
                .linked(FieldChange.secret(FIELD, kept(before), kept(all)), true);
    }

    private static List<String> kept(List<ExpectedOutage> all) {
        return all.stream()
                .map(outage -> text(outage) + " " + outage.ciId() + " " + outage.title())
                .toList();
    }

    /** An outage that was said before its item was retired may stay. */
    private static void refuseRetired(
            List<ChangeCommand.Outage> wanted, Map<String, ConfigurationItem> visible, Set<String> known) {
        for (int i = 0; i < wanted.size(); i++) {
            ConfigurationItem item =
                    Objects.requireNonNull(visible.get(wanted.get(i).ciId()));
            if (item.retired() && !known.contains(item.id())) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT,
                        "Configuration item " + item.number() + " is retired.",
                        path(i, "ciId")));
            }
        }
    }

    private static void requireAffected(
            List<ChangeCommand.Outage> wanted, Set<String> visible, Set<String> affectedIds) {
        Validation validation = new Validation();
        for (int i = 0; i < wanted.size(); i++) {
            String ciId = wanted.get(i).ciId();
            if (!visible.contains(ciId)) {
                throw RefusedException.notFound("Configuration item", ciId, path(i, "ciId"));
            }
            validation.check(
                    affectedIds.contains(ciId),
                    "one of the configuration items that the change affects (changeLinkCis)",
                    path(i, "ciId"));
        }
        validation.refuseIfFailed();
    }

    private static void requireInside(Change.@Nullable Window window, List<ChangeCommand.Outage> wanted) {
        Validation validation = new Validation();
        validation.check(window != null || wanted.isEmpty(), "absent while the change has no window", "input", OUTAGES);
        for (int i = 0; window != null && i < wanted.size(); i++) {
            validation
                    .check(
                            !wanted.get(i).from().isBefore(window.from()),
                            "inside the window of the change",
                            path(i, "from"))
                    .check(!wanted.get(i).to().isAfter(window.to()), "inside the window of the change", path(i, "to"));
        }
        validation.refuseIfFailed();
    }

    /**
     * Whether the outages of a plan, which have moved with its window, are inside it.
     *
     * @throws RefusedException INVALID naming the window if they are not
     */
    public static void requireInside(Change.Plan plan) {
        Change.Window window = plan.window();
        boolean inside = plan.outages().stream()
                .allMatch(outage -> window != null
                        && !outage.from().isBefore(window.from())
                        && !outage.to().isAfter(window.to()));
        new Validation()
                .check(
                        inside,
                        "long enough for the planned outages of the change, which move with its beginning"
                                + " (changeSetPlannedOutages)",
                        "input",
                        "window")
                .refuseIfFailed();
    }

    /** An item that the change affects no more has no outage by it. */
    Outcome<Change> withoutUnlinked(Outcome<Change> outcome) {
        Change change = outcome.after();
        if (change.plan().outages().isEmpty()
                || outcome.links().stream().noneMatch(link -> link.field().equals("ciIds"))) {
            return outcome;
        }
        Set<String> affected = Set.copyOf(links.ciIds(change.id()));
        List<ExpectedOutage> left = change.plan().outages().stream()
                .filter(outage -> affected.contains(outage.ciId()))
                .toList();
        return outcome.with(change.with(change.plan().bringing(left)));
    }

    /** Lets the planned outages follow what an edit makes of the change. */
    void settle(Change before, Change after, Occurrence at) {
        boolean held = HOLDING.contains(before.state());
        List<ExpectedOutage> expected = after.plan().outages();
        if (HOLDING.contains(after.state())) {
            if (held ? !expected.equals(before.plan().outages()) : !expected.isEmpty()) {
                outages.follow(Principal.SYSTEM, after.id(), expected, at.recordedAt());
            }
        } else if (held && !before.plan().outages().isEmpty()) {
            if (OVER.contains(after.state())) {
                outages.end(Principal.SYSTEM, after.id(), at.occurredAt(), at.recordedAt());
            } else {
                outages.callOff(Principal.SYSTEM, after.id(), at.recordedAt());
            }
        }
    }

    /** How an outage is kept, without the item and the title. */
    public static String text(ExpectedOutage outage) {
        return outage.number() + " " + outage.effect() + " " + outage.from() + " " + outage.to();
    }

    /** The inverse of {@link #text}. */
    static ExpectedOutage read(String ciId, String text, String title) {
        String[] parts = text.split(" ", -1);
        return new ExpectedOutage(
                parts[0],
                ciId,
                FailureEffect.valueOf(parts[1]),
                Instant.parse(parts[2]),
                Instant.parse(parts[3]),
                title);
    }
}
