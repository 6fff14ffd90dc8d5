// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
final class Neo4jCypher implements Cypher {

    // Neo4j does not read the properties of a node at one instant: of one that another transaction is just changing, a
    // reader may find a property neither where it was nor where it goes. Reading again soon finds it.
    private static final int READS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    private final Neo4jClient client;
    private final CypherCatalogue catalogue;
    private final Transactions transactions;
    private final SystemClock clock;
    private final Writes gathered;
    private final List<CypherListener> listeners;

    Neo4jCypher(
            Neo4jClient client,
            CypherCatalogue catalogue,
            Transactions transactions,
            SystemClock clock,
            Writes gathered,
            ObjectProvider<CypherListener> listeners) {
        this.client = client;
        this.catalogue = catalogue;
        this.transactions = transactions;
        this.clock = clock;
        this.gathered = gathered;
        this.listeners = listeners.orderedStream().toList();
    }

    @Override
    public Statement statement(String name) {
        return new BoundStatement(name, catalogue.text(name), catalogue.writes(name));
    }

    @Override
    public Statement composed(String name, String text) {
        ComposedStatementGuard.refuseIfTooMuch(text);
        return new BoundStatement(name, text, CypherCatalogue.isWriting(text));
    }

    private final class BoundStatement implements Statement {

        private final String name;
        private final String text;
        private final boolean writes;
        private final Map<String, @Nullable Object> parameters = new HashMap<>();

        BoundStatement(String name, String text, boolean writes) {
            this.name = name;
            this.text = text;
            this.writes = writes;
        }

        @Override
        public Statement with(String parameter, @Nullable Object value) {
            parameters.put(parameter, bindable(value));
            return this;
        }

        @Override
        public Statement with(Map<String, ?> more) {
            more.forEach(this::with);
            return this;
        }

        @Override
        public <T> List<T> list(Function<Row, T> mapper) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return rows().stream().map(mapper).filter(Objects::nonNull).toList();
                } catch (MissingValueException missing) {
                    if (attempt == READS || writes) {
                        throw missing;
                    }
                    LockSupport.parkNanos(FIRST_PAUSE.toNanos() << (attempt - 1));
                }
            }
        }

        private List<Row> rows() {
            return inTransaction(() -> List.copyOf(client.query(text)
                    .bindAll(parameters)
                    .fetchAs(Row.class)
                    .mappedBy((_, values) -> new Row(values))
                    .all()));
        }

        @Override
        public <T> Optional<T> one(Function<Row, T> mapper) {
            List<T> rows = list(mapper);
            if (rows.size() > 1) {
                throw new IllegalStateException(name + " returned " + rows.size() + " rows where one was expected");
            }
            return rows.stream().findFirst();
        }

        @Override
        public void run() {
            inTransaction(() -> client.query(text).bindAll(parameters).run());
        }

        /** In the transaction that is open; what only reads gets one of its own, so that it has a limit too. */
        private <T> T inTransaction(Supplier<T> execution) {
            if (writes && !TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new IllegalStateException(name + " writes, and so runs in a unit of work only");
            }
            gathered.beforeReading();
            return transactions.run(true, () -> observed(execution), () -> false);
        }

        private <T> T observed(Supplier<T> execution) {
            long start = clock.nanoTime();
            boolean failed = true;
            try {
                T result = execution.get();
                failed = false;
                return result;
            } finally {
                long nanos = clock.nanoTime() - start;
                for (CypherListener listener : listeners) {
                    listener.ran(name, nanos, failed);
                }
            }
        }
    }

    private static @Nullable Object bindable(@Nullable Object value) {
        return switch (value) {
            case Instant instant -> instant.atZone(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> bound = new HashMap<>();
                map.forEach((key, element) -> bound.put(key, bindable(element)));
                yield bound;
            }
            case Collection<?> collection -> {
                List<@Nullable Object> bound = new ArrayList<>(collection.size());
                collection.forEach(element -> bound.add(bindable(element)));
                yield bound;
            }
            case null -> null;
            default -> value;
        };
    }
}
