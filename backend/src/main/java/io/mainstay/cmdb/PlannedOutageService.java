// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.ConfigurationItemSubject;
import io.mainstay.cmdb.internal.PlannedOutageRules;
import io.mainstay.cmdb.internal.PlannedOutageSubject;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
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
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Plans outages of CIs, moves and cancels them. */
@Service
public final class PlannedOutageService {

    private static final String NUMBER_PREFIX = "OUT";
    private static final String WHAT = PlannedOutageSubject.NAME;

    private final Edits edits;
    private final PlannedOutageSubject subject;
    private final ConfigurationItemStore items;
    private final Numbers numbers;
    private final BusinessClock clock;

    PlannedOutageService(
            Edits edits,
            PlannedOutageSubject subject,
            ConfigurationItemStore items,
            Numbers numbers,
            BusinessClock clock) {
        this.edits = edits;
        this.subject = subject;
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
