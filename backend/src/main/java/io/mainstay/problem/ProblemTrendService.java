// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.FieldChange;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.Idempotency;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.problem.internal.TrendDetection;
import io.mainstay.problem.internal.TrendReader;
import io.mainstay.problem.internal.store.TrendStore;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds where incidents recur without a problem, and sets aside what is known not to be one. */
@Service
public final class ProblemTrendService {

    private static final Duration SHORTEST_WINDOW = Duration.ofDays(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final int LEAST_MINIMUM = 2;
    private static final int GREATEST_MINIMUM = 1_000;
    private static final int MAX_REASON = 2_000;
    private static final Duration LONGEST_DISMISSAL = Duration.ofDays(731);

    private static final String SUBJECT = "subjectId";

    private final TrendReader reader;
    private final TrendStore store;
    private final ConfigurationItemQueries items;
    private final CiClasses classes;
    private final AuditTrail trail;
    private final UnitOfWork work;
    private final Idempotency idempotency;
    private final Journal journal;
    private final BusinessClock clock;

    ProblemTrendService(
            TrendReader reader,
            TrendStore store,
            ConfigurationItemQueries items,
            CiClasses classes,
            AuditTrail trail,
            UnitOfWork work,
            Idempotency idempotency,
            Journal journal,
            BusinessClock clock) {
        this.reader = reader;
        this.store = store;
        this.items = items;
        this.classes = classes;
        this.trail = trail;
        this.work = work;
        this.idempotency = idempotency;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Finds the trends, with at most six database calls, however many incidents there are. Only incidents and configuration
     * items that the principal sees count, so two people may be shown different trends.
     *
     * @throws BadArgumentException if a part of the question is out of its range
     */
    public ProblemTrendAnswer trends(Principal principal, ProblemTrendQuestion question) {
        principal.require(Permission.PROBLEM_READ);
        principal.require(Permission.INCIDENT_READ);
        principal.require(Permission.CI_READ);
        Instant now = clock.now();
        Instant until = Objects.requireNonNullElse(question.until(), now);
        check(question, until, now);
        Set<ProblemTrendScope> scopes =
                question.scopes().isEmpty() ? EnumSet.allOf(ProblemTrendScope.class) : question.scopes();
        return work.read(() -> {
            TrendReader.Read read = reader.read(
                    question.window(), until, scopes.contains(ProblemTrendScope.NEIGHBOURHOOD), principal.visibility());
            TrendDetection.Found found = new TrendDetection(read.facts(), scopes, question.minimumIncidents()).find();
            return new ProblemTrendAnswer(
                    withDismissals(found.trends(), now, question.includeDismissed()), reason(read, found));
        });
    }

    private static @Nullable ProblemTrendIncompleteReason reason(TrendReader.Read read, TrendDetection.Found found) {
        ProblemTrendIncompleteReason reason = read.incompleteReason();
        if (found.complete() || reason == ProblemTrendIncompleteReason.INCIDENT_BUDGET) {
            return reason;
        }
        return ProblemTrendIncompleteReason.CI_BUDGET;
    }

    private List<ProblemTrend> withDismissals(List<ProblemTrend> trends, Instant now, boolean includeDismissed) {
        if (trends.isEmpty()) {
            return trends;
        }
        Map<String, ProblemTrendDismissal> dismissals =
                store.dismissals(trends.stream().map(ProblemTrend::key).toList());
        return trends.stream()
                .map(trend -> {
                    ProblemTrendDismissal dismissal = dismissals.get(trend.key());
                    return dismissal == null || !dismissal.holds(now) ? trend : trend.dismissed(dismissal);
                })
                .filter(trend -> includeDismissed || trend.dismissal() == null)
                .toList();
    }

    /**
     * Sets a trend aside until a date, whether there is such a trend now or not. An earlier dismissal of the same is replaced.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule; NOT_FOUND if what it is about does not exist or is not visible
     */
    public ProblemTrendDismissal dismiss(
            Principal principal, DismissProblemTrend command, @Nullable String idempotencyKey) {
        principal.require(Permission.PROBLEM_WORK);
        Instant now = clock.now();
        Validation validation = new Validation();
        requireSubject(command.scope(), command.subjectId(), validation);
        validation.requireText(command.reason(), MAX_REASON, "input", "reason");
        validation.require(command.until(), "input", "until");
        validation.check(
                command.until() == null
                        || (command.until().isAfter(now) && !command.until().isAfter(now.plus(LONGEST_DISMISSAL))),
                "in the future and at most two years ahead",
                "input",
                "until");
        validation.refuseIfFailed();
        ProblemTrendScope scope = Objects.requireNonNull(command.scope());
        String reason = Objects.requireNonNull(command.reason()).strip();
        Instant until = Objects.requireNonNull(command.until());
        String entryId = Ids.next();
        String newId = Ids.next();
        return work.write(entryId, () -> {
            Optional<String> earlier =
                    idempotency.claim(principal, "problemTrendDismiss", idempotencyKey, command, entryId);
            TrendStore.Locked locked = locked(principal, scope, Objects.requireNonNull(command.subjectId()), newId);
            if (earlier.isPresent()) {
                return Objects.requireNonNull(locked.value());
            }
            ProblemTrendDismissal after = new ProblemTrendDismissal(
                    locked.id(),
                    scope,
                    locked.subjectId(),
                    reason,
                    until,
                    principal.personId(),
                    now,
                    null,
                    locked.revision() + 1);
            save(principal, entryId, "problem.dismiss-trend", now, locked, after);
            return after;
        });
    }

    /**
     * Takes the dismissal of a trend back, so that it is shown again.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule; NOT_FOUND if what it is about does not exist or is not visible;
     *     CONFLICT if the trend is not dismissed
     */
    public ProblemTrendDismissal restore(
            Principal principal, RestoreProblemTrend command, @Nullable String idempotencyKey) {
        principal.require(Permission.PROBLEM_WORK);
        Instant now = clock.now();
        Validation validation = new Validation();
        requireSubject(command.scope(), command.subjectId(), validation);
        validation.refuseIfFailed();
        ProblemTrendScope scope = Objects.requireNonNull(command.scope());
        String entryId = Ids.next();
        String newId = Ids.next();
        return work.write(entryId, () -> {
            Optional<String> earlier =
                    idempotency.claim(principal, "problemTrendRestore", idempotencyKey, command, entryId);
            TrendStore.Locked locked = locked(principal, scope, Objects.requireNonNull(command.subjectId()), newId);
            ProblemTrendDismissal before = locked.value();
            if (earlier.isPresent()) {
                return Objects.requireNonNull(before);
            }
            if (before == null || !before.holds(now)) {
                throw new RefusedException(
                        UserError.of(UserErrorCode.CONFLICT, "The trend is not dismissed.", "input", "subjectId"));
            }
            ProblemTrendDismissal after = before.restored(now);
            save(principal, entryId, "problem.restore-trend", now, locked, after);
            return after;
        });
    }

    /**
     * What happened to dismissals, newest first.
     *
     * @param dismissalIds of dismissals that the principal was shown
     */
    public Map<String, Page<HistoryEntry>> history(
            Principal principal, Collection<String> dismissalIds, PageRequest request) {
        principal.require(Permission.PROBLEM_READ);
        return trail.history(principal, dismissalIds, request);
    }

    /** The lock comes first: what is checked then does not change until the dismissal is written. */
    private TrendStore.Locked locked(Principal principal, ProblemTrendScope scope, String named, String newId) {
        String subjectId = switch (scope) {
            case CONFIGURATION_ITEM, NEIGHBOURHOOD ->
                items.byId(principal, named)
                        .map(ConfigurationItem::id)
                        .orElseThrow(() -> RefusedException.notFound("Configuration item", named, "input", SUBJECT));
            case CLASS ->
                classes.tree(principal)
                        .find(named)
                        .map(CiClass::id)
                        .orElseThrow(() -> RefusedException.notFound("Class", named, "input", SUBJECT));
        };
        return store.lockDismissal(scope, subjectId, newId);
    }

    private void save(
            Principal principal,
            String entryId,
            String action,
            Instant now,
            TrendStore.Locked locked,
            ProblemTrendDismissal after) {
        store.save(after);
        ProblemTrendDismissal before = locked.value();
        Record event = after.restoredAt() == null
                ? new ProblemTrendDismissed(after.id(), after.scope(), after.subjectId(), after.until())
                : new ProblemTrendRestored(after.id(), after.scope(), after.subjectId());
        journal.append(new JournalEntry(
                entryId,
                principal,
                ProblemTrendDismissal.TYPE,
                after.id(),
                after.revision(),
                action,
                now,
                now,
                List.of(
                        FieldChange.of("scope", before == null ? null : before.scope(), after.scope()),
                        FieldChange.of(SUBJECT, before == null ? null : before.subjectId(), after.subjectId()),
                        FieldChange.of("reason", before == null ? null : before.reason(), after.reason()),
                        FieldChange.of("until", before == null ? null : before.until(), after.until()),
                        FieldChange.of(
                                "dismissedById", before == null ? null : before.dismissedById(), after.dismissedById()),
                        FieldChange.of("restoredAt", before == null ? null : before.restoredAt(), after.restoredAt())),
                List.of(event)));
    }

    private static void requireSubject(
            @Nullable ProblemTrendScope scope, @Nullable String subjectId, Validation validation) {
        validation.require(scope, "input", "scope");
        validation.require(subjectId, "input", SUBJECT);
    }

    private static void check(ProblemTrendQuestion question, Instant until, Instant now) {
        if (question.window().compareTo(SHORTEST_WINDOW) < 0
                || question.window().compareTo(LONGEST_WINDOW) > 0) {
            throw new BadArgumentException("input.window", "between P1D and P366D");
        }
        if (until.isAfter(now)) {
            throw new BadArgumentException("input.until", "an instant that is not in the future");
        }
        if (question.minimumIncidents() < LEAST_MINIMUM || question.minimumIncidents() > GREATEST_MINIMUM) {
            throw new BadArgumentException(
                    "input.minimumIncidents", "between " + LEAST_MINIMUM + " and " + GREATEST_MINIMUM);
        }
    }
}
