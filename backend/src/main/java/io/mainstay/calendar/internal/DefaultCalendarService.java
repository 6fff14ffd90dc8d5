// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.CalendarCommand;
import io.mainstay.calendar.CalendarProblem;
import io.mainstay.calendar.CalendarRevised;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.CalendarService;
import io.mainstay.calendar.CalendarVersion;
import io.mainstay.calendar.CalendarView;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class DefaultCalendarService implements CalendarService {

    static final String TYPE = "BusinessCalendar";
    private static final int MAX_NAME = 120;
    private static final int MAX_DESCRIPTION = 2_000;

    private final CalendarStore store;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final AuditTrail trail;
    private final Outbox outbox;
    private final BusinessClock clock;

    DefaultCalendarService(
            CalendarStore store,
            UnitOfWork work,
            Idempotency idempotency,
            AuditTrail trail,
            Outbox outbox,
            BusinessClock clock) {
        this.store = store;
        this.work = work;
        this.idempotency = idempotency;
        this.trail = trail;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public CalendarView create(Principal principal, CalendarCommand command, @Nullable String idempotencyKey) {
        principal.require(Permission.SLA_CONFIGURE);
        String id = Ids.next();
        String entryId = Ids.next();
        String versionId = Ids.next();
        Instant now = clock.now();
        CalendarVersion version = checked(command, now);
        return work.write(entryId, () -> {
            Optional<String> earlier =
                    idempotency.claim(principal, "businessCalendarCreate", idempotencyKey, command, id);
            if (earlier.isPresent()) {
                return existing(earlier.get());
            }
            store.lockAll();
            refuseTakenName(command.name(), id);
            CalendarView calendar = new CalendarView(
                    id, command.name().strip(), command.description(), 1, 1, now, now, List.of(version));
            write(principal, "calendar.create", null, calendar, version, versionId, entryId);
            return calendar;
        });
    }

    @Override
    public CalendarView revise(Principal principal, String id, CalendarCommand command, int expectedVersion) {
        principal.require(Permission.SLA_CONFIGURE);
        String entryId = Ids.next();
        String versionId = Ids.next();
        Instant now = clock.now();
        CalendarVersion version = checked(command, now);
        return work.write(entryId, () -> {
            store.lockAll();
            CalendarView before = existing(id);
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            refuseTakenName(command.name(), id);
            CalendarView after = new CalendarView(
                    id,
                    command.name().strip(),
                    command.description(),
                    before.version() + 1,
                    before.revision() + 1,
                    before.createdAt(),
                    now,
                    withVersion(before.versions(), version));
            refuseVersionsOutOfOrder(after.versions());
            write(principal, "calendar.revise", before, after, version, versionId, entryId);
            return after;
        });
    }

    @Override
    public Optional<CalendarView> find(Principal principal, String id) {
        return Optional.ofNullable(byIds(principal, List.of(id)).get(id));
    }

    @Override
    public Map<String, CalendarView> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.SLA_READ);
        return work.read(() -> store.byIds(ids).stream())
                .collect(Collectors.toUnmodifiableMap(CalendarView::id, Function.identity()));
    }

    @Override
    public Page<CalendarView> list(Principal principal, PageRequest request) {
        principal.require(Permission.SLA_READ);
        Cursor after = request.after();
        List<CalendarView> rows = work.read(() -> store.list(
                after == null ? null : after.values(1).text(0),
                after == null ? null : after.id(),
                request.first() + 1));
        return Page.ofRows(rows, request, row -> Cursor.of(List.of(CalendarNames.key(row.name())), row.id(), SCOPE));
    }

    @Override
    public int count(Principal principal) {
        principal.require(Permission.SLA_READ);
        return work.read(store::count);
    }

    private CalendarView existing(String id) {
        return store.byIds(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("Business calendar", id, "id"));
    }

    private void refuseTakenName(String name, String id) {
        if (store.idOfName(name).filter(other -> !other.equals(id)).isPresent()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.ALREADY_EXISTS, "Another calendar is named " + name.strip() + ".", "input", "name"));
        }
    }

    private static CalendarVersion checked(CalendarCommand command, Instant now) {
        Validation validation = new Validation()
                .requireText(command.name(), MAX_NAME, "input", "name")
                .limitText(command.description(), MAX_DESCRIPTION, "input", "description");
        command.rules().problems().forEach(problem -> validation.add(error(problem)));
        LocalDate validFrom = command.validFrom();
        validation.check(
                validFrom == null || CalendarRules.covers(validFrom),
                "in the years 1970 to 2200",
                "input",
                "validFrom");
        validation.refuseIfFailed();
        ZoneId zone = ZoneId.of(command.rules().zone());
        CalendarVersion version =
                new CalendarVersion(validFrom == null ? now.atZone(zone).toLocalDate() : validFrom, command.rules());
        refuseWithoutBusinessTime(version, now);
        return version;
    }

    private static void refuseWithoutBusinessTime(CalendarVersion version, Instant now) {
        Instant from = version.startsAt().isAfter(now) ? version.startsAt() : now;
        if (BusinessCalendar.of(version.rules())
                .addBusinessTime(from, Duration.ofMinutes(1))
                .isEmpty()) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID,
                            "weekly must hold some business time: these rules have none within five years.",
                            "input",
                            "weekly")
                    .with("rule", "NO_BUSINESS_TIME"));
        }
    }

    private static UserError error(CalendarProblem problem) {
        List<String> path = new ArrayList<>(List.of("input"));
        path.addAll(problem.path());
        return new UserError(
                problem.rule() == CalendarProblem.Rule.TEXT_TOO_LONG ? UserErrorCode.TOO_LONG : UserErrorCode.INVALID,
                String.join(".", problem.path()) + ": " + problem.message(),
                path,
                Map.of("rule", problem.rule().name()));
    }

    private static List<CalendarVersion> withVersion(List<CalendarVersion> versions, CalendarVersion added) {
        List<CalendarVersion> all = new ArrayList<>(versions);
        all.removeIf(version -> version.validFrom().equals(added.validFrom()));
        all.add(added);
        all.sort(Comparator.comparing(CalendarVersion::validFrom));
        return List.copyOf(all);
    }

    /** Dates a day apart may be the wrong way round as instants when the zone changes between them. */
    private static void refuseVersionsOutOfOrder(List<CalendarVersion> versions) {
        for (int index = 1; index < versions.size(); index++) {
            if (!versions.get(index - 1).startsAt().isBefore(versions.get(index).startsAt())) {
                throw new RefusedException(UserError.of(
                        UserErrorCode.INVALID,
                        "validFrom must lie so that, with the change of zone, rules still begin in the order of their dates.",
                        "input",
                        "validFrom"));
            }
        }
    }

    private void write(
            Principal principal,
            String action,
            @Nullable CalendarView before,
            CalendarView after,
            CalendarVersion version,
            String versionId,
            String entryId) {
        store.save(after, versionId, version);
        List<FieldChange> fields = List.of(
                FieldChange.of("name", before == null ? null : before.name(), after.name()),
                FieldChange.of("description", before == null ? null : before.description(), after.description()),
                FieldChange.of("rules", rulesAt(before, version.validFrom()), version.rules()),
                FieldChange.of("validFrom", null, version.validFrom()));
        trail.append(List.of(new AuditDraft(
                entryId,
                after.id(),
                after.revision(),
                TYPE,
                action,
                principal.personId(),
                after.updatedAt(),
                after.updatedAt(),
                fields.stream().filter(FieldChange::changed).toList())));
        outbox.append(new NewEvent(
                TYPE,
                after.id(),
                after.revision(),
                after.updatedAt(),
                new CalendarRevised(
                        after.id(), after.revision(), version.validFrom().toString())));
    }

    private static @Nullable CalendarRules rulesAt(@Nullable CalendarView calendar, LocalDate date) {
        if (calendar == null) {
            return null;
        }
        return calendar.versions().stream()
                .filter(version -> !version.validFrom().isAfter(date))
                .map(CalendarVersion::rules)
                .reduce((first, second) -> second)
                .orElse(null);
    }
}
