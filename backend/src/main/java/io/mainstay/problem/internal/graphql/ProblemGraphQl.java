// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.References;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemCauseCount;
import io.mainstay.problem.ProblemCommonCauses;
import io.mainstay.problem.ProblemEffect;
import io.mainstay.problem.ProblemIncidents;
import io.mainstay.problem.ProblemQueries;
import io.mainstay.problem.ProblemService;
import io.mainstay.problem.ProblemState;
import io.mainstay.problem.PublishedWorkaround;
import io.mainstay.problem.WorkaroundFit;
import io.mainstay.record.ListQuery;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What problems have that other tickets do not, and what they have to do with incidents. */
@Controller
class ProblemGraphQl {

    private static final String INCIDENTS = "Problem.incidents";

    private final Tickets<Problem, ProblemState> problems;
    private final Tickets<Incident, IncidentState> incidents;
    private final ProblemQueries queries;
    private final ProblemService service;
    private final ConfigurationItemQueries items;

    ProblemGraphQl(
            Tickets<Problem, ProblemState> problems,
            Tickets<Incident, IncidentState> incidents,
            ProblemQueries queries,
            ProblemService service,
            ConfigurationItemQueries items,
            Loaders loaders) {
        this.problems = problems;
        this.incidents = incidents;
        this.queries = queries;
        this.service = service;
        this.items = items;
        loaders.<PageRequest, Incident>registerParts(INCIDENTS, queries::incidents);
    }

    record RootCause(Problem problem) {}

    record Workaround(Problem problem, ProblemIncidents fared) {}

    /** The workaround of a problem on an incident. */
    record IncidentWorkaround(
            Problem problem,
            @Nullable String text,
            List<String> steps,
            Instant publishedAt,
            @Nullable Boolean helped) {}

    @QueryMapping
    Connection<Problem> knownErrors(
            @Argument @Nullable String ciId,
            @Argument @Nullable String serviceOfferingId,
            @Argument @Nullable String text,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query = queries.knownErrors(principal, ciId, serviceOfferingId, text);
        return Connection.of(
                problems.list(principal, query, PageRequest.of(first, after, query.scope())),
                () -> problems.count(principal, query));
    }

    @QueryMapping
    List<ProblemCauseCount> problemsByCause(Principal principal) {
        return queries.byCause(principal);
    }

    @SchemaMapping(typeName = "Problem")
    @Nullable
    RootCause rootCause(Problem problem) {
        return problem.cause() == null ? null : new RootCause(problem);
    }

    @SchemaMapping(typeName = "ProblemRootCause")
    @Nullable
    Object category(RootCause cause) {
        return cause.problem().causeCategory();
    }

    @SchemaMapping(typeName = "ProblemRootCause")
    @Nullable
    String text(RootCause cause) {
        return cause.problem().causeText();
    }

    @SchemaMapping(typeName = "ProblemRootCause")
    List<String> whys(RootCause cause) {
        return cause.problem().whys();
    }

    @BatchMapping(typeName = "ProblemRootCause")
    Map<RootCause, List<ConfigurationItem>> contributingCis(List<RootCause> causes, @ContextValue Principal principal) {
        Set<String> ids = causes.stream()
                .flatMap(cause -> cause.problem().contributingCiIds().stream())
                .collect(Collectors.toSet());
        Map<String, ConfigurationItem> found = ids.isEmpty() ? Map.of() : items.byIds(principal, ids);
        Map<RootCause, List<ConfigurationItem>> contributing = new HashMap<>();
        causes.forEach(cause -> contributing.put(
                cause,
                cause.problem().contributingCiIds().stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .toList()));
        return contributing;
    }

    @BatchMapping(typeName = "Problem")
    Map<Problem, @Nullable Workaround> workaround(List<Problem> all, @ContextValue Principal principal) {
        List<Problem> known =
                all.stream().filter(problem -> problem.workaround() != null).toList();
        Map<String, ProblemIncidents> fared = known.isEmpty() ? Map.of() : queries.counts(principal, ids(known));
        Map<Problem, @Nullable Workaround> workarounds = new HashMap<>();
        known.forEach(problem -> workarounds.put(
                problem, new Workaround(problem, fared.getOrDefault(problem.id(), ProblemIncidents.NONE))));
        return workarounds;
    }

    @SchemaMapping(typeName = "ProblemWorkaround", field = "text")
    @Nullable
    String workaroundText(Workaround workaround) {
        return workaround.problem().workaroundText();
    }

    @SchemaMapping(typeName = "ProblemWorkaround")
    List<String> steps(Workaround workaround) {
        return workaround.problem().workaroundSteps();
    }

    @SchemaMapping(typeName = "ProblemWorkaround")
    @Nullable
    Instant publishedAt(Workaround workaround) {
        return workaround.problem().workaroundPublishedAt();
    }

