// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQL;
import graphql.execution.instrumentation.Instrumentation;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.observation.GraphQlObservationInstrumentation;

/** What is observed of a list, beside what Spring would observe of it. */
class OperationObservationsTest {

    private static final String SCHEMA = "type Query { things: [Thing!] } type Thing { owner: String }";
    private static final int THINGS = 50;

    @Test
    void shouldObserveTheOperationAlone() {
        assertThat(observed(OperationObservations::new)).isEqualTo(Map.of("things", 1L));
    }

    /** Else the test above shows nothing. */
    @Test
    void shouldSeeEachFieldOfEachRecordInWhatSpringObserves() {
        assertThat(observed(GraphQlObservationInstrumentation::new))
                .isEqualTo(Map.of("things", 1L, "owner", (long) THINGS));
    }

    /** How often each field is observed. */
    private static Map<String, Long> observed(Function<ObservationRegistry, Instrumentation> instrumentation) {
        MeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        GraphQL engine = GraphQL.newGraphQL(new SchemaGenerator()
                        .makeExecutableSchema(
                                new SchemaParser().parse(SCHEMA),
                                RuntimeWiring.newRuntimeWiring()
                                        .type(
                                                "Query",
                                                type -> type.dataFetcher(
                                                        "things", _ -> Collections.nCopies(THINGS, "a thing")))
                                        .type("Thing", type -> type.dataFetcher("owner", _ -> "somebody"))
                                        .build()))
                .instrumentation(instrumentation.apply(registry))
                .build();
        assertThat(engine.execute("{ things { owner } }").getErrors()).isEmpty();
        return meters.find("graphql.datafetcher").timers().stream()
                .collect(Collectors.toMap(timer -> timer.getId().getTag("graphql.field.name"), Timer::count));
    }
}
