// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ImpactAnswer;
import io.mainstay.cmdb.ImpactProjectionOperations;
import io.mainstay.cmdb.ImpactQuestion;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.ImpactedItem;
import io.mainstay.cmdb.PathStep;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.ServiceExposure;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
class ImpactGraphQl {

    private static final String EXPOSED_SCOPE = "Impact.exposedServices";
    private static final String OUTAGES_SCOPE = "Impact.plannedOutages";

    private final ImpactService service;
    private final ImpactProjectionOperations projections;
    private final CiClasses classes;
    private final CmdbLoaders loaders;

    ImpactGraphQl(
            ImpactService service, ImpactProjectionOperations projections, CiClasses classes, CmdbLoaders loaders) {
        this.service = service;
        this.projections = projections;
        this.classes = classes;
        this.loaders = loaders;
    }

    record ImpactInput(
            List<String> failed,
            @Nullable Boolean includeOperationalStatus,
            @Nullable Instant plannedOutagesAt,
            @Nullable Instant asOf,
            @Nullable Integer depth,
            @Nullable Integer maxCis,
            @Nullable Integer timeBudgetMs) {}

    record ImpactProjectionRebuildPayload(@Nullable String requestId, List<UserError> userErrors) implements Payload {}

    record ImpactCount(ImpactState state, int count) {}

    @QueryMapping
    ImpactAnswer impact(@Argument ImpactInput input, Principal principal, DataFetchingEnvironment environment) {
        return service.impact(
                principal,
                new ImpactQuestion(
                        input.failed(),
                        Boolean.TRUE.equals(input.includeOperationalStatus()),
                        input.plannedOutagesAt(),
                        input.asOf(),
                        input.depth(),
                        input.maxCis(),
                        input.timeBudgetMs(),
                        environment
                                .getSelectionSet()
                                .containsAnyOf("exposedServices", "exposedServiceShare", "hiddenExposedServiceCount")));
    }

    @MutationMapping
    ImpactProjectionRebuildPayload impactProjectionRebuild(Principal principal) {
        return Payload.of(() -> projections.rebuild(principal), ImpactProjectionRebuildPayload::new);
    }

    @SchemaMapping(typeName = "Impact")
    CompletableFuture<List<ConfigurationItem>> failed(ImpactAnswer impact, DataFetchingEnvironment environment) {
        return loaders.items(impact.failed(), environment);
    }

    @SchemaMapping(typeName = "Impact")
    CompletableFuture<List<ConfigurationItem>> unknownThen(ImpactAnswer impact, DataFetchingEnvironment environment) {
        return loaders.items(impact.unknownThen(), environment);
    }

    @SchemaMapping(typeName = "Impact")
    Connection<ImpactedItem> impacted(
            ImpactAnswer impact,
            @Argument @Nullable List<ImpactState> states,
            @Argument("classes") @Nullable List<String> classIds,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        Set<ImpactState> wantedStates = states == null ? Set.of() : Set.copyOf(states);
        Set<String> classKeys = classKeys(classIds);
        String scope = "Impact.impacted" + new TreeSet<>(wantedStates) + new TreeSet<>(classKeys);
        PageRequest request = PageRequest.of(first, after, scope);
        return Connection.of(
                impact.impacted(wantedStates, classKeys, request, scope),
                () -> impact.countImpacted(wantedStates, classKeys));
    }

    @SchemaMapping(typeName = "Impact")
    Connection<ServiceExposure> exposedServices(
            ImpactAnswer impact, @Argument @Nullable Integer first, @Argument @Nullable String after) {
        PageRequest request = PageRequest.of(first, after, EXPOSED_SCOPE);
        return Connection.of(impact.exposed(request, EXPOSED_SCOPE), impact::countExposed);
    }

    @SchemaMapping(typeName = "Impact")
    double exposedServiceShare(ImpactAnswer impact) {
        return impact.exposedShare();
    }

    @SchemaMapping(typeName = "Impact")
    Connection<PlannedOutage> plannedOutages(
            ImpactAnswer impact, @Argument @Nullable Integer first, @Argument @Nullable String after) {
        PageRequest request = PageRequest.of(first, after, OUTAGES_SCOPE);
        return Connection.of(impact.plannedOutages(request, OUTAGES_SCOPE), impact::countPlannedOutages);
    }

    @SchemaMapping(typeName = "Impact")
    List<ImpactCount> counts(ImpactAnswer impact) {
        return impact.counts().entrySet().stream()
                .map(entry -> new ImpactCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    @SchemaMapping(typeName = "Impact")
    boolean complete(ImpactAnswer impact) {
        return impact.incompleteReason() == null;
    }

    @SchemaMapping(typeName = "ImpactedCi")
    CompletableFuture<@Nullable ConfigurationItem> ci(ImpactedItem impacted, DataFetchingEnvironment environment) {
        return loaders.item(impacted.ciId(), environment);
    }

    @SchemaMapping(typeName = "ImpactStep")
    CompletableFuture<@Nullable ConfigurationItem> from(PathStep step, DataFetchingEnvironment environment) {
        return loaders.item(step.fromId(), environment);
    }

    @SchemaMapping(typeName = "ImpactStep")
    CompletableFuture<@Nullable ConfigurationItem> to(PathStep step, DataFetchingEnvironment environment) {
        return loaders.item(step.toId(), environment);
    }

    @SchemaMapping(typeName = "ExposedService", field = "service")
    CompletableFuture<@Nullable ConfigurationItem> exposedService(
            ServiceExposure exposed, DataFetchingEnvironment environment) {
        return loaders.item(exposed.ciId(), environment);
    }

    @SchemaMapping(typeName = "ExposedService")
    List<ServiceExposure.Exposure> exposedTo(ServiceExposure exposed) {
        return exposed.exposures();
    }

    @SchemaMapping(typeName = "Exposure", field = "ci")
    CompletableFuture<@Nullable ConfigurationItem> atRisk(
            ServiceExposure.Exposure exposure, DataFetchingEnvironment environment) {
        return loaders.item(exposure.ciId(), environment);
    }

    private Set<String> classKeys(@Nullable List<String> ids) {
        if (ids == null) {
            return Set.of();
        }
        CiClassTree tree = classes.tree();
        return ids.stream()
                .map(id -> tree.find(id)
                        .map(CiClass::key)
                        .orElseThrow(() -> new BadArgumentException("classes", "ids or keys of classes")))
                .collect(Collectors.toSet());
    }
}
