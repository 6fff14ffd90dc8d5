// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.platform.outbox.ConsumerUnavailableException;
import io.mainstay.platform.outbox.ExternalEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.SearchSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The consumer that indexes: keeps the search index up to date with events. Whatever an event says, the record's present
 * state is written, with its revision; so a batch may be delivered again, and a lost event is made up for by the record's
 * next one. While the search engine is away the events wait.
 *
 * <p>The indexes to write to are asked for anew with each batch, before the records are read: an index whose construction
 * begins after that reads them later than this batch does.
 */
@Component
final class SearchIndexer implements ExternalEventConsumer {

    private final SearchSources sources;
    private final SearchIndex index;

    SearchIndexer(SearchSources sources, SearchIndex index) {
        this.sources = sources;
        this.index = index;
    }

    @Override
    public String name() {
        return "search.indexer";
    }

    @Override
    public Set<String> interests() {
        return sources.interests();
    }

    @Override
    public boolean parksAggregates() {
        return false;
    }

    @Override
    public void handle(List<OutboxEvent> events) {
        try {
            Set<String> targets = index.targets();
            if (targets.isEmpty()) {
                // The first index is filled from the records themselves.
                return;
            }
            for (SearchSource source : sources.all()) {
                feed(source, SearchSources.affected(source, events), targets);
            }
        } catch (SearchIndexUnavailableException away) {
            throw new ConsumerUnavailableException("The search engine is away", away);
        }
    }

    private void feed(SearchSource source, Set<String> ids, Set<String> targets) {
        if (ids.isEmpty()) {
            return;
        }
        Set<String> gone = new HashSet<>(ids);
        sources.documents(source, ids, documents -> {
            index.write(targets, documents);
            documents.forEach(document -> gone.remove(document.id()));
        });
        if (!gone.isEmpty()) {
            index.remove(targets, gone);
        }
    }
}
