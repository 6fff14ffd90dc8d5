// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.search.internal.DriftPosition.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Walks through the records and through the index, in the order of ids, and mends what differs. */
@Component
final class DriftCheck {

    private static final int CHUNK = 500;

    private final SearchSources sources;
    private final SearchIndex index;

    DriftCheck(SearchSources sources, SearchIndex index) {
        this.sources = sources;
        this.index = index;
    }

    /**
     * @throws SearchIndexUnavailableException if there is no index to compare
     */
    DriftPosition begin() {
        live();
        index.refresh();
        return DriftPosition.atBeginning(typeAfter(""));
    }

    /** Compares the next few hundred; a position without a type is the end. */
    DriftPosition step(DriftPosition position) {
        String type = position.type();
        if (type == null) {
            return position;
        }
        // A type that a new release no longer has ends at once.
        SearchSource source = sources.ofTypes(Set.of(type)).stream().findFirst().orElse(null);
        if (source == null) {
            return nextType(position, type);
        }
        return switch (position.side()) {
            case RECORDS -> compareRecords(source, live(), position);
            case DOCUMENTS -> compareDocuments(source, live(), position);
        };
    }

    private DriftPosition compareRecords(SearchSource source, String live, DriftPosition position) {
        List<DocumentRevision> part = sources.revisions(source, position.afterId(), CHUNK);
        if (part.isEmpty()) {
            return new DriftPosition(source.type(), Side.DOCUMENTS, "", position.found());
        }
        Map<String, Long> indexed =
                index.revisions(live, part.stream().map(DocumentRevision::id).toList());
        List<String> differing = new ArrayList<>();
        int missing = 0;
        for (DocumentRevision expected : part) {
            Long actual = indexed.get(expected.id());
            if (actual == null) {
                missing++;
                differing.add(expected.id());
            } else if (actual < expected.revision()) {
                differing.add(expected.id());
            }
        }
        sources.documents(source, differing, documents -> index.write(index.targets(), documents));
        return position.after(
                part.getLast().id(), position.found().plus(part.size(), missing, differing.size() - missing, 0));
    }

    private DriftPosition compareDocuments(SearchSource source, String live, DriftPosition position) {
        List<String> part = index.idsAfter(live, source.type(), position.afterId(), CHUNK);
        if (part.isEmpty()) {
            return nextType(position, source.type());
        }
        Set<String> orphaned = new HashSet<>(part);
        orphaned.removeAll(sources.existing(source, part));
        index.remove(index.targets(), orphaned);
        return position.after(part.getLast(), position.found().plus(0, 0, 0, orphaned.size()));
    }

    private DriftPosition nextType(DriftPosition position, String type) {
        return new DriftPosition(typeAfter(type), Side.RECORDS, "", position.found());
    }

    private @Nullable String typeAfter(String type) {
        return sources.all().stream()
                .map(SearchSource::type)
                .filter(other -> other.compareTo(type) > 0)
                .findFirst()
                .orElse(null);
    }

    private String live() {
        return index.live().orElseThrow(() -> new SearchIndexUnavailableException("No search index is live"));
    }
}
