// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.work.UnitOfWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class SourcesTest {

    private final Asked source = new Asked();
    private final SearchSources sources = new SearchSources(
            new StaticListableBeanFactory(Map.of("asked", source)).getBeanProvider(SearchSource.class), new Straight());

    @Test
    void shouldReadDocumentsInParts() {
        List<String> ids = IntStream.range(0, 120).mapToObj(Integer::toString).toList();
        List<Integer> parts = new ArrayList<>();
        List<String> read = new ArrayList<>();

        sources.documents(source, ids, part -> {
            parts.add(part.size());
            part.forEach(document -> read.add(document.id()));
        });

        assertThat(parts).containsExactly(50, 50, 20);
        assertThat(source.asked).containsExactly(50, 50, 20);
        assertThat(read).isEqualTo(ids);
        assertThat(sources.existing(source, List.of("1", "2"))).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void shouldAskNothingForNothing() {
        sources.documents(source, List.of(), _ -> {
            throw new AssertionError("there is nothing");
        });

        assertThat(source.asked).isEmpty();
    }

    /** Tells how many documents it was asked for at once. */
    private static final class Asked implements SearchSource {

        private final List<Integer> asked = new ArrayList<>();

        @Override
        public List<SearchDocument> documents(Collection<String> ids) {
            asked.add(ids.size());
            return ids.stream()
                    .map(id -> new SearchDocument(
                            id,
                            type(),
                            null,
                            "title",
                            List.of(),
                            List.of(),
                            null,
                            Map.of(),
                            new VisibilityFacts("org", Confidentiality.PUBLIC_INTERNAL, Set.of(), Set.of(), false),
                            1))
                    .toList();
        }

        @Override
        public String type() {
            return "INCIDENT";
        }

        @Override
        public Permission readPermission() {
            return Permission.INCIDENT_READ;
        }

        @Override
        public Permission workPermission() {
            return Permission.INCIDENT_WORK;
        }

        @Override
        public Set<String> interests() {
            return Set.of();
        }

        @Override
        public Set<String> facetKeys() {
            return Set.of();
        }

        @Override
        public List<DocumentRevision> revisions(String afterId, int limit) {
            return List.of();
        }

        @Override
        public String fullTextIndex() {
            return "none";
        }
    }

    private static final class Straight implements UnitOfWork {

        @Override
        public <T> T write(String createdId, Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T writeRepeatably(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T read(Supplier<T> work) {
            return work.get();
        }
    }
}
