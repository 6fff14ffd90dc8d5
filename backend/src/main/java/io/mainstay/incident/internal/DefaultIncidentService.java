package io.mainstay.incident.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentProperties;
import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentReport;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Change;
import io.mainstay.record.ClearanceRule;
import io.mainstay.record.Journal;
import io.mainstay.record.Numbers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.OccurrenceRule;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketSettingsInForce;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

@Service
final class DefaultIncidentService implements IncidentService {

    private static final String NUMBER_PREFIX = "INC";

    /** What changes who reads an incident, and so needs clearance for its confidentiality. */
    private static final Set<IncidentAction> OPENING = EnumSet.of(IncidentAction.ASSIGN, IncidentAction.CLASSIFY);

    private final IncidentStore store;
    private final TicketSettingsInForce settings;
    private final IncidentReferences references;
    private final SeenOfferings offerings;
    private final IncidentRouting routing;
    private final IncidentClocks clocks;
    private final IncidentProperties properties;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Numbers numbers;
    private final OccurrenceRule occurrences;
    private final Journal journal;
    private final WorkLog workLog;
    private final Timers timers;
    private final ClearanceRule clearance;

    DefaultIncidentService(
            IncidentStore store,
            TicketSettingsInForce settings,
            IncidentReferences references,
            SeenOfferings offerings,
            IncidentRouting routing,
            IncidentClocks clocks,
            IncidentProperties properties,
            UnitOfWork work,
            Idempotency idempotency,
            Numbers numbers,
            OccurrenceRule occurrences,
            Journal journal,
            WorkLog workLog,
            Timers timers,
            ClearanceRule clearance) {
        this.store = store;
        this.settings = settings;
        this.references = references;
        this.offerings = offerings;
        this.routing = routing;
        this.clocks = clocks;
        this.properties = properties;
        this.work = work;
        this.idempotency = idempotency;
        this.numbers = numbers;
        this.occurrences = occurrences;
        this.journal = journal;
        this.workLog = workLog;
        this.timers = timers;
        this.clearance = clearance;
    }

    @Override
    public IncidentView report(Principal principal, IncidentReport report, @Nullable String idempotencyKey) {
        String affectedPersonId = report.affectedPersonId() == null ? principal.personId() : report.affectedPersonId();
        requireReport(principal, report, affectedPersonId);
        Occurrence at = occurrences.resolve(principal, report.occurredAt());
        IncidentInput.check(report, at.recordedAt());
        String changeId = Ids.next();
        String id = Ids.next();
        String number = numbers.next(NUMBER_PREFIX);
        return work.write(changeId, () -> {
            Optional<String> earlier = idempotency.claim(principal, "incidentReport", idempotencyKey, report, id);
            if (earlier.isPresent()) {
                return store.lock(earlier.get()).orElseThrow().view();
            }
            IncidentReferences.Names named = references.check(principal, report, affectedPersonId);
            String organisationId =
                    Objects.requireNonNullElse(named.affected().organisationId(), principal.organisationId());
            OrganisationSettings organisation = references.settings(organisationId);
            Incident incident = reported(
                    id,
                    number,
                    organisationId,
                    new Incident.People(affectedPersonId, principal.personId(), organisation.customerClass()),
                    routing.route(report, named.items(), organisation),
                    report,
                    settings.matrix(TicketKind.INCIDENT),
                    at);
            clearance.check(principal, new ClearanceRule.Grant(null, incident.access(), IncidentInput::path));
            store.create(incident);
            List<String> linked =
                    report.ciIds().isEmpty() ? List.of() : store.linkCis(id, report.ciIds(), at.occurredAt());
            arm(null, incident);
            record(
                    changeId,
                    principal,
                    IncidentAction.REPORT,
                    incident,
                    at,
                    withLinks(IncidentFields.created(incident), linked, List.of()),
                    List.of(IncidentEventMaker.reported(incident.view(), linked)));
            clocks.changed(IncidentAction.REPORT, null, incident, true, at);
            return incident.view();
        });
    }

