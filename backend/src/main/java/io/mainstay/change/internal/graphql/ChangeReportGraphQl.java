// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.ChangeFigures.Approvals;
import io.mainstay.change.ChangeFigures.Counts;
import io.mainstay.change.ChangeFigures.Groups;
import io.mainstay.change.ChangeFigures.Times;
import io.mainstay.change.ChangeReport;
import io.mainstay.change.ChangeReport.Period;
import io.mainstay.change.ChangeReportQueries;
import io.mainstay.change.ChangeReportService;
import io.mainstay.change.MakeChangeReport;
import io.mainstay.change.internal.ReportMonths;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** How changes came out, month by month. */
@Controller
class ChangeReportGraphQl {

    private static final String TYPE = ChangeReport.TYPE;
    private static final String HISTORY = "ChangeReport.history";

    private final ChangeReportService reports;
    private final ChangeReportQueries queries;
    private final IdentityViews identity;

    ChangeReportGraphQl(
            ChangeReportService reports, ChangeReportQueries queries, IdentityViews identity, Loaders loaders) {
        this.reports = reports;
        this.queries = queries;
        this.identity = identity;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record ChangeReportMakePayload(@Nullable ChangeReport changeReport, List<UserError> userErrors)
            implements Payload {}

    @QueryMapping
    @Nullable
    ChangeReport changeReport(@Argument String id, Principal principal) {
        return queries.byIds(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<ChangeReport> changeReports(
            @Argument String organisationId,
            @Argument @Nullable String fromMonth,
            @Argument @Nullable String toMonth,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        YearMonth from = month(fromMonth, "fromMonth");
        YearMonth to = month(toMonth, "toMonth");
        PageRequest request = PageRequest.of(first, after, ChangeReportQueries.scope(organisationId, from, to));
        return Connection.of(queries.list(principal, organisationId, from, to, request));
    }

    private static @Nullable YearMonth month(@Nullable String text, String argument) {
        return text == null
                ? null
                : ReportMonths.read(text)
                        .orElseThrow(() -> new BadArgumentException(argument, "a month such as 2026-11"));
    }

    @MutationMapping
    ChangeReportMakePayload changeReportMake(
            @Argument MakeChangeReport input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> reports.make(principal, input, idempotencyKey), ChangeReportMakePayload::new);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeReport, OrganisationView> organisation(List<ChangeReport> all) {
        return References.resolve(all, ChangeReport::organisationId, identity::organisations);
    }

    @SchemaMapping(typeName = TYPE)
    String month(ChangeReport report) {
        return report.month().toString();
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeReport, PersonView> madeBy(List<ChangeReport> all) {
        return References.resolve(all, ChangeReport::madeById, identity::people);
    }

    @SchemaMapping(typeName = TYPE)
    Instant madeAt(ChangeReport report) {
        return report.createdAt();
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeReport, ChangeReport> corrects(List<ChangeReport> all, @ContextValue Principal principal) {
        return References.resolve(all, ChangeReport::correctsId, ids -> queries.byIds(principal, ids));
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeReport, ChangeReport> latest(List<ChangeReport> all, @ContextValue Principal principal) {
        return ofPeriods(all, ChangeReport::period, principal);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeReport, ChangeReport> previous(List<ChangeReport> all, @ContextValue Principal principal) {
        return ofPeriods(all, ChangeReport::periodBefore, principal);
    }

    private Map<ChangeReport, ChangeReport> ofPeriods(
            List<ChangeReport> all, Function<ChangeReport, Period> period, Principal principal) {
        Map<Period, ChangeReport> found =
                queries.latest(principal, all.stream().map(period).toList());
        Map<ChangeReport, ChangeReport> reports = new HashMap<>();
        for (ChangeReport report : all) {
            ChangeReport other = found.get(period.apply(report));
            if (other != null) {
                reports.put(report, other);
            }
        }
        return reports;
    }

    @SchemaMapping(typeName = TYPE)
    Counts total(ChangeReport report) {
        return report.figures().total();
    }

    @SchemaMapping(typeName = TYPE)
    Groups byTeam(ChangeReport report) {
        return report.figures().byTeam();
    }

    @SchemaMapping(typeName = TYPE)
    Groups byType(ChangeReport report) {
        return report.figures().byType();
    }

    @SchemaMapping(typeName = TYPE)
    Groups byTemplate(ChangeReport report) {
        return report.figures().byTemplate();
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeReport, Groups> byServiceOffering(List<ChangeReport> all, @ContextValue Principal principal) {
        return queries.byServiceOffering(principal, all);
    }

    @SchemaMapping(typeName = TYPE)
    Times leadTime(ChangeReport report) {
        return report.figures().leadTime();
    }

    @SchemaMapping(typeName = TYPE)
    Times waitingTime(ChangeReport report) {
        return report.figures().waitingTime();
    }

    @SchemaMapping(typeName = TYPE)
    ChangeReport.Conflicts conflicts(ChangeReport report) {
        return report.figures().conflicts();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Approvals approvals(ChangeReport report) {
        return report.figures().approvals();
    }

    @SchemaMapping(typeName = TYPE)
    ChangeReport.@Nullable Incidents incidents(ChangeReport report, Principal principal) {
        return principal.may(Permission.INCIDENT_READ) ? report.figures().incidents() : null;
    }

    @SchemaMapping(typeName = TYPE)
    CompletableFuture<?> history(ChangeReport report, DataFetchingEnvironment environment) {
        return Loaders.part(environment, HISTORY, report.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }
}
