// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.FailureOriginsFixture;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ImpactProjectionTest {

    /** An event that it does not know would have it built anew each time; decide what each new one means for it. */
    @Test
    void shouldKnowEveryEventOfItems() throws IOException {
        List<String> types = Files.readAllLines(Path.of("src/test/resources/event-schemas/events.txt")).stream()
                .filter(line -> line.startsWith("ci."))
                .toList();

        assertThat(Stream.concat(ImpactProjection.UNDERSTOOD.stream(), ImpactProjection.WITHOUT_EFFECT.stream()))
                .containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void shouldAnswerAsItLastHeardUnlessItIsBuiltAnewOrFarBehind() {
        ImpactProjection projection = new ImpactProjection(
                new FailureGraphReader(new FailureOriginsFixture.WithoutTransaction(), new EmptyGraph()),
                null,
                new SimpleMeterRegistry());
        assertThat(projection.asLastHeard()).as("before it is built").isEmpty();

        projection.restart("epoch", 1_000);
        assertThat(projection.asLastHeard()).as("built").isPresent();
        projection.reached(1_000, 1_500);
        assertThat(projection.asLastHeard()).as("500 events to see").isPresent();
        projection.reached(1_000, 1_501);
        assertThat(projection.asLastHeard()).as("501 events to see").isEmpty();
        projection.reached(1_001, 1_501);
        assertThat(projection.asLastHeard()).as("caught up a little").isPresent();

        projection.missed(null);
        assertThat(projection.asLastHeard()).as("an event was missed").isEmpty();
        projection.restart("epoch", 1_501);
        assertThat(projection.asLastHeard()).as("built anew").isPresent();
    }

    @Test
    void shouldNotBeThereWhenSwitchedOff() {
        new ApplicationContextRunner()
                .withUserConfiguration(ImpactProjection.class)
                .withPropertyValues("mainstay.impact.projection.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(FailureProjection.class));
    }

    /** Has no rows for any statement. */
    private record EmptyGraph() implements Cypher, Cypher.Statement {

        @Override
        public Statement statement(String name) {
            return this;
        }

        @Override
        public Statement composed(String name, String text) {
            return this;
        }

        @Override
        public Statement with(String parameter, Object value) {
            return this;
        }

        @Override
        public Statement with(Map<String, ?> parameters) {
            return this;
        }

        @Override
        public <T> List<T> list(Function<Row, T> mapper) {
            return List.of();
        }

        @Override
        public <T> Optional<T> one(Function<Row, T> mapper) {
            return Optional.empty();
        }

        @Override
        public void run() {
            throw new UnsupportedOperationException();
        }
    }
}
