// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.mainstay.kernel.Ids;
import io.mainstay.support.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Indexes of a test's own in the test stack's search engine. */
final class TestIndex implements AutoCloseable {

    private final ElasticsearchClient client;
    private final String prefix = "it-" + Ids.next();

    TestIndex() {
        this(URI.create(TestStack.address("MAINSTAY_ELASTICSEARCH_URI")));
    }

    TestIndex(URI address) {
        client = ElasticsearchConfiguration.client(
                new ElasticsearchProperties(
                        List.of(address),
                        "",
                        "",
                        prefix,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30)),
                Duration.ofSeconds(30));
    }

    ElasticsearchClient client() {
        return client;
    }

    ElasticsearchSearchIndex index() {
        return new ElasticsearchSearchIndex(client, client, prefix);
    }

    @Override
    public void close() {
        try {
            for (String index : index().targets()) {
                client.indices().delete(d -> d.index(index));
            }
            if (client.indices()
                    .existsIndexTemplate(e -> e.name(prefix + "-search"))
                    .value()) {
                client.indices().deleteIndexTemplate(d -> d.name(prefix + "-search"));
            }
            client.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
