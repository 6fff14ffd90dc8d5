// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.incident.Incident;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.problem.internal.SimilarRanking;
import io.mainstay.problem.internal.store.SimilarStore;
import io.mainstay.record.TicketKind;
import io.mainstay.search.SearchService;
import io.mainstay.search.SimilarText;
import io.mainstay.search.SimilarTextHit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds incidents and known errors that are similar to an incident, and says why. */
@Service
public final class SimilarRecordService {

    public static final int DEFAULT = 10;
    private static final int MAX = 25;

    /** How many incidents, and how many known errors, on the incident's configuration items are looked at. */
    private static final int ON_ITEMS = 200;

    /** How many incidents, and how many problems, with like words are looked at, those on the same items apart. */
    private static final int LIKE_WORDS = 50;

    /** States of what nobody learns from: withdrawn, or told elsewhere. */
    private static final Set<String> NOT_TOLD = Set.of("CANCELLED", "DUPLICATE");

    private final SearchService search;
    private final SimilarStore store;
    private final UnitOfWork work;

    SimilarRecordService(SearchService search, SimilarStore store, UnitOfWork work) {
        this.search = search;
        this.store = store;
        this.work = work;
    }

    /**
     * What is similar to an incident that the principal sees, among the incidents and, for those who may read problems, the known
     * errors that the principal sees. Two database calls and one of the search engine, however many records there are.
     *
     * @param first how many, 1 to 25; null for {@value #DEFAULT}
     * @throws BadArgumentException if it is less or more
     */
    public SimilarRecords similar(Principal principal, Incident incident, @Nullable Integer first) {
        principal.require(Permission.INCIDENT_READ);
        principal.require(Permission.SEARCH);
        int limit = Objects.requireNonNullElse(first, DEFAULT);
        if (limit < 1 || limit > MAX) {
            throw new BadArgumentException("first", "between 1 and " + MAX);
        }
        SimilarStore.Reader reader =
                new SimilarStore.Reader(principal.visibility(), principal.may(Permission.PROBLEM_READ));
        SimilarStore.OnItems onItems = work.read(() -> store.onItems(incident.id(), ON_ITEMS + 1, reader));
        Set<String> candidates = Stream.of(onItems.incidentIds(), onItems.knownErrorIds())
                .flatMap(ids -> ids.stream().limit(ON_ITEMS))
                .collect(Collectors.toCollection(HashSet::new));
        // Outside a unit of work: no transaction waits for the search engine.
        Optional<List<SimilarTextHit>> alike = search.like(principal, like(incident, candidates));
        Map<String, Double> words =
                alike.orElse(List.of()).stream().collect(Collectors.toMap(SimilarTextHit::id, SimilarTextHit::score));
        candidates.addAll(words.keySet());
        List<SimilarStore.Facts> facts = candidates.isEmpty()
                ? List.of()
                : work.read(() -> store.facts(incident.id(), candidates, onItems, reader));
        return new SimilarRecords(SimilarRanking.best(facts, words, limit), reason(alike.isPresent(), onItems));
    }

    /** The search finds only types that the principal may read. */
    private static SimilarText like(Incident incident, Set<String> candidates) {
        return new SimilarText(
                incident.title(),
                Stream.of(incident.description(), incident.symptom())
                        .filter(Objects::nonNull)
                        .toList(),
                Set.of(TicketKind.INCIDENT.name(), TicketKind.PROBLEM.name()),
                LIKE_WORDS,
                candidates,
                NOT_TOLD,
                incident.id());
    }

    private static @Nullable SimilarRecordsIncompleteReason reason(boolean searched, SimilarStore.OnItems onItems) {
        if (!searched) {
            return SimilarRecordsIncompleteReason.SEARCH_UNAVAILABLE;
        }
        return onItems.incidentIds().size() > ON_ITEMS
                        || onItems.knownErrorIds().size() > ON_ITEMS
                ? SimilarRecordsIncompleteReason.RECORD_BUDGET
                : null;
    }
}
