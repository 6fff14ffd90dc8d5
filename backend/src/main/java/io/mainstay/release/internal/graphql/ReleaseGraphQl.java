// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.change.Change;
import io.mainstay.change.FollowingIncidents;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.Incident;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.release.Deployment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseQueries;
import io.mainstay.ticket.Ticket;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What releases have that other tickets do not, and what they have to do with changes. */
@Controller
class ReleaseGraphQl {

    private static final String TYPE = "Release";
    private static final String INCIDENTS = "Release.incidents";
    private static final String FOLLOWING = "Release.followingIncidents";

    private final ReleaseQueries queries;
    private final IdentityViews identity;
    private final ApprovalQueries approvals;

    ReleaseGraphQl(ReleaseQueries queries, IdentityViews identity, ApprovalQueries approvals, Loaders loaders) {
        this.queries = queries;
        this.identity = identity;
        this.approvals = approvals;
        loaders.<PageRequest, Incident>registerParts(INCIDENTS, queries::incidents);
        loaders.<Optional<Integer>, FollowingIncidents>registerAnswers(FOLLOWING, queries::followingIncidents);
    }

    /** An acceptance criterion with its number. */
    record Criterion(
            int number,
            String text,
            @Nullable String evidence,
            boolean met,
            @Nullable Boolean held) {}

    @SchemaMapping(typeName = TYPE)
    List<Criterion> criteria(Release release) {
        List<Release.Criterion> all = release.criteria();
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Criterion(
                        i + 1,
                        all.get(i).text(),
                        all.get(i).evidence(),
                        all.get(i).met(),
                        all.get(i).held()))
                .toList();
    }

    @BatchMapping(typeName = TYPE)
    Map<Release, List<PersonView>> approvedBy(List<Release> all) {
        Set<String> ids = all.stream()
                .flatMap(release -> release.approval().approvedByIds().stream())
                .collect(Collectors.toSet());
        Map<String, PersonView> found = ids.isEmpty() ? Map.of() : identity.people(ids);
        return each(
                all,
                release -> release.approval().approvedByIds().stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    @BatchMapping(typeName = TYPE, field = "approvals")
    Map<Release, List<ApprovalRequest>> approvalsOf(List<Release> all, @ContextValue Principal principal) {
        Map<String, List<ApprovalRequest>> found = approvals.ofRecords(principal, ids(all));
        return each(all, release -> found.getOrDefault(release.id(), List.of()));
    }

    @BatchMapping(typeName = TYPE)
    Map<Release, List<String>> materialFields(List<Release> all, @ContextValue Principal principal) {
        return queries.materialFields(principal, all);
    }

    @BatchMapping(typeName = TYPE)
    Map<Release, List<Change>> changes(List<Release> all, @ContextValue Principal principal) {
        Map<String, List<Change>> found = queries.changes(principal, ids(all));
        return each(all, release -> found.getOrDefault(release.id(), List.of()));
    }

    @BatchMapping(typeName = TYPE)
    Map<Release, Integer> hiddenChangeCount(List<Release> all, @ContextValue Principal principal) {
        Map<String, Integer> found = queries.hiddenChanges(principal, ids(all));
        return each(all, release -> found.getOrDefault(release.id(), 0));
    }

    @BatchMapping(typeName = TYPE)
    Map<Release, List<Deployment>> deployments(List<Release> all, @ContextValue Principal principal) {
        Map<String, List<Deployment>> found = queries.deployments(principal, ids(all));
        return each(all, release -> found.getOrDefault(release.id(), List.of()));
    }

    @SchemaMapping(typeName = TYPE)
    CompletableFuture<?> incidents(
            Release release,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, INCIDENTS, release.id(), PageRequest.of(first, after, ReleaseQueries.INCIDENTS_SCOPE));
    }

    @SchemaMapping(typeName = TYPE)
    CompletableFuture<@Nullable FollowingIncidents> followingIncidents(
            Release release, @Argument @Nullable Integer days, DataFetchingEnvironment environment) {
        return Loaders.ask(environment, FOLLOWING, release.id(), Optional.ofNullable(days));
    }

    @BatchMapping(typeName = "Incident", field = "releases")
    Map<Incident, List<Release>> releasesOfIncidents(List<Incident> all, @ContextValue Principal principal) {
        Map<String, List<Release>> found = queries.releasesOfIncidents(principal, ids(all));
        return each(all, incident -> found.getOrDefault(incident.id(), List.of()));
    }

    @BatchMapping(typeName = "Change", field = "releases")
    Map<Change, List<Release>> releasesOf(List<Change> all, @ContextValue Principal principal) {
        Map<String, List<Release>> found = queries.releasesOf(principal, ids(all));
        return each(all, change -> found.getOrDefault(change.id(), List.of()));
    }

    private static <T, V> Map<T, V> each(List<T> all, Function<T, V> value) {
        Map<T, V> values = new HashMap<>();
        all.forEach(one -> values.put(one, value.apply(one)));
        return values;
    }

    private static List<String> ids(Collection<? extends Ticket<?, ?>> all) {
        return all.stream().map(Ticket::id).distinct().toList();
    }
}
