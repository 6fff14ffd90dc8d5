// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import io.mainstay.problem.DismissProblemTrend;
import io.mainstay.problem.ProblemTrend;
import io.mainstay.problem.ProblemTrendDismissal;
import io.mainstay.problem.ProblemTrendEvidence;
import io.mainstay.problem.ProblemTrendQuestion;
import io.mainstay.problem.ProblemTrendScope;
import io.mainstay.problem.ProblemTrendService;
import io.mainstay.problem.RestoreProblemTrend;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Trends in incidents and their dismissals. */
@Controller
class ProblemTrendGraphQl {

    private static final String INCIDENT = "ProblemTrend.incident";
    private static final String HISTORY = "ProblemTrendDismissal.history";

    private final ProblemTrendService trends;
    private final ConfigurationItemQueries items;
    private final CiClasses classes;
    private final IdentityViews identity;

    ProblemTrendGraphQl(
            ProblemTrendService trends,
            ConfigurationItemQueries items,
            CiClasses classes,
            IdentityViews identity,
            Tickets<Incident, IncidentState> incidents,
            Loaders loaders) {
        this.trends = trends;
        this.items = items;
        this.classes = classes;
        this.identity = identity;
        loaders.<String, Incident>register(INCIDENT, incidents::byIds);
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, trends::history);
    }

    record ProblemTrendsInput(
            @Nullable Duration window,
            @Nullable Instant until,
            @Nullable List<ProblemTrendScope> scopes,
            @Nullable Integer minimumIncidents,
            @Nullable Boolean includeDismissed) {

        private static final ProblemTrendsInput NOTHING = new ProblemTrendsInput(null, null, null, null, null);

        ProblemTrendQuestion question() {
            return new ProblemTrendQuestion(
                    Objects.requireNonNullElse(window, ProblemTrendQuestion.DEFAULT_WINDOW),
                    until,
                    scopes == null ? Set.of() : Set.copyOf(scopes),
                    Objects.requireNonNullElse(minimumIncidents, ProblemTrendQuestion.DEFAULT_MINIMUM),
                    Boolean.TRUE.equals(includeDismissed));
        }
    }

    record DismissalPayload(@Nullable ProblemTrendDismissal dismissal, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    ProblemTrendConnection problemTrends(
            @Argument @Nullable ProblemTrendsInput input,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ProblemTrendQuestion question =
                Objects.requireNonNullElse(input, ProblemTrendsInput.NOTHING).question();
        String scope = "problemTrends" + question.window() + question.until() + new TreeSet<>(question.scopes())
                + question.minimumIncidents() + question.includeDismissed();
        PageRequest request = PageRequest.of(first, after, scope);
        return ProblemTrendConnection.of(trends.trends(principal, question), request, scope);
    }

    @MutationMapping
    DismissalPayload problemTrendDismiss(
            @Argument DismissProblemTrend input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> trends.dismiss(principal, input, idempotencyKey), DismissalPayload::new);
    }

    @MutationMapping
    DismissalPayload problemTrendRestore(
            @Argument RestoreProblemTrend input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> trends.restore(principal, input, idempotencyKey), DismissalPayload::new);
    }

    @BatchMapping(typeName = "ProblemTrend")
    Map<ProblemTrend, ConfigurationItem> ci(List<ProblemTrend> rows, @ContextValue Principal principal) {
        return References.resolve(
                rows,
                trend -> trend.scope() == ProblemTrendScope.CLASS ? null : trend.subjectId(),
                ids -> items.byIds(principal, ids));
    }

    @SchemaMapping(typeName = "ProblemTrend", field = "class")
    @Nullable
    CiClass ciClass(ProblemTrend trend, Principal principal) {
        return trend.scope() == ProblemTrendScope.CLASS
                ? classes.tree(principal).require(trend.subjectId())
                : null;
    }

    @SchemaMapping(typeName = "ProblemTrend")
    Instant firstReportedAt(ProblemTrend trend) {
        return trend.evidence().firstReportedAt();
    }

    @SchemaMapping(typeName = "ProblemTrend")
    Instant lastReportedAt(ProblemTrend trend) {
        return trend.evidence().lastReportedAt();
    }

    @SchemaMapping(typeName = "ProblemTrend")
    CompletableFuture<Connection<Incident>> incidents(
            ProblemTrend trend,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        Page<String> page = trend.evidence().page(PageRequest.of(first, after, ProblemTrendEvidence.SCOPE));
        return Loaders.<String, Incident>loadMany(environment, INCIDENT, page.nodes())
                .thenApply(views -> Connection.of(with(page, views), trend::count));
    }

    /** Without those that the reader has ceased to see since they were counted. */
    private static Page<Incident> with(Page<String> page, List<@Nullable Incident> views) {
        Iterator<@Nullable Incident> inOrder = views.iterator();
        return page.mapPresent(_ -> inOrder.next());
    }

    @BatchMapping(typeName = "ProblemTrendDismissal")
    Map<ProblemTrendDismissal, PersonView> dismissedBy(List<ProblemTrendDismissal> dismissals) {
        return References.resolve(dismissals, ProblemTrendDismissal::dismissedById, identity::people);
    }

    @SchemaMapping(typeName = "ProblemTrendDismissal")
    CompletableFuture<?> history(
            ProblemTrendDismissal dismissal,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, HISTORY, dismissal.id(), PageRequest.of(first, after, AuditTrail.HISTORY_SCOPE));
    }
}
