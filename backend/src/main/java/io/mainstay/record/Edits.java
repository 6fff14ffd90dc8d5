// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.Subject.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one way in which a record changes: ids are drawn, the unit of work begins, the record is locked; it is there and visible,
 * the edit is permitted, was not made before, expects the right version and is possible; the capability's own {@link Step} says
 * what becomes of it; clearance holds; then record, timers, history, audit and events are written together.
 */
@Component
public final class Edits {

    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final ClearanceRule clearance;
    private final Timers timers;
    private final WorkLog workLog;
    private final Journal journal;

    Edits(
            UnitOfWork work,
            Idempotency idempotency,
            ClearanceRule clearance,
            Timers timers,
            WorkLog workLog,
            Journal journal) {
        this.work = work;
        this.idempotency = idempotency;
        this.clearance = clearance;
        this.timers = timers;
        this.workLog = workLog;
        this.journal = journal;
    }

    /**
     * Creates a record.
     *
     * @param first what the request makes, at its first revision
     * @return the new record, or what an earlier request with the same idempotency key made
     */
    public <R> R create(Subject<R> subject, EditRequest request, Function<Occurrence, Outcome<R>> first) {
        String entryId = Ids.next();
        return work.write(entryId, () -> {
            Optional<String> earlier = claim(request, request.recordId());
            if (earlier.isPresent()) {
                return subject.lock(earlier.get())
                        .filter(record -> subject.isVisible(request.principal(), record))
                        .orElseThrow(() -> RefusedException.notFound(subject.name(), earlier.get()));
            }
            Outcome<R> outcome = first.apply(request.at());
            R record = outcome.after();
            check(subject, request.principal(), null, record);
            write(
                    subject,
                    entryId,
                    edited(request, null, record, subject.changes(null, record), outcome),
                    outcome,
                    null,
                    () -> subject.create(record));
            return record;
        });
    }

    /**
     * Changes a record.
     *
     * @return the record afterwards; as it was if the step changes nothing or the request was made before
     * @throws RefusedException NOT_FOUND if there is no visible record, STALE_VERSION if it has moved on, or as the step says
     */
    public <R> R edit(Subject<R> subject, EditRequest request, Step<R> step) {
        String entryId = Ids.next();
        return work.write(entryId, () -> {
            R before = subject.lock(request.recordId())
                    .filter(record -> subject.isVisible(request.principal(), record))
                    .orElseThrow(() -> RefusedException.notFound(subject.name(), request.recordId(), "id"));
            step.permit(before);
            if (claim(request, entryId).isPresent()) {
                return before;
            }
            Revision revision = subject.revision(before);
            Integer expected = request.expectedVersion();
            if (expected != null && expected != revision.version()) {
                throw RefusedException.staleVersion(expected, revision.version());
            }
            step.allow(before);
            Occurrence at = request.at().after(revision.lastEventAt());
            Outcome<R> outcome = step.take(before, at);
            check(subject, request.principal(), before, outcome.after());
            return save(subject, entryId, request.at(at), before, outcome, null).orElse(before);
        });
    }

    /**
     * Notes in the history of several records, whose locks are held, what was linked to them: each gets a revision, and the number
     * of database calls does not depend on theirs. Nothing else of the records changes.
     *
     * @param saveAll writes the records
     * @return the records at their next revision
     */
    public <R> List<R> noteAll(
            Subject<R> subject,
            EditRequest request,
            Collection<R> locked,
            Function<R, Outcome<R>> note,
            Consumer<List<R>> saveAll) {
        List<R> after = new ArrayList<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (R before : locked) {
            Revision revision = subject.revision(before);
            Occurrence at = new Occurrence(
                            request.at().occurredAt(), request.at().recordedAt(), false)
                    .after(revision.lastEventAt());
            Outcome<R> outcome = note.apply(before);
            R next = subject.next(before, revision.next(outcome.traits().moves(), at.occurredAt()));
            Edited<R> edit = new Edited<>(request.principal(), request.action(), before, next, at, outcome.links());
            after.add(next);
            entries.add(entry(subject, Ids.next(), edit, outcome.events().apply(edit), List.of()));
        }
        saveAll.accept(after);
        journal.appendEach(entries);
        return after;
    }

    /**
     * Changes a record because its timer is due, inside the timer's transaction, as of the instant at which it was due.
     *
     * @param step whose outcome changes nothing if there is nothing to do any more
     * @return the record afterwards; empty if there is none or there was nothing to do
     */
    public <R> Optional<R> fire(Subject<R> subject, TimerFiring firing, String action, Step<R> step) {
        return subject.lock(firing.aggregateId()).flatMap(before -> {
            Occurrence at = new Occurrence(firing.dueAt(), firing.firedAt(), false)
                    .after(subject.revision(before).lastEventAt());
            return follow(subject, before, action, at, firing.kind(), step);
        });
    }

