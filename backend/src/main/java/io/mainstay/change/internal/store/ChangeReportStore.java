// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeReport;
import io.mainstay.change.ChangeReport.Period;
import io.mainstay.change.internal.ChangeReportFields;
import io.mainstay.change.internal.ReportFiguresJson;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store of reports of changes. */
@Component
public final class ChangeReportStore {

    /** What people call one. */
    public static final String NAME = "Change report";

    private final Cypher cypher;
    private final Locks locks;
    private final Subject<ChangeReport> subject;

    ChangeReportStore(Cypher cypher, Writes writes, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
        this.subject = new CatalogueSubject<>(
                ChangeReport.TYPE,
                NAME,
                (principal, report) -> ChangeReport.isShown(principal, report.organisationId()),
                ChangeReportFields.ALL,
                report -> new Revision(report.id(), report.version(), report.revision(), report.updatedAt()),
                (report, next) -> report.moved(next.version(), next.revision(), next.lastEventAt()),
                ChangeReportStore::read,
                writes,
                locks);
    }

    /** Reports, as they are made. */
    public Subject<ChangeReport> subject() {
        return subject;
    }

    /** Reports by id, whoever may see them. */
    public Map<String, ChangeReport> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("change/reports-by-ids")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), ChangeReport::id);
    }

    /**
     * The reports of an organisation, the newest first.
     *
     * @param before the place before which they are
     */
    public List<ChangeReport> of(
            String organisationId,
            @Nullable YearMonth from,
            @Nullable YearMonth to,
            @Nullable String before,
            int limit) {
        return cypher.statement("change/reports-of-organisation")
                .with("organisationId", organisationId)
                .with("from", from == null ? "" : from.toString())
                .with("end", to == null ? "9" : to.plusMonths(1).toString())
                .with("before", before == null ? "9" : before)
                .with("limit", limit)
                .list(row -> read(row.row("node")));
    }

    /** The last edition of each of several months, if there is one. */
    public Map<Period, ChangeReport> latest(Collection<Period> periods) {
        return periods.isEmpty()
                ? Map.of()
                : cypher.statement("change/reports-latest")
                        .with(
                                "periods",
                                periods.stream()
                                        .map(period -> Map.of(
                                                "organisationId",
                                                period.organisationId(),
                                                "month",
                                                period.month().toString()))
                                        .toList())
                        .keyed(row -> read(row.row("node")), ChangeReport::period);
    }

    /** The last edition of a month, while nobody else makes reports of the organisation until the unit of work ends. */
    public Optional<ChangeReport> lockedLatest(Period period) {
        return locks.lock("Organisation", period.organisationId(), row -> row.string("id"))
                .map(_ -> latest(List.of(period)))
                .map(found -> found.get(period));
    }

    /**
     * Of whom a report of a month is missing, though something of them, or of an organisation below them, ended in it.
     *
     * @param due before when a report that somebody made is none, see {@link ChangeReport#settles}
     */
    public List<String> missing(YearMonth month, Instant from, Instant to, Instant due) {
        return cypher.statement("change/reports-missing")
                .with("month", month.toString())
                .with("from", from)
                .with("to", to)
                .with("due", due)
                .list(row -> row.string("id"));
    }

    /** An organisation and all below it. */
    public List<String> withBelow(String organisationId) {
        return cypher.statement("change/organisations-below")
                .with("id", organisationId)
                .list(row -> row.string("id"));
    }

    private static ChangeReport read(Row node) {
        String figures = node.string("figures");
        return new ChangeReport(
                node.string("id"),
                node.string("organisationId"),
                YearMonth.parse(node.string("month")),
                node.integer("edition"),
                node.string("zone"),
                node.instant("from"),
                node.instant("to"),
                node.stringOrNull("correctsId"),
                node.stringOrNull("reason"),
                node.string("madeById"),
                ReportFiguresJson.read(figures),
                ReportFiguresJson.digest(figures),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
