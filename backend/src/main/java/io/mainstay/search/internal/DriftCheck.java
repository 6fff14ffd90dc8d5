package io.mainstay.search.internal;

import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.search.SearchDrift;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Walks through the records and through the index, in the order of ids, and mends what differs. */
@Component
final class DriftCheck {

    private static final int CHUNK = 500;

    private final Sources sources;
    private final SearchIndex index;

    DriftCheck(Sources sources, SearchIndex index) {
        this.sources = sources;
        this.index = index;
    }

    SearchDrift run() {
        String live = index.live().orElseThrow(() -> new SearchIndexUnavailableException("No search index is live"));
        index.refresh();
        Tally tally = new Tally();
        for (SearchSource source : sources.all()) {
            compareRecords(source, live, tally);
            compareDocuments(source, live, tally);
        }
        return tally.toDrift();
    }

    private void compareRecords(SearchSource source, String live, Tally tally) {
        String after = "";
        for (List<DocumentRevision> part = sources.revisions(source, after, CHUNK);
                !part.isEmpty();
                part = sources.revisions(source, after, CHUNK)) {
            after = part.getLast().id();
            Map<String, Long> indexed = index.revisions(
                    live, part.stream().map(DocumentRevision::id).toList());
            List<String> differing = new ArrayList<>();
            for (DocumentRevision expected : part) {
                Long actual = indexed.get(expected.id());
                if (actual == null) {
                    tally.missing++;
                    differing.add(expected.id());
                } else if (actual < expected.revision()) {
                    tally.stale++;
                    differing.add(expected.id());
                }
            }
            tally.checked += part.size();
            tally.repaired += differing.size();
            index.write(index.targets(), sources.documents(source, differing));
        }
    }

    private void compareDocuments(SearchSource source, String live, Tally tally) {
        String after = "";
        for (List<String> part = index.idsAfter(live, source.type(), after, CHUNK);
                !part.isEmpty();
                part = index.idsAfter(live, source.type(), after, CHUNK)) {
            after = part.getLast();
            Set<String> orphaned = new HashSet<>(part);
            sources.documents(source, part).forEach(document -> orphaned.remove(document.id()));
            tally.orphaned += orphaned.size();
            tally.repaired += orphaned.size();
            index.remove(index.targets(), orphaned);
        }
    }

    private static final class Tally {

        private long checked;
        private long missing;
        private long stale;
        private long orphaned;
        private long repaired;

        SearchDrift toDrift() {
            return new SearchDrift(checked, missing, stale, orphaned, repaired);
        }
    }
}
