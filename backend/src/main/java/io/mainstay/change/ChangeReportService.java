// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeReport.Period;
import io.mainstay.change.internal.ReportFiguresJson;
import io.mainstay.change.internal.ReportMonths;
import io.mainstay.change.internal.store.ChangeReportStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Subject.Edited;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Makes reports of changes. All records count, whoever may see them; only numbers are kept. */
@Service
public final class ChangeReportService {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeReportService.class);
    private static final String ACTION = "change-report.make";
    private static final int MONTH = 7;
    private static final int REASON = 4_000;

    private final Edits edits;
    private final ChangeReportStore store;
    private final ChangeFigureQueries figures;
    private final ReleaseFigureSource releases;
    private final ReportMonths months;
    private final ChangeReportProperties properties;
    private final UnitOfWork work;
    private final BusinessClock clock;

    ChangeReportService(
            Edits edits,
            ChangeReportStore store,
            ChangeFigureQueries figures,
            ReleaseFigureSource releases,
            ReportMonths months,
            ChangeReportProperties properties,
            UnitOfWork work,
            BusinessClock clock) {
        this.edits = edits;
        this.store = store;
        this.figures = figures;
        this.releases = releases;
        this.months = months;
        this.properties = properties;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Makes a report of a month that is over, of the records as they are now. If there is one, this corrects it, which stays as it is.
     *
     * @param idempotencyKey makes the same request safe to send again; may be null
     * @throws RefusedException if the command breaks a rule; NOT_FOUND unless the principal sees all of the organisation
     */
    public ChangeReport make(Principal principal, MakeChangeReport command, @Nullable String idempotencyKey) {
        principal.require(Permission.CHANGE_ASSESS);
        Instant now = clock.now();
        Optional<YearMonth> month = ReportMonths.read(command.month());
        new Validation()
                .requireText(command.month(), MONTH, "input", "month")
                .requireText(command.reason(), REASON, "input", "reason")
                .check(
                        month.filter(one -> !months.end(one).isAfter(now)).isPresent(),
                        "a month that is over, such as 2026-11",
                        "input",
                        "month")
                .refuseIfFailed();
        Period period = new Period(command.organisationId(), month.orElseThrow());
        List<String> organisationIds = ChangeReport.isShown(principal, period.organisationId())
                ? work.read(() -> store.withBelow(period.organisationId()))
                : List.of();
        if (organisationIds.isEmpty()) {
            throw RefusedException.notFound("Organisation", period.organisationId(), "input", "organisationId");
        }
        String last = work.read(() -> id(store.latest(List.of(period)).get(period)));
        ChangeReport.Figures found = figures(period.month(), organisationIds);
        EditRequest request =
                new EditRequest(principal, Ids.next(), ACTION, null, idempotencyKey, command, Occurrence.at(now));
        return edits.create(store.subject(), request, _ -> {
            ChangeReport corrected = store.lockedLatest(period).orElse(null);
            if (!Objects.equals(id(corrected), last)) {
                // It may be of newer records than what was read here.
                throw new RefusedException(UserError.of(
                        UserErrorCode.CONFLICT,
                        "Another edition of this report was made at the same time. Look at it, and make one again if it is needed still.",
                        "input",
                        "month"));
            }
            return edition(request, period, corrected, command.reason().strip(), found);
        });
    }

    private static @Nullable String id(@Nullable ChangeReport report) {
        return report == null ? null : report.id();
    }

    /**
     * Makes the reports that are missing of months that are over, the oldest month first and each report by itself: what a run that is cut
     * short has made is not made again, and one that cannot be made keeps none of the others from being made.
     *
     * @throws IllegalStateException in the end, if some could not be made
     */
    public void makeDue(Principal principal) {
        principal.require(Permission.CHANGE_ASSESS);
        int failures = 0;
        for (YearMonth month : months.due(clock.now(), properties.delay(), properties.monthsBack())) {
            List<String> missing;
            try {
                missing = work.read(() -> store.missing(month, months.begin(month), months.end(month), due(month)));
            } catch (RuntimeException failure) {
                failures++;
                LOG.error("Whose reports of changes of {} are missing could not be found", month, failure);
                continue;
            }
            int made = 0;
            for (String organisationId : missing) {
                try {
                    made += makeMissing(new Period(organisationId, month)) ? 1 : 0;
                } catch (RuntimeException failure) {
                    failures++;
                    LOG.error(
                            "The report of changes of {} of the organisation {} could not be made",
                            month,
                            organisationId,
                            failure);
                }
            }
            if (made > 0) {
                LOG.info("Reports of changes of {} were made for {} organisations", month, made);
            }
        }
        if (failures > 0) {
            throw new IllegalStateException(failures + " reports of changes could not be made; see the log");
        }
    }

    /**
     * Makes the report of a month unless there is one, whoever makes some at the same time.
     *
     * @return whether it was missing
     */
    boolean makeMissing(Period period) {
        Instant now = clock.now();
        List<String> organisationIds = work.read(() -> store.withBelow(period.organisationId()));
        if (organisationIds.isEmpty()) {
            return false;
        }
        ChangeReport.Figures found = figures(period.month(), organisationIds);
        EditRequest request =
                new EditRequest(Principal.SYSTEM, Ids.next(), ACTION, null, null, period, Occurrence.at(now));
        return work.writeRepeatably(() -> {
            ChangeReport last = store.lockedLatest(period).orElse(null);
            if (last != null && last.settles(due(period.month()))) {
                return false;
            }
            edits.create(store.subject(), request, _ -> edition(request, period, last, null, found));
            return true;
        });
    }

    private ChangeReport.Figures figures(YearMonth month, List<String> organisationIds) {
        ChangeFigures all = figures.figures(
                Principal.SYSTEM,
                new ChangeFiguresQuestion(
                        months.begin(month),
                        months.end(month),
                        List.of(),
                        Set.of(),
                        List.of(),
                        List.of(),
                        organisationIds));
        ChangeFigures.Conflicts conflicts = figures.conflicts(Principal.SYSTEM, all.scope());
        ChangeFigures.Incidents incidents =
                figures.incidents(Principal.SYSTEM, all).orElseThrow();
        return new ChangeReport.Figures(
                all.total(),
                all.byTeam(),
                all.byType(),
                all.byTemplate(),
                all.byServiceOffering(),
                all.leadTime(),
                all.waitingTime(),
                new ChangeReport.Conflicts(conflicts.found(), conflicts.avoided(), conflicts.complete()),
                new ChangeReport.Incidents(
                        incidents.changes(), incidents.incidents(), incidents.implemented(), incidents.complete()),
                releases.ofAll(all.scope()),
                figures.approvals(Principal.SYSTEM, all.scope()));
    }

    /** Since when reports of a month are made. */
    private Instant due(YearMonth month) {
        return months.end(month).plus(properties.delay());
    }

    private Outcome<ChangeReport> edition(
            EditRequest request,
            Period period,
            @Nullable ChangeReport corrected,
            @Nullable String reason,
            ChangeReport.Figures found) {
        Instant at = request.at().occurredAt();
        return Outcome.of(
                new ChangeReport(
                        request.recordId(),
                        period.organisationId(),
                        period.month(),
                        corrected == null ? 1 : corrected.edition() + 1,
                        months.zone().getId(),
                        months.begin(period.month()),
                        months.end(period.month()),
                        corrected == null ? null : corrected.id(),
                        reason,
                        request.principal().personId(),
                        found,
                        ReportFiguresJson.digest(ReportFiguresJson.write(found)),
                        1,
                        1,
                        at,
                        at),
                ChangeReportService::events);
    }

    private static List<Record> events(Edited<ChangeReport> edit) {
        ChangeReport made = edit.after();
        return List.of(new ChangeReportEvents.Made(
                made.id(),
                made.organisationId(),
                made.month().toString(),
                made.edition(),
                made.correctsId(),
                made.version()));
    }
}
