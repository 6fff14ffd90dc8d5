// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal.graphql;

import io.mainstay.incident.Incident;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.problem.SimilarReason;
import io.mainstay.problem.SimilarRecord;
import io.mainstay.problem.SimilarRecordService;
import io.mainstay.problem.SimilarRecords;
import io.mainstay.problem.SimilarRecordsIncompleteReason;
import io.mainstay.record.TicketKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What is similar to an incident. Not batched: each incident is a search of its own, which the field's cost says. */
@Controller
class SimilarRecordGraphQl {

    private final SimilarRecordService similar;
    private final ObjectProvider<NodeResolver> resolvers;

    SimilarRecordGraphQl(SimilarRecordService similar, ObjectProvider<NodeResolver> resolvers) {
        this.similar = similar;
        this.resolvers = resolvers;
    }

    record SimilarRecordsView(
            List<SimilarRecordView> hits,
            boolean complete,
            @Nullable SimilarRecordsIncompleteReason incompleteReason) {}

    record SimilarRecordView(Object record, double score, List<SimilarReason> reasons) {}

    @SchemaMapping(typeName = "Incident", field = "similar")
    SimilarRecordsView similar(
            Incident incident, @Argument @Nullable Integer first, @ContextValue Principal principal) {
        SimilarRecords found = similar.similar(principal, incident, first);
        Map<String, Object> records = records(principal, found.hits());
        List<SimilarRecordView> hits = new ArrayList<>();
        for (SimilarRecord hit : found.hits()) {
            Object record = records.get(hit.id());
            // Absent if the reader has lost sight of it since it was found.
            if (record != null) {
                hits.add(new SimilarRecordView(record, hit.score(), hit.reasons()));
            }
        }
        return new SimilarRecordsView(hits, found.incompleteReason() == null, found.incompleteReason());
    }

    /** One call for each kind. */
    private Map<String, Object> records(Principal principal, List<SimilarRecord> hits) {
        Map<TicketKind, List<String>> ids = hits.stream()
                .collect(Collectors.groupingBy(
                        SimilarRecord::kind, Collectors.mapping(SimilarRecord::id, Collectors.toList())));
        Map<String, Object> records = new HashMap<>();
        ids.forEach((kind, ofKind) -> resolvers.stream()
                .filter(resolver -> resolver.type().equals(kind.label()))
                .forEach(resolver -> records.putAll(resolver.resolve(principal, ofKind))));
        return records;
    }
}
