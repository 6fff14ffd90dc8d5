// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.search.SearchDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much one request writes, against a server that only counts. */
class BulkSizeTest {

    private static final byte[] NO_ERRORS =
            "{\"errors\": false, \"took\": 1, \"items\": []}".getBytes(StandardCharsets.UTF_8);

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sizes.add(exchange.getRequestBody().readAllBytes().length);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.elasticsearch+json;compatible-with=9");
            exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
            exchange.sendResponseHeaders(200, NO_ERRORS.length);
            exchange.getResponseBody().write(NO_ERRORS);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void shouldSendLongDocumentsFewAtATime() {
        String longest = "x".repeat(SearchDocument.MAX_CHARACTERS);

        write(60, List.of(longest));

        assertThat(sizes)
                .hasSizeGreaterThan(5)
                .allSatisfy(size -> assertThat(size).isLessThan(2_500_000));
    }

    @Test
    void shouldSendShortDocumentsTogether() {
        write(300, List.of("short"));

        assertThat(sizes).hasSize(2);
    }

    private void write(int count, List<String> texts) {
        ElasticsearchSearchIndex index = new TestIndex(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .index();
        index.write(
                List.of("index"),
                IntStream.range(0, count)
                        .mapToObj(number -> document(Integer.toString(number), texts))
                        .toList());
    }

    private static SearchDocument document(String id, List<String> texts) {
        return new SearchDocument(
                id,
                "INCIDENT",
                null,
                "title",
                texts,
                texts,
                null,
                Map.of(),
                new VisibilityFacts("org", Confidentiality.PUBLIC_INTERNAL, Set.of(), Set.of(), false),
                1);
    }
}