    /** Changes a record, whose lock is held, by what Mainstay itself does. */
    public <R> Optional<R> follow(Subject<R> subject, R before, String action, Instant now, Step<R> step) {
        Occurrence at = Occurrence.at(now).after(subject.revision(before).lastEventAt());
        return follow(subject, before, action, at, null, step);
    }

    private <R> Optional<R> follow(
            Subject<R> subject, R before, String action, Occurrence at, @Nullable String firingKind, Step<R> step) {
        EditRequest request =
                new EditRequest(Principal.SYSTEM, subject.revision(before).id(), action, null, null, action, at);
        return save(subject, Ids.next(), request, before, step.take(before, at), firingKind);
    }

    private <R> Optional<R> save(
            Subject<R> subject,
            String entryId,
            EditRequest request,
            R before,
            Outcome<R> outcome,
            @Nullable String firingKind) {
        List<FieldChange> fields = subject.changes(before, outcome.after());
        boolean newVersion = !fields.isEmpty() || outcome.traits().moves();
        if (!newVersion && outcome.links().isEmpty() && !outcome.traits().always()) {
            return Optional.empty();
        }
        Revision revision = subject.revision(before);
        Instant eventAt = outcome.traits().happened() ? request.at().occurredAt() : revision.lastEventAt();
        R after = subject.next(outcome.after(), revision.next(newVersion, eventAt));
        write(
                subject,
                entryId,
                edited(request, before, after, fields, outcome),
                outcome,
                firingKind,
                () -> subject.save(before, after));
        return Optional.of(after);
    }

    private static <R> Edited<R> edited(
            EditRequest request, @Nullable R before, R after, List<FieldChange> own, Outcome<R> outcome) {
        List<FieldChange> fields = new ArrayList<>(own);
        fields.addAll(outcome.links());
        return new Edited<>(request.principal(), request.action(), before, after, request.at(), fields);
    }

    /** Everything is read before the first thing is written, so that one statement writes it all. */
    private <R> void write(
            Subject<R> subject,
            String entryId,
            Edited<R> edit,
            Outcome<R> outcome,
            @Nullable String firingKind,
            Runnable record) {
        Runnable following = subject.following(edit);
        record.run();
        outcome.written().forEach(workLog::write);
        R before = edit.before();
        arm(
                before == null ? Map.of() : subject.timers(before),
                subject.timers(edit.after()),
                subject.revision(edit.after()).id(),
                firingKind);
        journal.append(entry(subject, entryId, edit, outcome.events().apply(edit), outcome.written()));
        following.run();
    }

    /** What was written is not in the trail, but its digest is, so that a later change of it shows. */
    private static <R> JournalEntry entry(
            Subject<R> subject, String entryId, Edited<R> edit, List<Record> events, List<WorkLogEntry> written) {
        Revision revision = subject.revision(edit.after());
        List<FieldChange> fields = new ArrayList<>(edit.fields());
        if (!written.isEmpty()) {
            fields.add(FieldChange.of(
                    WorkLog.DIGESTS,
                    null,
                    written.stream().map(WorkLogEntry::digest).toList()));
        }
        return new JournalEntry(
                entryId,
                edit.principal(),
                subject.label(),
                revision.id(),
                revision.revision(),
                edit.action(),
                edit.at().occurredAt(),
                edit.at().recordedAt(),
                fields,
                events);
    }

    private Optional<String> claim(EditRequest request, String resultId) {
        return idempotency.claim(
                request.principal(), request.action(), request.idempotencyKey(), request.content(), resultId);
    }

    private <R> void check(Subject<R> subject, Principal principal, @Nullable R before, R after) {
        Access access = subject.access(after);
        if (access != null) {
            clearance.check(
                    principal,
                    new ClearanceRule.Grant(before == null ? null : subject.access(before), access, subject::path));
        }
    }

    private void arm(Map<String, Instant> old, Map<String, Instant> due, String recordId, @Nullable String firingKind) {
        List<TimerSpec> toArm = due.entrySet().stream()
                .filter(timer -> !timer.getValue().equals(old.get(timer.getKey())))
                .map(timer -> TimerSpec.of(timer.getKey(), recordId, timer.getValue()))
                .toList();
        if (!toArm.isEmpty()) {
            timers.armAll(toArm);
        }
        old.keySet().stream()
                .filter(kind -> !due.containsKey(kind) && !Objects.equals(kind, firingKind))
                .forEach(kind -> timers.disarm(kind, recordId));
    }
}
