// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.PlannedOutageRules;
import io.mainstay.cmdb.internal.PlannedOutageSubject;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Numbers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Plans outages of CIs, moves and cancels them; those that changes bring follow their changes. */
@Service
public final class PlannedOutageService {

    private static final String NUMBER_PREFIX = "OUT";
    private static final String WHAT = PlannedOutageSubject.NAME;

    private final Edits edits;
    private final PlannedOutageSubject subject;
    private final PlannedOutageStore store;
    private final ConfigurationItemStore items;
    private final Numbers numbers;
    private final BusinessClock clock;

    PlannedOutageService(
            Edits edits,
            PlannedOutageSubject subject,
            PlannedOutageStore store,
            ConfigurationItemStore items,
            Numbers numbers,
            BusinessClock clock) {
        this.edits = edits;
        this.subject = subject;
        this.store = store;
        this.items = items;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * Plans an outage of a CI.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule; NOT_FOUND if the CI does not exist or is not visible; CONFLICT if
     *     it is retired
     */
    public PlannedOutage create(Principal principal, CreatePlannedOutage command, @Nullable String idempotencyKey) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        Instant now = clock.now();
        Validation validation = new Validation();
        PlannedOutageRules.create(command, now, validation);
        validation.refuseIfFailed();
        PlannedOutage outage = planned(command, now);
        EditRequest request = new EditRequest(
                principal, outage.id(), "planned-outage.create", null, idempotencyKey, command, Occurrence.at(now));
        return edits.create(subject, request, _ -> {
            requireItem(principal, outage.ciId());
            return Outcome.of(outage, PlannedOutageSubject::events);
        });
    }

