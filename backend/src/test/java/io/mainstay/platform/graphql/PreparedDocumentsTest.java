// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import io.mainstay.kernel.Principal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.graphql.execution.GraphQlSource;

class PreparedDocumentsTest {

    private static final GraphQlLimits LIMITS =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("mainstay.graphql", GraphQlLimits.class);

    private final SlowSource source = new SlowSource();
    private final PreparedDocuments documents =
            new PreparedDocuments(LIMITS, new QueryLimits(LIMITS, new SimpleMeterRegistry()), source);

    @Test
    void shouldNotHoldTheCallerWhileADocumentIsWorkedOn() throws Exception {
        CompletableFuture<PreparsedDocumentEntry> entry = prepare(input("{ viewer { id } }"));
        await().until(() -> source.working.get() == 1);

        assertThat(entry).as("what the caller's time limit watches").isNotDone();

        source.go.countDown();
        assertThat(entry.get(10, TimeUnit.SECONDS).hasErrors()).isFalse();
    }

    @Test
    void shouldWorkOnFewDocumentsAtOnce() throws Exception {
        int places = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        List<CompletableFuture<PreparsedDocumentEntry>> entries = new ArrayList<>();
        for (int number = 0; number < places + 20; number++) {
            entries.add(prepare(input("{ viewer { id } } # " + number)));
        }
        await().until(() -> source.working.get() == places);

        source.go.countDown();
        for (CompletableFuture<PreparsedDocumentEntry> entry : entries) {
            assertThat(entry.get(10, TimeUnit.SECONDS).hasErrors()).isFalse();
        }
        assertThat(source.most.get()).isEqualTo(places);
    }

    @Test
    void shouldNotWorkForWhoHasGone() throws Exception {
        source.go.countDown();
        ExecutionInput gone = input("{ viewer { id } }");
        gone.cancel();

        PreparsedDocumentEntry entry = prepare(gone).get(10, TimeUnit.SECONDS);

        assertThat(codes(entry)).containsExactly("TIMEOUT");
        assertThat(source.most.get()).isZero();
    }

    @Test
    void shouldTellTheCostBeforeExecution() throws Exception {
        source.go.countDown();
        ExecutionInput input = input("{ incidents(first: 10) { nodes { id } } }");

        prepare(input).get(10, TimeUnit.SECONDS);

        assertThat(input.getGraphQLContext().<Long>get(PreparedDocuments.COST)).isEqualTo(11);
    }

    @Test
    void shouldKeepWhatWasAcceptedAndNothingElse() throws Exception {
        source.go.countDown();
        Document first =
                prepare(input("{ viewer { id } }")).get(10, TimeUnit.SECONDS).getDocument();
        Document second =
                prepare(input("{ viewer { id } }")).get(10, TimeUnit.SECONDS).getDocument();
        assertThat(second).isSameAs(first);

        assertThat(codes(prepare(input("{ nothing }")).get(10, TimeUnit.SECONDS)))
                .containsExactly("BAD_REQUEST");
        assertThat(codes(prepare(input("{ nothing }")).get(10, TimeUnit.SECONDS)))
                .containsExactly("BAD_REQUEST");
    }

    @Test
    void shouldForgetTheLeastRecentlyUsedWhenAllAreTooLong() {
        DocumentCache kept = new DocumentCache(20);
        Document document = Parser.parse("{ a }");
        kept.put("1234567890", document);
        kept.put("abcdefghij", document);
        kept.get("1234567890");

        kept.put("xyz", document);

        assertThat(kept.get("abcdefghij")).isNull();
        assertThat(kept.get("1234567890")).isNotNull();
        assertThat(kept.get("xyz")).isNotNull();
        kept.put("x".repeat(21), document);
        assertThat(kept.chars()).isEqualTo(13);
    }

    private CompletableFuture<PreparsedDocumentEntry> prepare(ExecutionInput input) {
        return documents.getDocumentAsync(input, _ -> {
            throw new AssertionError("the engine is not to do it in its own way");
        });
    }

    private static ExecutionInput input(String document) {
        return ExecutionInput.newExecutionInput(document)
                .graphQLContext(Map.of(PrincipalInterceptor.PRINCIPAL, Principal.SYSTEM))
                .build();
    }

    private static List<Object> codes(PreparsedDocumentEntry entry) {
        return entry.getErrors().stream()
                .map(GraphQLError::getExtensions)
                .map(extensions -> extensions.get("code"))
                .toList();
    }

    /** Gives the schema when it is told to, and counts who works with it. */
    private static final class SlowSource implements ObjectProvider<GraphQlSource>, GraphQlSource {

        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger working = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public GraphQlSource getObject() {
            return this;
        }

        @Override
        public Stream<GraphQlSource> stream() {
            return Stream.of(this);
        }

        @Override
        public GraphQLSchema schema() {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                working.decrementAndGet();
            }
            return ProductSchema.SCHEMA;
        }

        @Override
        public GraphQL graphQl() {
            throw new UnsupportedOperationException();
        }
    }
}
