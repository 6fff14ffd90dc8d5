// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.ChangeFigures.Group;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeReport.Period;
import io.mainstay.change.internal.ReportGroups;
import io.mainstay.change.internal.store.ChangeReportStore;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads reports of changes. Who reads changes and sees all of an organisation is shown its reports; nobody else knows of them. */
@Service
public final class ChangeReportQueries {

    private final ChangeReportStore store;
    private final ConfigurationItemQueries items;
    private final AuditTrail trail;
    private final UnitOfWork work;

    ChangeReportQueries(ChangeReportStore store, ConfigurationItemQueries items, AuditTrail trail, UnitOfWork work) {
        this.store = store;
        this.items = items;
        this.trail = trail;
        this.work = work;
    }

    /** Those that there are and that the principal sees, by id; one database call however many there are. */
    public Map<String, ChangeReport> byIds(Principal principal, Collection<String> ids) {
        principal.require(Permission.CHANGE_READ);
        return shown(principal, work.read(() -> store.byIds(ids)));
    }

    /** The last edition of each of several months, of those that the principal sees; one database call. */
    public Map<Period, ChangeReport> latest(Principal principal, Collection<Period> periods) {
        principal.require(Permission.CHANGE_READ);
        return shown(principal, work.read(() -> store.latest(Set.copyOf(periods))));
    }

    /**
     * The reports of an organisation, the newest month and edition first; none of one that the principal does not see all of.
     *
     * @param from the first month; null for all before
     * @param to the last month; null for all after
     */
    public Page<ChangeReport> list(
            Principal principal,
            String organisationId,
            @Nullable YearMonth from,
            @Nullable YearMonth to,
            PageRequest request) {
        principal.require(Permission.CHANGE_READ);
        if (!ChangeReport.isShown(principal, organisationId)) {
            return new Page<>(List.of(), false);
        }
        Cursor after = request.after();
        String before = after == null ? null : after.values(1).text(0);
        return Page.ofRows(
                work.read(() -> store.of(organisationId, from, to, before, request.first() + 1)),
                request,
                report -> Cursor.of(List.of(report.place()), report.id(), scope(organisationId, from, to)));
    }

    /** Tells the cursors of a list apart from those of others. */
    public static String scope(String organisationId, @Nullable YearMonth from, @Nullable YearMonth to) {
        return "changeReports" + organisationId + from + to;
    }

    /** By service offering, those that the principal does not see now together with those that have none; one database call. */
    public Map<ChangeReport, Groups> byServiceOffering(Principal principal, List<ChangeReport> reports) {
        Set<String> ids = reports.stream()
                .flatMap(report -> report.figures().byServiceOffering().groups().stream())
                .map(Group::key)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> seen =
                ids.isEmpty() ? Set.of() : items.byIds(principal, ids).keySet();
        Map<ChangeReport, Groups> told = new HashMap<>();
        reports.forEach(
                report -> told.put(report, ReportGroups.told(report.figures().byServiceOffering(), seen)));
        return told;
    }

    /** What happened to them, newest first. */
    public Map<String, Page<HistoryEntry>> history(Principal principal, Collection<String> ids, PageRequest request) {
        principal.require(Permission.CHANGE_READ);
        return trail.history(principal, ids, request);
    }

    private static <K> Map<K, ChangeReport> shown(Principal principal, Map<K, ChangeReport> found) {
        Map<K, ChangeReport> shown = new HashMap<>(found);
        shown.values().removeIf(report -> !ChangeReport.isShown(principal, report.organisationId()));
        return shown;
    }
}
