// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeetingQueries;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflictQueries;
import io.mainstay.change.ChangeConflicts;
import io.mainstay.change.ChangeQueries;
import io.mainstay.change.ConflictPreview;
import io.mainstay.change.FreezeException;
import io.mainstay.change.internal.ChangeMaterial;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ImpactAnswer;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.Incident;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.References;
import io.mainstay.problem.Problem;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.Ticket;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.MaterialFieldsInForce;
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

/** What changes have that other tickets do not, and what they have to do with incidents and problems. */
@Controller
class ChangeGraphQl {

    private static final String INCIDENTS = "Change.incidents";
    private static final String PROBLEMS = "Change.problems";
    private static final String EXCEPTION = "ChangeFreezeException";

    private final ChangeQueries queries;
    private final IdentityViews identity;
    private final ConfigurationItemQueries items;
    private final ChangeConflictQueries conflicts;
    private final ApprovalQueries approvals;
    private final ChangeWindowQueries windows;
    private final CabMeetingQueries meetings;
    private final MaterialFieldsInForce material;

    ChangeGraphQl(
            ChangeQueries queries,
            IdentityViews identity,
            ConfigurationItemQueries items,
            ChangeConflictQueries conflicts,
            ApprovalQueries approvals,
            ChangeWindowQueries windows,
            CabMeetingQueries meetings,
            MaterialFieldsInForce material,
            Loaders loaders) {
        this.conflicts = conflicts;
        this.approvals = approvals;
        this.windows = windows;
        this.meetings = meetings;
        this.material = material;
        this.queries = queries;
        this.identity = identity;
        this.items = items;
        loaders.<PageRequest, Incident>registerParts(INCIDENTS, queries::incidents);
        loaders.<PageRequest, Problem>registerParts(PROBLEMS, queries::problems);
    }

    record ExcludedCi(ConfigurationItem ci, String reason) {}

    record PreviewInput(
            @Nullable List<String> ciIds,
            @Nullable Instant plannedFrom,
            @Nullable Instant plannedTo,
            @Nullable List<String> implementerIds) {}

    @SchemaMapping(typeName = "Change")
    boolean overrun(Change change) {
        return queries.isOverrun(change);
    }

