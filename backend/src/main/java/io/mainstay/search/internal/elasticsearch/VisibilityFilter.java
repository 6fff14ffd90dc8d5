// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.mainstay.kernel.Visibility;
import java.util.Collection;
import java.util.List;

/** The third rendering of {@link Visibility}; a generated test compares it with the predicate and the Cypher macro. */
final class VisibilityFilter {

    private VisibilityFilter() {}

    static Query of(Visibility visibility) {
        return anyOf(participates(visibility), clearedAndInScope(visibility));
    }

    /** In a catalogue everybody does: what decides then is who may read records of the type, which the query asks for too. */
    private static Query participates(Visibility visibility) {
        return terms(IndexFields.PARTICIPANTS, List.of(visibility.personId(), IndexFields.EVERYBODY));
    }

    private static Query clearedAndInScope(Visibility visibility) {
        BoolQuery.Builder cleared = new BoolQuery.Builder()
                .filter(f -> f.range(r -> r.number(n -> n.field(IndexFields.CONFIDENTIALITY)
                        .lte((double) visibility.clearance().level()))));
        if (!visibility.everything()) {
            cleared.filter(anyOf(inOrganisation(visibility), terms(IndexFields.TEAMS, visibility.teamIds())));
        }
        return cleared.build()._toQuery();
    }

    private static Query inOrganisation(Visibility visibility) {
        BoolQuery.Builder scope =
                new BoolQuery.Builder().filter(terms(IndexFields.ORGANISATION, visibility.organisationIds()));
        if (visibility.selfServiceOnly()) {
            scope.filter(f -> f.term(t -> t.field(IndexFields.SELF_SERVICE).value(true)));
        }
        return scope.build()._toQuery();
    }

    private static Query anyOf(Query... queries) {
        return Query.of(q -> q.bool(b -> {
            for (Query query : queries) {
                b.should(query);
            }
            return b.minimumShouldMatch("1");
        }));
    }

    private static Query terms(String field, Collection<String> values) {
        return Query.of(q -> q.terms(t -> t.field(field)
                .terms(v -> v.value(values.stream().map(FieldValue::of).toList()))));
    }
}
