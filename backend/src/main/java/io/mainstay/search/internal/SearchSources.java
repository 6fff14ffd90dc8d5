// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The registry of search sources, each read in a unit of work of its own. */
@Component
final class SearchSources {

    /** A document has at most 200,000 characters of texts, see {@link SearchDocument#MAX_CHARACTERS}. */
    private static final int PART = 50;

    private final ObjectProvider<SearchSource> sources;
    private final UnitOfWork work;

    /** The provider is asked late: sources use services of capabilities. */
    SearchSources(ObjectProvider<SearchSource> sources, UnitOfWork work) {
        this.sources = sources;
        this.work = work;
    }

    /** In the order of their types. */
    List<SearchSource> all() {
        return sources.stream().sorted(Comparator.comparing(SearchSource::type)).toList();
    }

    /** Those of the types. */
    List<SearchSource> ofTypes(Set<String> types) {
        return all().stream().filter(source -> types.contains(source.type())).toList();
    }

    /** What the principal may read, of the types that are wanted; of all if none is named. */
    List<SearchSource> readable(Principal principal, Set<String> wanted) {
        return all().stream()
                .filter(source -> principal.may(source.readPermission()))
                .filter(source -> wanted.isEmpty() || wanted.contains(source.type()))
                .toList();
    }

    Set<String> interests() {
        Set<String> interests = new HashSet<>();
        all().forEach(source -> interests.addAll(source.interests()));
        return interests;
    }

    /** The ids of the source's records that events concern. */
    static Set<String> affected(SearchSource source, List<OutboxEvent> events) {
        Set<String> ids = new HashSet<>();
        for (OutboxEvent event : events) {
            if (source.interests().stream().anyMatch(event.type()::startsWith)) {
                ids.addAll(source.affected(event));
            }
        }
        return ids;
    }

    /** The documents of records, part by part, so that few are held at once, however long their texts are. */
    void documents(SearchSource source, Collection<String> ids, Consumer<List<SearchDocument>> part) {
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += PART) {
            List<String> some = all.subList(from, Math.min(all.size(), from + PART));
            part.accept(work.read(() -> source.documents(some)));
        }
    }

    /** Those of the ids of which there are records. */
    Set<String> existing(SearchSource source, Collection<String> ids) {
        Set<String> existing = new HashSet<>();
        documents(source, ids, part -> part.forEach(document -> existing.add(document.id())));
        return existing;
    }

    List<DocumentRevision> revisions(SearchSource source, String afterId, int limit) {
        return work.read(() -> source.revisions(afterId, limit));
    }
}