    @SchemaMapping(typeName = "ProblemWorkaround")
    int helped(Workaround workaround) {
        return workaround.fared().helped();
    }

    @SchemaMapping(typeName = "ProblemWorkaround")
    int didNotHelp(Workaround workaround) {
        return workaround.fared().didNotHelp();
    }

    @SchemaMapping(typeName = "Problem")
    @Nullable
    Duration knownErrorAge(Problem problem) {
        return queries.knownErrorAge(problem);
    }

    @BatchMapping(typeName = "Problem")
    Map<Problem, Problem> duplicateOf(List<Problem> all, @ContextValue Principal principal) {
        return References.resolve(all, Problem::duplicateOfId, ids -> problems.byIds(principal, ids));
    }

    @SchemaMapping(typeName = "Problem", field = "incidents")
    CompletableFuture<?> linkedIncidents(
            Problem problem,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, INCIDENTS, problem.id(), PageRequest.of(first, after, ProblemQueries.INCIDENTS_SCOPE));
    }

    @BatchMapping(typeName = "Problem")
    Map<Problem, Integer> incidentCount(List<Problem> all, @ContextValue Principal principal) {
        Map<String, ProblemIncidents> counts = queries.counts(principal, ids(all));
        return all.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        problem -> counts.getOrDefault(problem.id(), ProblemIncidents.NONE)
                                .incidents()));
    }

    @SchemaMapping(typeName = "Problem")
    ProblemCommonCauses commonCauses(Problem problem, Principal principal) {
        return queries.commonCauses(principal, problem);
    }

    @SchemaMapping(typeName = "Problem")
    List<WorkaroundFit> workaroundFits(Problem problem, @Argument @Nullable Integer first, Principal principal) {
        return service.fits(
                principal, problem, new PageRequest(first == null ? PageRequest.DEFAULT : first, null).first());
    }

    @BatchMapping(typeName = "WorkaroundFit")
    Map<WorkaroundFit, Incident> incident(List<WorkaroundFit> fits, @ContextValue Principal principal) {
        return References.resolve(fits, WorkaroundFit::incidentId, ids -> incidents.byIds(principal, ids));
    }

    @BatchMapping(typeName = "Problem")
    Map<Problem, @Nullable ProblemEffect> effect(List<Problem> all, @ContextValue Principal principal) {
        Map<String, ProblemEffect> effects = queries.effects(principal, all);
        Map<Problem, @Nullable ProblemEffect> byProblem = new HashMap<>();
        all.forEach(problem -> {
            ProblemEffect effect = effects.get(problem.id());
            if (effect != null) {
                byProblem.put(problem, effect);
            }
        });
        return byProblem;
    }

    @BatchMapping(typeName = "Incident", field = "problems")
    Map<Incident, List<Problem>> problemsOf(List<Incident> all, @ContextValue Principal principal) {
        return listed(all, queries.problemsOf(principal, incidentIds(all)));
    }

    @BatchMapping(typeName = "Incident", field = "knownErrors")
    Map<Incident, List<Problem>> knownErrorsOf(List<Incident> all, @ContextValue Principal principal) {
        return listed(all, queries.knownErrorsOf(principal, incidentIds(all)));
    }

    @BatchMapping(typeName = "Incident")
    Map<Incident, List<IncidentWorkaround>> workarounds(List<Incident> all, @ContextValue Principal principal) {
        Map<String, List<PublishedWorkaround>> published = queries.workaroundsOf(principal, incidentIds(all));
        Set<String> problemIds = published.values().stream()
                .flatMap(List::stream)
                .map(PublishedWorkaround::problemId)
                .collect(Collectors.toSet());
        Map<String, Problem> found = problemIds.isEmpty() ? Map.of() : problems.byIds(principal, problemIds);
        Map<String, List<IncidentWorkaround>> shown = new HashMap<>();
        published.forEach((incidentId, each) -> shown.put(
                incidentId,
                each.stream()
                        .filter(one -> found.containsKey(one.problemId()))
                        .map(one -> {
                            Problem problem = Objects.requireNonNull(found.get(one.problemId()));
                            return new IncidentWorkaround(
                                    problem,
                                    problem.workaroundText(),
                                    problem.workaroundSteps(),
                                    one.publishedAt(),
                                    one.helped());
                        })
                        .toList()));
        return listed(all, shown);
    }

    private static <V> Map<Incident, List<V>> listed(List<Incident> all, Map<String, List<V>> byId) {
        return all.stream()
                .distinct()
                .collect(
                        Collectors.toMap(Function.identity(), incident -> byId.getOrDefault(incident.id(), List.of())));
    }

    private static List<String> incidentIds(Collection<Incident> all) {
        return all.stream().map(Incident::id).distinct().toList();
    }

    private static List<String> ids(Collection<Problem> all) {
        return all.stream().map(Problem::id).distinct().toList();
    }
}
