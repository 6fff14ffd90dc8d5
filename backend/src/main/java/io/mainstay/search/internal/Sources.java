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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All that can be searched, each source read in a unit of work of its own. */
@Component
final class Sources {

    private final ObjectProvider<SearchSource> sources;
    private final UnitOfWork work;

    /** The provider is asked late: sources use services of capabilities. */
    Sources(ObjectProvider<SearchSource> sources, UnitOfWork work) {
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

    List<SearchDocument> documents(SearchSource source, Collection<String> ids) {
        return ids.isEmpty() ? List.of() : work.read(() -> source.documents(ids));
    }

    List<DocumentRevision> revisions(SearchSource source, String afterId, int limit) {
        return work.read(() -> source.revisions(afterId, limit));
    }
}
