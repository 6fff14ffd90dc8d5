// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes something of the rows of each statement twice and forgets the first time, as happens when a record is being changed
 * while it is read. What a mapper adds to something outside it, it then adds twice, in every test that looks at what was read.
 */
final class RowsReadAgain implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Cypher cypher ? new Again(cypher) : bean;
    }

    private record Again(Cypher cypher) implements Cypher {

        @Override
        public Statement statement(String name) {
            return new AgainStatement(cypher.statement(name));
        }

        @Override
        public Statement composed(String name, String text) {
            return new AgainStatement(cypher.composed(name, text));
        }
    }

    private record AgainStatement(Cypher.Statement statement) implements Cypher.Statement {

        @Override
        public Cypher.Statement with(String parameter, @Nullable Object value) {
            statement.with(parameter, value);
            return this;
        }

        @Override
        public Cypher.Statement with(Map<String, ?> parameters) {
            statement.with(parameters);
            return this;
        }

        @Override
        public <T> List<T> list(Function<Row, T> mapper) {
            return statement.list(again(mapper));
        }

        @Override
        public <T> Optional<T> one(Function<Row, T> mapper) {
            return statement.one(again(mapper));
        }

        @Override
        public void run() {
            statement.run();
        }

        private static <T> Function<Row, T> again(Function<Row, T> mapper) {
            return row -> {
                mapper.apply(row);
                return mapper.apply(row);
            };
        }
    }
}
