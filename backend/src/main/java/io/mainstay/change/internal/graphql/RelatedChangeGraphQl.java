// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.change.RelatedChangeQueries;
import io.mainstay.change.RelatedChanges;
import io.mainstay.incident.Incident;
import io.mainstay.platform.graphql.Loaders;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
        loaders.<Key, RelatedChanges>register(RELATED, (principal, keys) -> {
            Map<Key, RelatedChanges> answers = new HashMap<>();
            // One call for each number of days, of which a request has one or two.
            Map<Days, Set<String>> ids = new HashMap<>();
            keys.forEach(
                    key -> ids.computeIfAbsent(key.days(), _ -> new HashSet<>()).add(key.incidentId()));
            ids.forEach((days, incidentIds) -> queries.of(principal, incidentIds, days.number())
                    .forEach((id, related) -> answers.put(new Key(id, days), related)));
            return answers;
        });
    }

    /** @param number null for as many as the installation says */
    private record Days(@Nullable Integer number) {}

    private record Key(String incidentId, Days days) {}

    @SchemaMapping(typeName = "Incident")
    CompletableFuture<@Nullable RelatedChanges> relatedChanges(
            Incident incident, @Argument @Nullable Integer days, DataFetchingEnvironment environment) {
        return Loaders.load(environment, RELATED, new Key(incident.id(), new Days(days)));
    }
}
