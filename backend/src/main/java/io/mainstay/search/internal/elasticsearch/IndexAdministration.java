// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static io.mainstay.search.internal.elasticsearch.ElasticsearchCalls.ask;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ExpandWildcard;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import co.elastic.clients.json.JsonData;
import io.mainstay.kernel.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes indexes and says which one is live: an alias points to it. Another alias marks those under construction. An index
 * comes to be only here: its template forbids that a write makes one.
 */
final class IndexAdministration {

    private final ElasticsearchClient client;
    private final String live;
    private final String building;
    private final String pattern;

    IndexAdministration(ElasticsearchClient client, String prefix) {
        this.client = client;
        this.live = prefix + "-search";
        this.building = live + "-building";
        this.pattern = live + "-*";
    }

    /** The alias that searches use. */
    String liveAlias() {
        return live;
    }

    Optional<String> live() {
        return having(live).stream().findFirst();
    }

    Set<String> targets() {
        Set<String> targets = new TreeSet<>(having(live));
        targets.addAll(having(building));
        return targets;
    }

    boolean isBuilding(String index) {
        return having(building).contains(index);
    }

    boolean upToDate(String index) {
        Map<String, String> expected = meta(template(analysis()));
        TypeMapping mapping = ask(() -> client.indices().getMapping(g -> g.index(index)))
                .get(index)
                .mappings();
        Map<String, String> actual = new HashMap<>();
        mapping.meta().forEach((key, value) -> actual.put(key, text(value)));
        return expected.equals(actual);
    }

    String startBuilding() {
        having(building).forEach(this::abandon);
        AnalysisKind kind = analysis();
        ask(() -> {
            try (InputStream file = open(kind)) {
                return client.indices()
                        .putIndexTemplate(
                                t -> t.name(live).indexPatterns(pattern).withJson(file));
            }
        });
        String index = live + '-' + Ids.next();
        ask(() -> client.indices().create(c -> c.index(index).aliases(building, a -> a.isWriteIndex(false))));
        return index;
    }

    void goLive(String index) {
        List<Action> actions = new ArrayList<>();
        actions.add(Action.of(a -> a.add(add -> add.index(index).alias(live))));
        actions.add(Action.of(a -> a.remove(remove -> remove.index(index).alias(building))));
        for (String other : all()) {
            if (!other.equals(index)) {
                actions.add(Action.of(a -> a.removeIndex(remove -> remove.index(other))));
            }
        }
        ask(() -> client.indices().updateAliases(u -> u.actions(actions)));
    }

    void abandon(String index) {
        ask(() -> client.indices().delete(d -> d.index(index).ignoreUnavailable(true)));
    }

    private Set<String> all() {
        return ask(() -> client.indices()
                        .getAlias(g -> g.index(pattern)
                                .expandWildcards(ExpandWildcard.Open)
                                .ignoreUnavailable(true)))
                .aliases()
                .keySet();
    }

    private Set<String> having(String alias) {
        return ask(() -> {
            try {
                return client.indices().getAlias(g -> g.name(alias)).aliases().keySet();
            } catch (ElasticsearchException refused) {
                if (refused.status() == ElasticsearchCalls.NOT_FOUND) {
                    return Set.of();
                }
                throw refused;
            }
        });
    }

    /** Asks the cluster what it has. */
    AnalysisKind analysis() {
        return ask(() -> {
            try {
                client.indices().analyze(a -> a.analyzer("english").text("databases"));
                client.indices().analyze(a -> a.analyzer("cjk").text("databases"));
                return AnalysisKind.FULL;
            } catch (ElasticsearchException refused) {
                if (ElasticsearchCalls.passing(refused.status())) {
                    throw refused;
                }
                return AnalysisKind.BASIC;
            }
        });
    }

    private static Map<String, String> meta(JsonNode template) {
        Map<String, String> meta = new HashMap<>();
        template.at("/template/mappings/_meta").forEachEntry((key, value) -> meta.put(key, value.asString()));
        return meta;
    }

    private static String text(JsonData value) {
        return value.to(Object.class).toString();
    }

    private static JsonNode template(AnalysisKind kind) {
        try (InputStream file = open(kind)) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(AnalysisKind kind) {
        @Nullable InputStream file = IndexAdministration.class.getResourceAsStream(kind.file());
        if (file == null) {
            throw new IllegalStateException("The application lacks " + kind.file());
        }
        return file;
    }
}
