// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateRelation;
import io.mainstay.cmdb.DependencyQuestion;
import io.mainstay.cmdb.DependencyService;
import io.mainstay.cmdb.DependencyTree;
import io.mainstay.cmdb.RelationService;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
class RelationGraphQl {

    private static final String DEPENDS_ON_SCOPE = "DependencyTree.dependsOn";
    private static final String DEPENDENTS_SCOPE = "DependencyTree.dependents";

    private final RelationService relations;
    private final DependencyService dependencies;
    private final CmdbLoaders loaders;

    RelationGraphQl(RelationService relations, DependencyService dependencies, CmdbLoaders loaders) {
        this.relations = relations;
        this.dependencies = dependencies;
        this.loaders = loaders;
    }

    record RelationPayload(@Nullable CiRelation relation, List<UserError> userErrors) implements Payload {}

    @MutationMapping
    RelationPayload relationCreate(
            @Argument CreateRelation input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> relations.create(principal, input, idempotencyKey), RelationPayload::new);
    }

    @MutationMapping
    RelationPayload relationEnd(@Argument String id, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> relations.end(principal, id, expectedVersion), RelationPayload::new);
    }

    @QueryMapping
    DependencyTree dependencies(
            @Argument String ciId,
            @Argument @Nullable Integer depth,
            @Argument @Nullable Instant asOf,
            @Argument @Nullable Integer maxCis,
            @Argument @Nullable Integer timeBudgetMs,
            Principal principal) {
        return dependencies.tree(principal, new DependencyQuestion(ciId, depth, asOf, maxCis, timeBudgetMs));
    }

    @SchemaMapping(typeName = "Relation")
    CompletableFuture<@Nullable ConfigurationItem> source(CiRelation relation, DataFetchingEnvironment environment) {
        return loaders.item(relation.sourceId(), environment);
    }

    @SchemaMapping(typeName = "Relation")
    CompletableFuture<@Nullable ConfigurationItem> target(CiRelation relation, DataFetchingEnvironment environment) {
        return loaders.item(relation.targetId(), environment);
    }

    @SchemaMapping(typeName = "Relation")
    @Nullable
    String group(CiRelation relation) {
        return relation.groupName();
    }

    @SchemaMapping(typeName = "DependencyTree")
    CompletableFuture<@Nullable ConfigurationItem> ci(DependencyTree tree, DataFetchingEnvironment environment) {
        return loaders.item(tree.ciId(), environment);
    }

    @SchemaMapping(typeName = "DependencyTree")
    Connection<DependencyTree.Link> dependsOn(
            DependencyTree tree, @Argument @Nullable Integer first, @Argument @Nullable String after) {
        return connection(tree.dependsOn(), first, after, DEPENDS_ON_SCOPE + tree.ciId());
    }

    @SchemaMapping(typeName = "DependencyTree")
    Connection<DependencyTree.Link> dependents(
            DependencyTree tree, @Argument @Nullable Integer first, @Argument @Nullable String after) {
        return connection(tree.dependents(), first, after, DEPENDENTS_SCOPE + tree.ciId());
    }

    @SchemaMapping(typeName = "DependencyTree")
    boolean complete(DependencyTree tree) {
        return tree.incompleteReason() == null;
    }

    @SchemaMapping(typeName = "DependencyTree")
    int hiddenCount(DependencyTree tree) {
        return tree.dependsOn().hiddenCount() + tree.dependents().hiddenCount();
    }

    @SchemaMapping(typeName = "DependencyLink")
    CompletableFuture<@Nullable ConfigurationItem> from(DependencyTree.Link link, DataFetchingEnvironment environment) {
        return loaders.item(link.fromId(), environment);
    }

    @SchemaMapping(typeName = "DependencyLink", field = "ci")
    CompletableFuture<@Nullable ConfigurationItem> linkedCi(
            DependencyTree.Link link, DataFetchingEnvironment environment) {
        return loaders.item(link.ciId(), environment);
    }

    @SchemaMapping(typeName = "DependencyLink")
    String relationType(DependencyTree.Link link) {
        return link.type().name();
    }

    @SchemaMapping(typeName = "DependencyLink", field = "group")
    @Nullable
    String linkGroup(DependencyTree.Link link) {
        return link.groupName();
    }

    private static Connection<DependencyTree.Link> connection(
            DependencyTree.Side side, @Nullable Integer first, @Nullable String after, String scope) {
        return Connection.of(
                side.page(PageRequest.of(first, after, scope), scope),
                () -> side.links().size());
    }
}