    /**
     * Moves an outage or describes it anew.
     *
     * @param expectedVersion the version that the caller has seen
     * @return the outage after the change; as it was if the command changes nothing
     * @throws RefusedException if the command breaks a rule; CONFLICT if the outage is cancelled or over
     */
    public PlannedOutage update(Principal principal, String id, UpdatePlannedOutage command, int expectedVersion) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        Instant now = clock.now();
        return change(principal, id, expectedVersion, "planned-outage.update", now, before -> {
            Validation validation = new Validation();
            PlannedOutageRules.update(before, command, now, validation);
            validation.refuseIfFailed();
            return before.with(command);
        });
    }

    /**
     * Calls an outage off.
     *
     * @throws RefusedException CONFLICT if the outage is cancelled already or over
     */
    public PlannedOutage cancel(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        return change(principal, id, expectedVersion, "planned-outage.cancel", clock.now(), PlannedOutage::cancelled);
    }

    /** The number of an outage that a change may bring; drawn before the unit of work that needs it. */
    public String nextNumber(Principal principal) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        return numbers.next(NUMBER_PREFIX);
    }

    /**
     * Makes the outages that a change brings what it says, inside the unit of work that edits the change and holds its lock: one that was not
     * there is planned, another one moved, and one that it brings no more called off. Whoever may edit the change was asked before: it is
     * Mainstay itself that lets them follow.
     *
     */
    public void follow(Principal principal, String changeId, List<ExpectedOutage> expected, Instant now) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        Map<String, PlannedOutage> present = new HashMap<>();
        store.ofChanges(List.of(changeId))
                .getOrDefault(changeId, List.of())
                .forEach(outage -> present.put(outage.number(), outage));
        for (ExpectedOutage each : expected) {
            PlannedOutage outage = present.remove(each.number());
            if (outage == null) {
                bring(principal, changeId, each, now);
            } else {
                follow(outage, "planned-outage.follow-change", now, before -> before.as(each));
            }
        }
        present.values().stream()
                .filter(outage -> !outage.closed(now))
                .forEach(outage -> follow(outage, "planned-outage.cancel", now, PlannedOutage::cancelled));
    }

    /**
     * Ends the outages of a change whose work is over, inside the unit of work that edits it: those that had not begun are called off.
     *
     * @param over when it was over
     */
    public void end(Principal principal, String changeId, Instant over, Instant now) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        store.ofChanges(List.of(changeId)).getOrDefault(changeId, List.of()).stream()
                .filter(outage -> outage.state() == PlannedOutageState.PLANNED
                        && outage.to().isAfter(over))
                .forEach(outage -> follow(
                        outage,
                        "planned-outage.end",
                        now,
                        before -> before.from().isBefore(over) ? before.endedAt(over) : before.cancelled()));
    }

    /**
     * Calls all outages of a change off that is not made, inside the unit of work that edits it; also those that would be over: there were
     * none.
     */
    public void callOff(Principal principal, String changeId, Instant now) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        store.ofChanges(List.of(changeId)).getOrDefault(changeId, List.of()).stream()
                .filter(outage -> outage.state() == PlannedOutageState.PLANNED)
                .forEach(outage -> follow(outage, "planned-outage.cancel", now, PlannedOutage::cancelled));
    }

    private void bring(Principal principal, String changeId, ExpectedOutage expected, Instant now) {
        PlannedOutage outage = new PlannedOutage(
                Ids.next(),
                expected.number(),
                expected.ciId(),
                expected.effect(),
                expected.from(),
                expected.to(),
                expected.title(),
                null,
                PlannedOutageState.PLANNED,
                changeId,
                null,
                1,
                1,
                now,
                now);
        edits.create(
                subject,
                new EditRequest(
                        principal, outage.id(), "planned-outage.create", null, null, expected, Occurrence.at(now)),
                _ -> Outcome.of(outage, PlannedOutageSubject::events));
    }

    private void follow(PlannedOutage seen, String action, Instant now, UnaryOperator<PlannedOutage> change) {
        PlannedOutage locked = store.lock(seen.id()).orElseThrow();
        edits.follow(
                subject,
                locked,
                action,
                now,
                (before, _) -> Outcome.ifChanged(change.apply(before), PlannedOutageSubject::events));
    }

    private PlannedOutage change(
            Principal principal,
            String id,
            int expectedVersion,
            String action,
            Instant now,
            UnaryOperator<PlannedOutage> change) {
        return edits.edit(
                subject, EditRequest.of(principal, id, action, expectedVersion, Occurrence.at(now)), new Step<>() {
                    @Override
                    public void allow(PlannedOutage before) {
                        if (before.changeId() != null) {
                            throw new RefusedException(UserError.of(
                                    UserErrorCode.CONFLICT,
                                    WHAT + " " + before.number()
                                            + " belongs to a change, and is moved and called off with that.",
                                    "id"));
                        }
                        if (before.closed(now)) {
                            throw closed(before);
                        }
                    }

                    @Override
                    public Outcome<PlannedOutage> take(PlannedOutage before, Occurrence at) {
                        return Outcome.ifChanged(change.apply(before), PlannedOutageSubject::events);
                    }
                });
    }

    private void requireItem(Principal principal, String ciId) {
        ConfigurationItem item = items.lock(ciId)
                .filter(ci -> principal.visibility().allows(ci.visibilityFacts()))
                .orElseThrow(() -> RefusedException.notFound(ConfigurationItemSubject.NAME, ciId, "input", "ciId"));
        if (item.retired()) {
            throw ConfigurationItemSubject.retired(item, "input", "ciId");
        }
    }

    private PlannedOutage planned(CreatePlannedOutage command, Instant now) {
        return new PlannedOutage(
                Ids.next(),
                numbers.next(NUMBER_PREFIX),
                Objects.requireNonNull(command.ciId()),
                Objects.requireNonNullElse(command.effect(), FailureEffect.STOPS),
                Objects.requireNonNull(command.from()),
                Objects.requireNonNull(command.to()),
                Objects.requireNonNull(command.title()).strip(),
                PlannedOutage.blankToNull(command.reason()),
                PlannedOutageState.PLANNED,
                null,
                null,
                1,
                1,
                now,
                now);
    }

    private static RefusedException closed(PlannedOutage outage) {
        String why = switch (outage.state()) {
            case CANCELLED -> " is cancelled";
            case PLANNED -> " was over at " + outage.to();
        };
        return new RefusedException(
                UserError.of(UserErrorCode.CONFLICT, WHAT + " " + outage.number() + why + " and changes no more.", "id")
                        .with("state", outage.state().name()));
    }
}
