// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.ChangeFigureQueries;
import io.mainstay.change.ChangeFigures;
import io.mainstay.change.ChangeFigures.Approvals;
import io.mainstay.change.ChangeFigures.Conflicts;
import io.mainstay.change.ChangeFigures.Dimension;
import io.mainstay.change.ChangeFigures.Group;
import io.mainstay.change.ChangeFigures.Incidents;
import io.mainstay.change.ChangeFiguresQuestion;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateQueries;
import io.mainstay.change.ChangeType;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** How changes came out. */
@Controller
class ChangeFigureGraphQl {

    private static final String FIGURES = "ChangeFigures";
    private static final String GROUP = "ChangeFigureGroup";

    private final ChangeFigureQueries queries;
    private final IdentityViews identity;
    private final ChangeTemplateQueries templates;
    private final ConfigurationItemQueries items;

    ChangeFigureGraphQl(
            ChangeFigureQueries queries,
            IdentityViews identity,
            ChangeTemplateQueries templates,
            ConfigurationItemQueries items) {
        this.queries = queries;
        this.identity = identity;
        this.templates = templates;
        this.items = items;
    }

    record FiguresFilter(
            @Nullable List<String> teamIds,
            @Nullable List<ChangeType> types,
            @Nullable List<String> templateIds,
            @Nullable List<String> serviceOfferingIds,
            @Nullable List<String> organisationIds) {

        private static final FiguresFilter NONE = new FiguresFilter(null, null, null, null, null);
    }

    @QueryMapping
    ChangeFigures changeFigures(
            @Argument Instant from,
            @Argument Instant to,
            @Argument @Nullable FiguresFilter filter,
            Principal principal) {
        FiguresFilter given = filter == null ? FiguresFilter.NONE : filter;
        return queries.figures(
                principal,
                new ChangeFiguresQuestion(
                        from,
                        to,
                        orNone(given.teamIds()),
                        Set.copyOf(orNone(given.types())),
                        orNone(given.templateIds()),
                        orNone(given.serviceOfferingIds()),
                        orNone(given.organisationIds())));
    }

    @SchemaMapping(typeName = FIGURES)
    Conflicts conflicts(ChangeFigures figures, Principal principal) {
        return queries.conflicts(principal, figures.scope());
    }

    @SchemaMapping(typeName = FIGURES)
    Approvals approvals(ChangeFigures figures, Principal principal) {
        return queries.approvals(principal, figures.scope());
    }

    @SchemaMapping(typeName = FIGURES)
    @Nullable
    Incidents incidents(ChangeFigures figures, Principal principal) {
        return queries.incidents(principal, figures).orElse(null);
    }

    @BatchMapping(typeName = GROUP)
    Map<Group, TeamView> team(List<Group> groups) {
        return References.resolve(groups, group -> group.key(Dimension.TEAM), identity::teams);
    }

    @SchemaMapping(typeName = GROUP)
    @Nullable
    ChangeType type(Group group) {
        String name = group.key(Dimension.TYPE);
        return name == null ? null : ChangeType.valueOf(name);
    }

    @BatchMapping(typeName = GROUP)
    Map<Group, ChangeTemplate> template(List<Group> groups, @ContextValue Principal principal) {
        return References.resolve(
                groups, group -> group.key(Dimension.TEMPLATE), ids -> templates.byIds(principal, ids));
    }

    @BatchMapping(typeName = GROUP)
    Map<Group, ConfigurationItem> serviceOffering(List<Group> groups, @ContextValue Principal principal) {
        return References.resolve(groups, group -> group.key(Dimension.SERVICE), ids -> items.byIds(principal, ids));
    }

    private static <T> List<T> orNone(@Nullable List<T> values) {
        return Objects.requireNonNullElse(values, List.of());
    }
}
