package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.ConfigurationItemStore;
import io.mainstay.cmdb.internal.PlannedOutageRules;
import io.mainstay.cmdb.internal.PlannedOutageStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import io.mainstay.record.Numbers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Plans outages of CIs, moves and cancels them. */
@Service
public final class PlannedOutageService {

    private static final String NUMBER_PREFIX = "OUT";
    private static final String WHAT = "Planned outage";

    private final PlannedOutageStore store;
    private final ConfigurationItemStore items;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Journal journal;
    private final Numbers numbers;
    private final BusinessClock clock;

    PlannedOutageService(
            PlannedOutageStore store,
            ConfigurationItemStore items,
            UnitOfWork work,
            Idempotency idempotency,
            Journal journal,
            Numbers numbers,
            BusinessClock clock) {
        this.store = store;
        this.items = items;
        this.work = work;
        this.idempotency = idempotency;
        this.journal = journal;
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
        String changeId = Ids.next();
        return work.write(changeId, () -> {
            Optional<String> earlier =
                    idempotency.claim(principal, "plannedOutageCreate", idempotencyKey, command, outage.id());
            if (earlier.isPresent()) {
                return visible(principal, earlier.get());
            }
            lockedItem(principal, outage.ciId());
            store.create(outage);
            journal.append(change(
                    principal,
                    changeId,
                    "planned-outage.create",
                    null,
                    outage,
                    new PlannedOutageCreated(
                            outage.id(),
                            outage.number(),
                            outage.ciId(),
                            outage.effect(),
                            outage.from(),
                            outage.to(),
                            outage.version())));
            return outage;
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
            PlannedOutage after = before.with(command);
            return after.equals(before) ? before : after.moved(now);
        });
    }

    /**
     * Calls an outage off.
     *
     * @throws RefusedException CONFLICT if the outage is cancelled already or over
     */
    public PlannedOutage cancel(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.PLANNED_OUTAGE_WRITE);
        Instant now = clock.now();
        return change(principal, id, expectedVersion, "planned-outage.cancel", now, before -> before.cancelled(now));
    }

    private PlannedOutage change(
            Principal principal,
            String id,
            int expectedVersion,
            String action,
            Instant now,
            UnaryOperator<PlannedOutage> change) {
        String changeId = Ids.next();
        String pastId = Ids.next();
        return work.write(changeId, () -> {
            PlannedOutage before = store.lock(id)
                    .filter(_ ->
                            store.byIds(List.of(id), principal.visibility()).containsKey(id))
                    .orElseThrow(() -> RefusedException.notFound(WHAT, id, "id"));
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            if (before.closed(now)) {
                throw closed(before);
            }
            PlannedOutage after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            store.save(before, after, pastId);
            journal.append(change(principal, changeId, action, before, after, event(after)));
            return after;
        });
    }

    private void lockedItem(Principal principal, String ciId) {
        ConfigurationItem item = Optional.ofNullable(items.lock(List.of(ciId)).get(ciId))
                .filter(ci -> principal.visibility().allows(ci.visibilityFacts()))
                .orElseThrow(() -> RefusedException.notFound("Configuration item", ciId, "input", "ciId"));
        if (item.retired()) {
            throw ConfigurationItemService.retired(item, "input", "ciId");
        }
    }

    private PlannedOutage visible(Principal principal, String id) {
        return Optional.ofNullable(
                        store.byIds(List.of(id), principal.visibility()).get(id))
                .orElseThrow(() -> RefusedException.notFound(WHAT, id));
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

    private static Record event(PlannedOutage outage) {
        return switch (outage.state()) {
            case PLANNED ->
                new PlannedOutageUpdated(
                        outage.id(),
                        outage.number(),
                        outage.ciId(),
                        outage.effect(),
                        outage.from(),
                        outage.to(),
                        outage.version());
            case CANCELLED -> new PlannedOutageCancelled(outage.id(), outage.number(), outage.ciId(), outage.version());
        };
    }

    private static Change change(
            Principal principal,
            String changeId,
            String action,
            @Nullable PlannedOutage before,
            PlannedOutage after,
            Record event) {
        return new Change(
                changeId,
                principal,
                PlannedOutage.TYPE,
                after.id(),
                after.revision(),
                action,
                after.updatedAt(),
                after.updatedAt(),
                List.of(
                        FieldChange.of("number", before == null ? null : before.number(), after.number()),
                        FieldChange.of("ciId", before == null ? null : before.ciId(), after.ciId()),
                        FieldChange.of("effect", before == null ? null : before.effect(), after.effect()),
                        FieldChange.of("from", before == null ? null : before.from(), after.from()),
                        FieldChange.of("to", before == null ? null : before.to(), after.to()),
                        FieldChange.of("title", before == null ? null : before.title(), after.title()),
                        FieldChange.of("reason", before == null ? null : before.reason(), after.reason()),
                        FieldChange.of("state", before == null ? null : before.state(), after.state())),
                List.of(event));
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
