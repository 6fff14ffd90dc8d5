// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateQueries;
import io.mainstay.change.ChangeTemplateResults;
import io.mainstay.change.ChangeTemplateService;
import io.mainstay.change.ChangeTemplateState;
import io.mainstay.change.ProposeChangeTemplate;
import io.mainstay.change.internal.ChangeTemplateFields;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import io.mainstay.record.Filter;
import io.mainstay.record.FilterReader;
import io.mainstay.record.ListQuery;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketSettings;
import java.time.Instant;
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

/** Templates of standard changes, their list and their mutations. */
@Controller
class ChangeTemplateGraphQl {

    private static final String TYPE = ChangeTemplate.TYPE;
    private static final String HISTORY = "ChangeTemplate.history";

    private final ChangeTemplateService templates;
    private final ChangeTemplateQueries queries;
    private final ConfigurationItemQueries items;
    private final IdentityViews identity;
    private final TicketSettings settings;
    private final CiClasses classes;

    ChangeTemplateGraphQl(
            ChangeTemplateService templates,
            ChangeTemplateQueries queries,
            ConfigurationItemQueries items,
            IdentityViews identity,
            TicketSettings settings,
            CiClasses classes,
            Loaders loaders) {
        this.templates = templates;
        this.queries = queries;
        this.items = items;
        this.identity = identity;
        this.settings = settings;
        this.classes = classes;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record ChangeTemplatePayload(@Nullable ChangeTemplate changeTemplate, List<UserError> userErrors)
            implements Payload {}

    record ChangeTemplateFilter(
            @Nullable List<ChangeTemplateState> states,
            @Nullable List<String> categoryIds,
            @Nullable List<String> teamIds) {

        /** In which an absent or an empty list is no condition. */
        Filter conditions() {
            return new Filter.And(List.of(
                    Filter.in(ChangeTemplateFields.ALL.required(ChangeTemplateFields.STATE), states),
                    Filter.in(ChangeTemplateFields.ALL.required(ChangeTemplateFields.CATEGORY), categoryIds),
                    Filter.in(ChangeTemplateFields.ALL.required(ChangeTemplateFields.TEAM), teamIds)));
        }
    }

    record Approve(@Nullable Instant occurredAt) {}

    record Revoke(String reason, @Nullable Instant occurredAt) {}

    record ViewerCan(boolean update, boolean approve, boolean revoke) {}

    @QueryMapping
    @Nullable
    ChangeTemplate changeTemplate(@Argument String id, Principal principal) {
        return queries.byIds(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<ChangeTemplate> changeTemplates(
            @Argument @Nullable ChangeTemplateFilter filter,
            @Argument @Nullable Map<String, Object> sort,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query = new FilterReader(ChangeTemplateFields.ALL)
                .query(filter == null ? null : filter.conditions(), sort == null ? List.of() : List.of(sort));
        PageRequest request = PageRequest.of(first, after, query.scope());
        Page<ChangeTemplate> page = queries.list(principal, query, request);
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @MutationMapping
    ChangeTemplatePayload changeTemplatePropose(
            @Argument ProposeChangeTemplate input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> templates.propose(principal, input, idempotencyKey), ChangeTemplatePayload::new);
    }

    @MutationMapping
    ChangeTemplatePayload changeTemplateUpdate(
            @Argument String id,
            @Argument ProposeChangeTemplate input,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(() -> templates.update(principal, id, input, expectedVersion), ChangeTemplatePayload::new);
    }

    @MutationMapping
    ChangeTemplatePayload changeTemplateApprove(
            @Argument String id,
            @Argument @Nullable Approve input,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> templates.approve(principal, id, input == null ? null : input.occurredAt(), expectedVersion),
                ChangeTemplatePayload::new);
    }

    @MutationMapping
    ChangeTemplatePayload changeTemplateRevoke(
            @Argument String id, @Argument Revoke input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> templates.revoke(principal, id, input.reason(), input.occurredAt(), expectedVersion),
                ChangeTemplatePayload::new);
    }

    @SchemaMapping(typeName = TYPE)
    String title(ChangeTemplate template) {
        return template.content().title();
    }

    @SchemaMapping(typeName = TYPE)
    String reason(ChangeTemplate template) {
        return template.content().reason();
    }

    @SchemaMapping(typeName = TYPE)
    String plan(ChangeTemplate template) {
        return template.content().plan();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String testPlan(ChangeTemplate template) {
        return template.content().testPlan();
    }

    @SchemaMapping(typeName = TYPE)
    String backOutPlan(ChangeTemplate template) {
        return template.content().backOutPlan();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String communicationPlan(ChangeTemplate template) {
        return template.content().communicationPlan();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Long durationMinutes(ChangeTemplate template) {
        return ChangeTemplateFields.minutes(template.content().duration());
    }

    @SchemaMapping(typeName = TYPE, field = "classes")
    List<CiClass> classesOf(ChangeTemplate template, Principal principal) {
        CiClassTree tree = classes.tree(principal);
        return template.content().classIds().stream()
                .flatMap(id -> tree.find(id).stream())
                .toList();
    }

    @SchemaMapping(typeName = TYPE)
    List<ChangeTemplate.Task> tasks(ChangeTemplate template) {
        return template.content().tasks();
    }

    @BatchMapping(typeName = "ChangeTemplateTask", field = "team")
    Map<ChangeTemplate.Task, TeamView> teamOfTask(List<ChangeTemplate.Task> all) {
        return References.resolve(all, ChangeTemplate.Task::teamId, identity::teams);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, TicketCategory> category(List<ChangeTemplate> all, @ContextValue Principal principal) {
        return References.resolve(
                all,
                template -> template.content().categoryId(),
                ids -> settings.categories(principal, TicketKind.CHANGE, ids));
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, ConfigurationItem> serviceOffering(
            List<ChangeTemplate> all, @ContextValue Principal principal) {
        return References.resolve(
                all, template -> template.content().serviceOfferingId(), ids -> items.byIds(principal, ids));
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, TeamView> team(List<ChangeTemplate> all) {
        return References.resolve(all, template -> template.content().teamId(), identity::teams);
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, PersonView> proposedBy(List<ChangeTemplate> all) {
        return people(all, template -> template.proposal().byId());
    }

    @SchemaMapping(typeName = TYPE)
    Instant proposedAt(ChangeTemplate template) {
        return template.proposal().at();
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, PersonView> approvedBy(List<ChangeTemplate> all) {
        return people(
                all,
                template ->
                        template.approval() == null ? null : template.approval().byId());
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant approvedAt(ChangeTemplate template) {
        return template.approval() == null ? null : template.approval().at();
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, PersonView> revokedBy(List<ChangeTemplate> all) {
        return people(
                all,
                template -> template.revocation() == null
                        ? null
                        : template.revocation().byId());
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant revokedAt(ChangeTemplate template) {
        return template.revocation() == null ? null : template.revocation().at();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String revokeReason(ChangeTemplate template) {
        return template.revocation() == null ? null : template.revocation().reason();
    }

    @BatchMapping(typeName = TYPE)
    Map<ChangeTemplate, ChangeTemplateResults> results(List<ChangeTemplate> all, @ContextValue Principal principal) {
        Map<String, ChangeTemplateResults> found = queries.results(principal, all);
        Map<ChangeTemplate, ChangeTemplateResults> results = new HashMap<>();
        all.forEach(template -> results.put(template, found.getOrDefault(template.id(), ChangeTemplateResults.NONE)));
        return results;
    }

    @SchemaMapping(typeName = TYPE)
    CompletableFuture<?> history(ChangeTemplate template, DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, HISTORY, template.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }

    @SchemaMapping(typeName = TYPE)
    ViewerCan viewerCan(ChangeTemplate template, Principal principal) {
        boolean decides = principal.may(Permission.CHANGE_TEMPLATE_APPROVE);
        return new ViewerCan(
                principal.may(Permission.CHANGE_TEMPLATE_PROPOSE),
                decides
                        && template.state() == ChangeTemplateState.PROPOSED
                        && !template.proposal().byId().equals(principal.personId()),
                decides && template.state() != ChangeTemplateState.REVOKED);
    }

    @BatchMapping(typeName = "Change")
    Map<Change, ChangeTemplate> template(List<Change> all, @ContextValue Principal principal) {
        // Who only takes part in a change reads it without its template.
        return principal.may(Permission.CHANGE_READ)
                ? References.resolve(all, Change::templateId, ids -> queries.byIds(principal, ids))
                : Map.of();
    }

    private Map<ChangeTemplate, PersonView> people(
            List<ChangeTemplate> all, Function<ChangeTemplate, @Nullable String> id) {
        return References.resolve(all, id, identity::people);
    }
}