    @Override
    public IncidentView execute(Principal principal, IncidentCommand command, @Nullable String idempotencyKey) {
        principal.require(Permission.INCIDENT_READ);
        Occurrence named = occurrences.resolve(principal, command.occurredAt());
        IncidentInput.check(command, named.recordedAt());
        String changeId = Ids.next();
        return work.write(changeId, () -> change(principal, command, named, changeId, idempotencyKey));
    }

    private IncidentView change(
            Principal principal,
            IncidentCommand command,
            Occurrence named,
            String changeId,
            @Nullable String idempotencyKey) {
        Incident before = store.lock(command.id())
                .filter(incident -> incident.isVisibleTo(principal))
                .orElseThrow(() -> RefusedException.notFound("Incident", command.id(), "id"));
        IncidentTransitions.requirePermission(principal, before.view(), command.action());
        if (isRepeated(principal, command, idempotencyKey, changeId)) {
            return before.view();
        }
        if (command instanceof IncidentCommand.Versioned versioned && versioned.expectedVersion() != before.version()) {
            throw RefusedException.staleVersion(versioned.expectedVersion(), before.version());
        }
        IncidentTransitions.requirePossible(before.state(), command.action());
        Occurrence at = named.after(before.times().lastEventAt());
        references.check(principal, before, command);

        Incident changed =
                IncidentRules.apply(before, command, at.occurredAt(), () -> settings.matrix(TicketKind.INCIDENT));
        clearance.check(principal, new ClearanceRule.Grant(before.access(), changed.access(), IncidentInput::path));
        List<FieldChange> fields = IncidentFields.changed(before, changed);
        IncidentEffects effects = effects(principal, command, at);
        if (command instanceof IncidentCommand.LinkCis && effects.linked().isEmpty()) {
            return before.view();
        }
        boolean newVersion = !fields.isEmpty() || !effects.unlinked().isEmpty();
        Incident after = changed.next(newVersion, at.occurredAt());
        store.save(after);
        arm(before, after);
        record(
                changeId,
                principal,
                command.action(),
                after,
                at,
                withLinks(fields, effects.linked(), effects.unlinked()),
                List.of(IncidentEventMaker.of(command, before.view(), after.view(), fields, effects)));
        clocks.changed(command.action(), before, after, isCaller(principal, after), at);
        return after.view();
    }

    private boolean isRepeated(
            Principal principal, IncidentCommand command, @Nullable String idempotencyKey, String changeId) {
        return idempotency
                .claim(principal, command.action().code(), idempotencyKey, command, changeId)
                .isPresent();
    }

    private IncidentEffects effects(Principal principal, IncidentCommand command, Occurrence at) {
        return switch (command) {
            case IncidentCommand.Comment comment ->
                IncidentEffects.wrote(write(principal, comment.id(), WorkLogEntry.Kind.COMMENT, comment.text(), at));
            case IncidentCommand.AddWorkNote note ->
                IncidentEffects.wrote(write(principal, note.id(), WorkLogEntry.Kind.WORK_NOTE, note.text(), at));
            case IncidentCommand.Reopen reopen ->
                IncidentEffects.wrote(write(principal, reopen.id(), WorkLogEntry.Kind.COMMENT, reopen.reason(), at));
            case IncidentCommand.LinkCis link -> link(link, at);
            case IncidentCommand.UnlinkCis unlink ->
                new IncidentEffects(null, List.of(), store.unlinkCis(unlink.id(), unlink.ciIds(), at.occurredAt()));
            case IncidentCommand.Assign _,
                    IncidentCommand.Start _,
                    IncidentCommand.Hold _,
                    IncidentCommand.Resume _,
                    IncidentCommand.Resolve _,
                    IncidentCommand.Confirm _,
                    IncidentCommand.Close _,
                    IncidentCommand.Cancel _,
                    IncidentCommand.Update _,
                    IncidentCommand.Prioritise _,
                    IncidentCommand.Classify _ -> IncidentEffects.NONE;
        };
    }

