// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.BusinessCalendars;
import io.mainstay.calendar.CalendarRef;
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
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.SlaDefinitionChanged;
import io.mainstay.sla.SlaDefinitionCommand;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaDefinitions;
import io.mainstay.sla.internal.SlaStore.StoredDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class DefaultSlaDefinitions implements SlaDefinitions {

    static final String TYPE = "SlaDefinition";

    private final SlaStore store;
    private final BusinessCalendars calendars;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Journal journal;
    private final Timers timers;
    private final BusinessClock clock;

    DefaultSlaDefinitions(
            SlaStore store,
            BusinessCalendars calendars,
            UnitOfWork work,
            Idempotency idempotency,
            Journal journal,
            Timers timers,
            BusinessClock clock) {
        this.store = store;
        this.calendars = calendars;
        this.work = work;
        this.idempotency = idempotency;
        this.journal = journal;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public SlaDefinitionView create(
            Principal principal, SlaDefinitionCommand command, @Nullable String idempotencyKey) {
        principal.require(Permission.SLA_CONFIGURE);
        DefinitionRules.check(command);
        SlaDefinitionView definition = view(Ids.next(), 1, command);
        Draft draft = new Draft(Ids.next(), Ids.next(), clock.now());
        return work.write(draft.entryId(), () -> {
            Optional<String> earlier =
                    idempotency.claim(principal, "slaDefinitionCreate", idempotencyKey, command, definition.id());
            if (earlier.isPresent()) {
                return existing(earlier.get()).view();
            }
            store.lockDefinitions();
            checkOffering(principal, definition.serviceOfferingId());
            checkAgainstOthers(definition, draft.now());
            write(principal, "sla-definition.create", null, definition, draft);
            return definition;
        });
    }

    @Override
    public SlaDefinitionView revise(Principal principal, String id, SlaDefinitionCommand command, int expectedVersion) {
        principal.require(Permission.SLA_CONFIGURE);
        DefinitionRules.check(command);
        Draft draft = new Draft(Ids.next(), Ids.next(), clock.now());
        return work.write(draft.entryId(), () -> {
            StoredDefinition before = lockedActive(id, expectedVersion);
            mustStay("kind", before.view().kind(), command.kind());
            mustStay("metric", before.view().metric(), command.metric());
            SlaDefinitionView after = view(id, before.view().version() + 1, command);
            if (!Objects.equals(before.view().serviceOfferingId(), after.serviceOfferingId())) {
                checkOffering(principal, after.serviceOfferingId());
            }
            checkAgainstOthers(after, draft.now());
            write(principal, "sla-definition.revise", before, after, draft);
            return after;
        });
    }

    @Override
    public SlaDefinitionView retire(Principal principal, String id, int expectedVersion) {
        principal.require(Permission.SLA_CONFIGURE);
        Draft draft = new Draft(Ids.next(), Ids.next(), clock.now());
        return work.write(draft.entryId(), () -> {
            StoredDefinition before = lockedActive(id, expectedVersion);
            SlaDefinitionView after = DefinitionRules.retired(before.view());
            write(principal, "sla-definition.retire", before, after, draft);
            return after;
        });
    }

    @Override
    public Optional<SlaDefinitionView> find(Principal principal, String id) {
        return Optional.ofNullable(byIds(principal, List.of(id)).get(id));
    }

    @Override
    public Map<String, SlaDefinitionView> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.SLA_READ);
        return work.read(() -> store.definitions(ids)).stream()
                .map(StoredDefinition::view)
                .collect(Collectors.toUnmodifiableMap(SlaDefinitionView::id, Function.identity()));
    }

    @Override
    public Page<SlaDefinitionView> list(Principal principal, @Nullable TicketKind kind, PageRequest request) {
        principal.require(Permission.SLA_READ);
        Cursor after = request.after();
        List<SlaDefinitionView> rows = work.read(() -> store.listDefinitions(
                kind,
                after == null ? null : after.values(1).text(0),
                after == null ? null : after.id(),
                request.first() + 1));
        return Page.ofRows(
                rows, request, row -> Cursor.of(List.of(nameKey(row.name())), row.id(), SlaDefinitions.scope(kind)));
    }

    @Override
    public int count(Principal principal, @Nullable TicketKind kind) {
        principal.require(Permission.SLA_READ);
        return work.read(() -> store.countDefinitions(kind));
    }

    private static void mustStay(String field, Enum<?> before, Enum<?> wanted) {
        if (before != wanted) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.INVALID,
                    field + " must stay " + before + "; make another definition instead.",
                    "input",
                    field));
        }
    }

    private StoredDefinition lockedActive(String id, int expectedVersion) {
        store.lockDefinitions();
        StoredDefinition before = existing(id);
        if (before.view().version() != expectedVersion) {
            throw RefusedException.staleVersion(expectedVersion, before.view().version());
        }
        if (!before.view().active()) {
            throw new RefusedException(
                    UserError.of(UserErrorCode.CONFLICT, "The definition was retired; make another one.", "id"));
        }
        return before;
    }

    private StoredDefinition existing(String id) {
        return store.definitions(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("SLA definition", id, "id"));
    }

    private void checkOffering(Principal principal, @Nullable String offeringId) {
        if (offeringId != null && !store.isVisibleOffering(principal.visibility(), offeringId)) {
            throw RefusedException.notFound("Service offering", offeringId, "input", "serviceOfferingId");
        }
    }

    private void checkAgainstOthers(SlaDefinitionView definition, Instant now) {
        CalendarRef newest = calendars.newest(List.of(definition.calendarId())).get(definition.calendarId());
        if (newest == null) {
            throw RefusedException.notFound("Business calendar", definition.calendarId(), "input", "calendarId");
        }
        BusinessCalendar calendar =
                Objects.requireNonNull(calendars.byRefs(List.of(newest)).get(newest));
        if (calendar.addBusinessTime(now, definition.target()).isEmpty()) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID,
                            "target must be reachable: the calendar does not have so much business time within five years.",
                            "input",
                            "target")
                    .with("rule", "NO_BUSINESS_TIME"));
        }
        store.configured().definitions().stream()
                .filter(other -> other.active()
                        && !other.id().equals(definition.id())
                        && DefinitionChoice.sameRecords(other, definition))
                .findFirst()
                .ifPresent(other -> {
                    throw new RefusedException(UserError.of(
                                    UserErrorCode.ALREADY_EXISTS,
                                    "The active definition " + other.name() + " applies to the same records.",
                                    "input")
                            .with("id", other.id()));
                });
    }

    private void write(
            Principal principal,
            String action,
            @Nullable StoredDefinition before,
            SlaDefinitionView after,
            Draft draft) {
        int revision = before == null ? 1 : before.revision() + 1;
        store.saveDefinition(after, revision, draft.versionId(), draft.now());
        journal.append(new JournalEntry(
                draft.entryId(),
                principal,
                TYPE,
                after.id(),
                revision,
                action,
                draft.now(),
                draft.now(),
                fields(before == null ? null : before.view(), after),
                List.of(new SlaDefinitionChanged(after.id(), after.version(), after.active()))));
        timers.arm(TermsPropagationTimer.firstRound(after.id(), draft.now()));
    }

    private static List<FieldChange> fields(@Nullable SlaDefinitionView before, SlaDefinitionView after) {
        List<FieldChange> fields = new ArrayList<>();
        DefinitionRules.FIELDS.forEach((name, value) ->
                fields.add(FieldChange.of(name, before == null ? null : value.apply(before), value.apply(after))));
        return fields;
    }

    private static SlaDefinitionView view(String id, int version, SlaDefinitionCommand command) {
        return new SlaDefinitionView(
                id,
                version,
                true,
                command.name().strip(),
                command.kind(),
                command.metric(),
                command.priority(),
                command.serviceOfferingId(),
                command.customerClass(),
                command.target(),
                command.calendarId(),
                command.pausingHoldReasons().stream().distinct().toList(),
                command.reopenMode(),
                command.changeMode(),
                command.pastThresholds(),
                command.warningPercents().stream().sorted().toList());
    }

    /** The name in the form in which names are sorted. */
    static String nameKey(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** What is drawn before the unit of work. */
    private record Draft(String entryId, String versionId, Instant now) {}
}
