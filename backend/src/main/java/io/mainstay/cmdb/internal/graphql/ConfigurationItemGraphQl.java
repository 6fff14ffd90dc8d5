// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.CiAttributeDefinition;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemCause;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ConfigurationItemService;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.ListQuery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
class ConfigurationItemGraphQl {

    private final ConfigurationItemQueries queries;
    private final ConfigurationItemService items;
    private final CiClasses classes;
    private final CmdbLoaders loaders;

    ConfigurationItemGraphQl(
            ConfigurationItemQueries queries, ConfigurationItemService items, CiClasses classes, CmdbLoaders loaders) {
        this.queries = queries;
        this.items = items;
        this.classes = classes;
        this.loaders = loaders;
    }

    record ConfigurationItemPayload(@Nullable ConfigurationItem configurationItem, List<UserError> userErrors)
            implements Payload {}

    record ViewerCan(boolean update, boolean setLifecycle, boolean setOperationalStatus, boolean relate) {}

    record Attribute(String key, Object value) {}

    @QueryMapping
    @Nullable
    ConfigurationItem configurationItem(
            @Argument @Nullable String id, @Argument @Nullable String number, Principal principal) {
        if (id != null && number == null) {
            return queries.byId(principal, id).orElse(null);
        }
        if (number != null && id == null) {
            return queries.byNumber(principal, number).orElse(null);
        }
        throw new BadArgumentException("id", "given, or number, but not both");
    }

    @QueryMapping
    Connection<ConfigurationItem> configurationItems(
            @Argument @Nullable Map<String, Object> filter,
            @Argument @Nullable List<Map<String, Object>> sort,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query = ConfigurationItemFilters.of(classes.tree(principal)).read(filter, sort);
        PageRequest request = PageRequest.of(first, after, query.scope());
        Page<ConfigurationItem> page = queries.list(principal, query, request);
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @QueryMapping
    Collection<CiClass> ciClasses(Principal principal) {
        return classes.tree(principal).all();
    }

    @MutationMapping
    ConfigurationItemPayload configurationItemCreate(
            @Argument ConfigurationItemMutationInputs.Create input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> items.create(principal, input.command(), idempotencyKey), ConfigurationItemPayload::new);
    }

    @MutationMapping
    ConfigurationItemPayload configurationItemUpdate(
            @Argument String id,
            @Argument ConfigurationItemMutationInputs.Update input,
            @Argument int expectedVersion,
            @Argument @Nullable String changeId,
            @Argument @Nullable String breakGlassReason,
            Principal principal) {
        return Payload.of(
                () -> items.update(
                        principal,
                        id,
                        input.command(),
                        new ConfigurationItemCause(changeId, breakGlassReason),
                        expectedVersion),
                ConfigurationItemPayload::new);
    }

    @MutationMapping
    ConfigurationItemPayload configurationItemSetLifecycle(
            @Argument String id, @Argument CiLifecycle lifecycle, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> items.setLifecycle(principal, id, lifecycle, expectedVersion), ConfigurationItemPayload::new);
    }

    @MutationMapping
    ConfigurationItemPayload configurationItemSetOperationalStatus(
            @Argument String id,
            @Argument OperationalStatus status,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> items.setOperationalStatus(principal, id, status, expectedVersion),
                ConfigurationItemPayload::new);
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    CompletableFuture<@Nullable ImpactState> computedStatus(
            ConfigurationItem item, DataFetchingEnvironment environment) {
        return loaders.computedStatus(item.id(), environment);
    }

    @SchemaMapping(typeName = "ConfigurationItem", field = "class")
    CiClass ciClass(ConfigurationItem item) {
        return classes.tree().require(item.classKey());
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    List<Attribute> attributes(ConfigurationItem item, @Argument @Nullable List<String> keys) {
        List<Attribute> attributes = new ArrayList<>();
        item.attributes().forEach((key, value) -> {
            if (keys == null || keys.contains(key)) {
                attributes.add(new Attribute(key, value instanceof LocalDate date ? date.toString() : value));
            }
        });
        return attributes;
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    Collection<String> secretAttributes(ConfigurationItem item) {
        return item.secrets().keySet();
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    CompletableFuture<Connection<CiRelation>> relations(
            ConfigurationItem item,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        PageRequest request = PageRequest.of(first, after, CmdbLoaders.RELATIONS_SCOPE);
        return loaders.relations(item.id(), request, environment);
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    CompletableFuture<@Nullable Connection<HistoryEntry>> history(
            ConfigurationItem item,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return loaders.history(item.id(), PageRequest.of(first, after, AuditTrail.HISTORY_SCOPE), environment);
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    List<CiLifecycle> availableTransitions(ConfigurationItem item, Principal principal) {
        return principal.may(Permission.CI_WRITE)
                ? item.lifecycle().next().stream().sorted().toList()
                : List.of();
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    ViewerCan viewerCan(ConfigurationItem item, Principal principal) {
        boolean write = principal.may(Permission.CI_WRITE) && !item.retired();
        boolean operate = principal.may(Permission.CI_OPERATE) && !item.retired();
        return new ViewerCan(write, write, operate, write);
    }

    @SchemaMapping(typeName = "CiClass", field = "abstract")
    boolean isAbstract(CiClass ciClass) {
        return ciClass.isAbstract();
    }

    @SchemaMapping(typeName = "CiClass", field = "attributes")
    Collection<CiAttributeDefinition> classAttributes(CiClass ciClass) {
        CiClassTree tree = classes.tree();
        return tree.attributesOf(ciClass.key()).values();
    }
}