    private IncidentEffects link(IncidentCommand.LinkCis link, Occurrence at) {
        List<String> linked = store.linkCis(link.id(), link.ciIds(), at.occurredAt());
        if (store.countCis(link.id()) > IncidentInput.MAX_CIS) {
            throw new RefusedException(UserError.of(
                            UserErrorCode.CONFLICT,
                            "An incident concerns at most " + IncidentInput.MAX_CIS + " configuration items.",
                            "input",
                            "ciIds")
                    .with("max", IncidentInput.MAX_CIS));
        }
        return new IncidentEffects(null, linked, List.of());
    }

    private WorkLogEntry write(
            Principal principal, String incidentId, WorkLogEntry.Kind kind, String text, Occurrence at) {
        WorkLogEntry entry = new WorkLogEntry(
                Ids.next(), incidentId, kind, text, principal.personId(), at.occurredAt(), at.recordedAt());
        workLog.add(entry);
        return entry;
    }

    private void record(
            String changeId,
            Principal principal,
            IncidentAction action,
            Incident after,
            Occurrence at,
            List<FieldChange> fields,
            List<Record> events) {
        journal.append(new Change(
                changeId,
                principal,
                Incident.TYPE,
                after.id(),
                after.revision(),
                action.code(),
                at.occurredAt(),
                at.recordedAt(),
                fields,
                events));
    }

    private void arm(@Nullable Incident before, Incident after) {
        Map<String, Instant> old = before == null ? Map.of() : IncidentTimers.of(before, properties.autoCloseAfter());
        Map<String, Instant> due = IncidentTimers.of(after, properties.autoCloseAfter());
        List<TimerSpec> toArm = due.entrySet().stream()
                .filter(timer -> !timer.getValue().equals(old.get(timer.getKey())))
                .map(timer -> TimerSpec.of(timer.getKey(), after.id(), timer.getValue()))
                .toList();
        if (!toArm.isEmpty()) {
            timers.armAll(toArm);
        }
        old.keySet().stream().filter(kind -> !due.containsKey(kind)).forEach(kind -> timers.disarm(kind, after.id()));
    }

    private static void requireReport(Principal principal, IncidentReport report, String affectedPersonId) {
        principal.require(Permission.INCIDENT_REPORT);
        if (!affectedPersonId.equals(principal.personId())) {
            principal.require(Permission.INCIDENT_REPORT_FOR_OTHERS);
        }
        if (report.teamId() != null) {
            principal.require(Permission.INCIDENT_WORK);
        }
        if (report.confidentiality() != null && report.confidentiality() != Confidentiality.PUBLIC_INTERNAL) {
            principal.require(Permission.RECORD_CLASSIFY);
        }
    }

    private static Incident reported(
            String id,
            String number,
            String organisationId,
            Incident.People people,
            Incident.@Nullable Routing routed,
            IncidentReport report,
            PriorityMatrix matrix,
            Occurrence at) {
        TicketImpact impact = report.impact() == null ? TicketImpact.MEDIUM : report.impact();
        TicketUrgency urgency = report.urgency() == null ? TicketUrgency.MEDIUM : report.urgency();
        Confidentiality confidentiality =
                report.confidentiality() == null ? Confidentiality.PUBLIC_INTERNAL : report.confidentiality();
        return new Incident(
                id,
                number,
                organisationId,
                1,
                1,
                IncidentState.NEW,
                new Incident.Description(
                        report.title(),
                        report.description(),
                        report.channel(),
                        report.categoryId(),
                        report.location(),
                        report.symptom()),
                people,
                Incident.Assignment.routed(report.serviceOfferingId(), routed),
                new Incident.Rating(impact, urgency, matrix.priority(impact, urgency), matrix.version()),
                null,
                null,
                null,
                0,
                new Incident.Secrecy(confidentiality, report.confidentialUntil()),
                new Incident.Times(at.occurredAt(), at.recordedAt(), at.occurredAt()));
    }

