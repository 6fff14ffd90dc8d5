// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.window.ChangeWindowPart;
import io.mainstay.window.ChangeWindowQueries;
import io.mainstay.window.ChangeWindowReason;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.ItemChangeWindows;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What change windows name, and what covers a configuration item. */
@Controller
class ChangeWindowScopeGraphQl {

    private static final String ITEMS = "ChangeWindowScope.items";
    private static final String ORGANISATIONS = "ChangeWindowScope.organisations";
    private static final String OF_ITEM = "ConfigurationItem.changeWindows";

    private final CiClasses classes;

    ChangeWindowScopeGraphQl(
            ChangeWindowQueries queries,
            ConfigurationItemQueries items,
            CiClasses classes,
            IdentityViews identity,
            Loaders loaders) {
        this.classes = classes;
        loaders.<String, ConfigurationItem>register(ITEMS, items::byIds);
        loaders.<String, OrganisationView>register(ORGANISATIONS, (_, ids) -> identity.organisations(ids));
        loaders.<InRange, ItemChangeWindows>register(OF_ITEM, (principal, keys) -> ofItems(queries, principal, keys));
    }

    /** A CI asked about in a range. */
    private record InRange(String ciId, Range range) {}

    private record Range(Instant from, Instant to) {}

    /** The same range of several CIs is one question. */
    private static Map<InRange, ItemChangeWindows> ofItems(
            ChangeWindowQueries queries, Principal principal, Set<InRange> keys) {
        Map<InRange, ItemChangeWindows> found = new HashMap<>();
        keys.stream()
                .collect(Collectors.groupingBy(InRange::range))
                .forEach((range, same) -> queries.ofItems(
                                principal, same.stream().map(InRange::ciId).toList(), range.from(), range.to())
                        .forEach((ciId, windows) -> found.put(new InRange(ciId, range), windows)));
        return found;
    }

    @SchemaMapping(typeName = "ConfigurationItem", field = "changeWindows")
    CompletableFuture<@Nullable ItemChangeWindows> ofItem(
            ConfigurationItem item, @Argument Instant from, @Argument Instant to, DataFetchingEnvironment environment) {
        return Loaders.load(environment, OF_ITEM, new InRange(item.id(), new Range(from, to)));
    }

    @SchemaMapping(typeName = "ChangeWindowScope")
    CompletableFuture<List<ConfigurationItem>> cis(ChangeWindowScope scope, DataFetchingEnvironment environment) {
        return items(scope.ciIds(), environment);
    }

    @SchemaMapping(typeName = "ChangeWindowScope")
    CompletableFuture<List<ConfigurationItem>> services(ChangeWindowScope scope, DataFetchingEnvironment environment) {
        return items(scope.serviceIds(), environment);
    }

    @SchemaMapping(typeName = "ChangeWindowScope")
    CompletableFuture<List<ConfigurationItem>> sites(ChangeWindowScope scope, DataFetchingEnvironment environment) {
        return items(scope.siteIds(), environment);
    }

    @SchemaMapping(typeName = "ChangeWindowScope", field = "classes")
    List<CiClass> classesOf(ChangeWindowScope scope, Principal principal) {
        CiClassTree tree = classes.tree(principal);
        return scope.classIds().stream().flatMap(id -> tree.find(id).stream()).toList();
    }

    @SchemaMapping(typeName = "ChangeWindowScope")
    CompletableFuture<List<OrganisationView>> organisations(
            ChangeWindowScope scope, DataFetchingEnvironment environment) {
        return Loaders.<String, OrganisationView>loadMany(environment, ORGANISATIONS, scope.organisationIds())
                .thenApply(found -> found.stream().filter(Objects::nonNull).toList());
    }

    @SchemaMapping(typeName = "ChangeWindowReason")
    CompletableFuture<@Nullable ConfigurationItem> ci(ChangeWindowReason reason, DataFetchingEnvironment environment) {
        return switch (reason.part()) {
            case ITEM, SERVICE, SITE -> Loaders.load(environment, ITEMS, Objects.requireNonNull(reason.recordId()));
            case EVERYTHING, CLASS, ORGANISATION, EXPRESSION, OTHER -> CompletableFuture.completedFuture(null);
        };
    }

    @SchemaMapping(typeName = "ChangeWindowReason", field = "class")
    @Nullable
    CiClass ciClass(ChangeWindowReason reason, Principal principal) {
        return reason.part() == ChangeWindowPart.CLASS
                ? classes.tree(principal)
                        .find(Objects.requireNonNull(reason.recordId()))
                        .orElse(null)
                : null;
    }

    @SchemaMapping(typeName = "ChangeWindowReason")
    CompletableFuture<@Nullable OrganisationView> organisation(
            ChangeWindowReason reason, DataFetchingEnvironment environment) {
        return reason.part() == ChangeWindowPart.ORGANISATION
                ? Loaders.load(environment, ORGANISATIONS, Objects.requireNonNull(reason.recordId()))
                : CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<List<ConfigurationItem>> items(
            List<String> ids, DataFetchingEnvironment environment) {
        return Loaders.<String, ConfigurationItem>loadMany(environment, ITEMS, ids)
                .thenApply(found -> found.stream().filter(Objects::nonNull).toList());
    }
}