    @SchemaMapping(typeName = "Change")
    @Nullable
    ImpactAnswer impactAnalysis(Change change, Principal principal, DataFetchingEnvironment environment) {
        return queries.impact(
                principal,
                change,
                environment
                        .getSelectionSet()
                        .containsAnyOf("exposedServices", "exposedServiceShare", "hiddenExposedServiceCount"));
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<PersonView>> implementers(List<Change> all) {
        Set<String> ids =
                all.stream().flatMap(change -> change.implementerIds().stream()).collect(Collectors.toSet());
        Map<String, PersonView> found = ids.isEmpty() ? Map.of() : identity.people(ids);
        return each(
                all,
                change -> change.implementerIds().stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<ExcludedCi>> excludedCis(List<Change> all, @ContextValue Principal principal) {
        Set<String> ids =
                all.stream().flatMap(change -> change.excludedCiIds().stream()).collect(Collectors.toSet());
        Map<String, ConfigurationItem> found = ids.isEmpty() ? Map.of() : items.byIds(principal, ids);
        return each(
                all,
                change -> change.plan().exclusions().stream()
                        .filter(exclusion -> found.containsKey(exclusion.ciId()))
                        .map(exclusion ->
                                new ExcludedCi(Objects.requireNonNull(found.get(exclusion.ciId())), exclusion.reason()))
                        .toList());
    }

    @BatchMapping(typeName = "Change")
    Map<Change, PersonView> assessedBy(List<Change> all) {
        return people(
                all, change -> change.risk() == null ? null : change.risk().assessedById());
    }

    @BatchMapping(typeName = "Change")
    Map<Change, PersonView> authorisedBy(List<Change> all) {
        return people(all, Change::authorisedById);
    }

    @SchemaMapping(typeName = "Change")
    Change.@Nullable BoardReview cabReview(Change change) {
        Change.BoardReview board = change.paperwork().board();
        return board.at() == null ? null : board;
    }

    @BatchMapping(typeName = "ChangeCabReview", field = "recordedBy")
    Map<Change.BoardReview, PersonView> recordedBy(List<Change.BoardReview> all) {
        return References.resolve(all, Change.BoardReview::byId, identity::people);
    }

    @BatchMapping(typeName = "ChangeCabReview", field = "meeting")
    Map<Change.BoardReview, CabMeeting> meeting(List<Change.BoardReview> all, @ContextValue Principal principal) {
        return References.resolve(all, Change.BoardReview::meetingId, ids -> meetings.byIds(principal, ids));
    }

    @SchemaMapping(typeName = "Change")
    Change.@Nullable Exemption conflictExemption(Change change) {
        return change.exemption();
    }

    @BatchMapping(typeName = "ChangeConflictExemption", field = "exemptedBy")
    Map<Change.Exemption, PersonView> exemptedBy(List<Change.Exemption> all) {
        return References.resolve(all, Change.Exemption::byId, identity::people);
    }

    @BatchMapping(typeName = "Change")
    Map<Change, PersonView> unauthorisedBy(List<Change> all) {
        return people(
                all, change -> change.misuse() == null ? null : change.misuse().byId());
    }

    private Map<Change, PersonView> people(List<Change> all, Function<Change, @Nullable String> id) {
        return References.resolve(all, id, identity::people);
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<String>> materialFields(List<Change> all) {
        return material.of(TicketKind.CHANGE, all, ChangeMaterial::withdrawable);
    }

    @BatchMapping(typeName = "Change", field = "approvals")
    Map<Change, List<ApprovalRequest>> approvalsOf(List<Change> all, @ContextValue Principal principal) {
        Map<String, List<ApprovalRequest>> found = approvals.ofRecords(principal, ids(all));
        return each(all, change -> found.getOrDefault(change.id(), List.of()));
    }

    @SchemaMapping(typeName = "Change")
    CompletableFuture<?> incidents(
            Change change,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, INCIDENTS, change.id(), PageRequest.of(first, after, ChangeQueries.INCIDENTS_SCOPE));
    }

    @SchemaMapping(typeName = "Change")
    CompletableFuture<?> problems(
            Change change,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, PROBLEMS, change.id(), PageRequest.of(first, after, ChangeQueries.PROBLEMS_SCOPE));
    }

    @QueryMapping
    @Nullable
    ChangeConflicts changeConflicts(@Argument String id, Principal principal) {
        return conflicts.byId(principal, id).orElse(null);
    }

    @QueryMapping
    ChangeConflicts changeConflictsPreview(@Argument PreviewInput input, Principal principal) {
        return conflicts.preview(
                principal,
                new ConflictPreview(
                        Objects.requireNonNullElse(input.ciIds(), List.of()),
                        input.plannedFrom(),
                        input.plannedTo(),
                        Objects.requireNonNullElse(input.implementerIds(), List.of())));
    }

    @BatchMapping(typeName = "Change", field = "conflicts")
    Map<Change, ChangeConflicts> conflictsOf(List<Change> all, @ContextValue Principal principal) {
        Map<String, ChangeConflicts> found = conflicts.of(principal, all);
        return each(all, change -> Objects.requireNonNull(found.get(change.id())));
    }

    @BatchMapping(typeName = "Change")
    Map<Change, List<FreezeException>> freezeExceptions(List<Change> all, @ContextValue Principal principal) {
        Map<String, List<FreezeException>> found = conflicts.exceptions(principal, all);
        return each(all, change -> found.getOrDefault(change.id(), List.of()));
    }

    @BatchMapping(typeName = EXCEPTION)
    Map<FreezeException, ChangeWindow> changeWindow(List<FreezeException> all, @ContextValue Principal principal) {
        return References.resolve(all, FreezeException::windowId, ids -> windows.byIds(principal, ids));
    }

    @BatchMapping(typeName = EXCEPTION)
    Map<FreezeException, PersonView> requestedBy(List<FreezeException> all) {
        return References.resolve(all, FreezeException::requestedById, identity::people);
    }

    @BatchMapping(typeName = EXCEPTION)
    Map<FreezeException, PersonView> grantedBy(List<FreezeException> all) {
        return References.resolve(all, FreezeException::grantedById, identity::people);
    }

    @BatchMapping(typeName = "Incident", field = "changes")
    Map<Incident, List<Change>> changesOfIncidents(List<Incident> all, @ContextValue Principal principal) {
        Map<String, List<Change>> found = queries.changesOf(principal, ids(all));
        return each(all, incident -> found.getOrDefault(incident.id(), List.of()));
    }

    @BatchMapping(typeName = "Problem", field = "changes")
    Map<Problem, List<Change>> changesOfProblems(List<Problem> all, @ContextValue Principal principal) {
        Map<String, List<Change>> found = queries.changesOf(principal, ids(all));
        return each(all, problem -> found.getOrDefault(problem.id(), List.of()));
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