    private static List<FieldChange> withLinks(List<FieldChange> fields, List<String> linked, List<String> unlinked) {
        if (linked.isEmpty() && unlinked.isEmpty()) {
            return fields;
        }
        List<FieldChange> all = new ArrayList<>(fields);
        all.add(FieldChange.of("ciIds", unlinked.isEmpty() ? null : unlinked, linked.isEmpty() ? null : linked));
        return all;
    }

    /** Whether the principal waits for an answer. Who works on incidents and took somebody's call is the one to give it. */
    private static boolean isCaller(Principal principal, Incident incident) {
        return principal.personId().equals(incident.people().affectedPersonId())
                || (principal.personId().equals(incident.people().reporterId())
                        && !principal.may(Permission.INCIDENT_WORK));
    }

    @Override
    public Optional<IncidentView> byNumber(Principal principal, String number) {
        principal.require(Permission.INCIDENT_READ);
        return store.visibleByNumber(principal.visibility(), Numbers.written(number))
                .map(Incident::view);
    }

    @Override
    public Map<String, IncidentView> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.INCIDENT_READ);
        if (ids.isEmpty()) {
            return Map.of();
        }
        return store.visible(principal.visibility(), ids).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().view()));
    }

    @Override
    public Page<IncidentView> list(Principal principal, IncidentQuery query, PageRequest request) {
        principal.require(Permission.INCIDENT_READ);
        return store.list(principal.visibility(), offerings.of(principal, query), request)
                .map(Incident::view);
    }

    @Override
    public int count(Principal principal, IncidentQuery query) {
        principal.require(Permission.INCIDENT_READ);
        return store.count(principal.visibility(), offerings.of(principal, query));
    }

    @Override
    public Map<String, Page<IncidentView>> onCis(
            Principal principal, Collection<String> ciIds, boolean openOnly, PageRequest request) {
        principal.require(Permission.INCIDENT_READ);
        return store.onCis(principal.visibility(), ciIds, openOnly, request).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().map(Incident::view)));
    }

    @Override
    public Map<String, List<String>> ciIds(Principal principal, Collection<String> incidentIds) {
        principal.require(Permission.INCIDENT_READ);
        return store.ciIds(principal.visibility(), incidentIds);
    }

    @Override
    public Map<String, List<String>> suggestedOfferings(Principal principal, Collection<String> incidentIds) {
        principal.require(Permission.INCIDENT_READ);
        return store.offeringsAbove(principal.visibility(), incidentIds);
    }

    @Override
    public Set<IncidentAction> permitted(Principal principal, IncidentView incident) {
        Set<IncidentAction> permitted = EnumSet.noneOf(IncidentAction.class);
        for (IncidentAction action : IncidentAction.values()) {
            if (action != IncidentAction.REPORT && isPermitted(principal, incident, action)) {
                permitted.add(action);
            }
        }
        return permitted;
    }

    @Override
    public List<AvailableTransition> available(Principal principal, IncidentView incident) {
        return Arrays.stream(IncidentAction.values())
                .filter(action -> IncidentTransitions.isPossible(incident.state(), action)
                        && isPermitted(principal, incident, action))
                .map(IncidentTransitions::of)
                .map(row -> new AvailableTransition(
                        row.action(), row.to() == null ? incident.state() : row.to(), row.required()))
                .toList();
    }

    private static boolean isPermitted(Principal principal, IncidentView incident, IncidentAction action) {
        return IncidentTransitions.isPermitted(principal, incident, action)
                && (!OPENING.contains(action)
                        || principal.visibility().clearance().covers(incident.confidentiality()));
    }

    @Override
    public boolean readsWorkNotes(Principal principal) {
        return principal.readsInternalTexts(TicketKind.INCIDENT.workPermission());
    }
}
