// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.change.RelatedChangeQueries;
import io.mainstay.change.RelatedChanges;
import io.mainstay.incident.Incident;
import io.mainstay.platform.graphql.Loaders;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Which changes may have caused incidents. */
@Controller
class RelatedChangeGraphQl {

    private static final String RELATED = "Incident.relatedChanges";

    RelatedChangeGraphQl(RelatedChangeQueries queries, Loaders loaders) {
        loaders.<Optional<Integer>, RelatedChanges>registerAnswers(RELATED, queries::of);
    }

    @SchemaMapping(typeName = "Incident")
    CompletableFuture<@Nullable RelatedChanges> relatedChanges(
            Incident incident, @Argument @Nullable Integer days, DataFetchingEnvironment environment) {
        return Loaders.ask(environment, RELATED, incident.id(), Optional.ofNullable(days));
    }
}
