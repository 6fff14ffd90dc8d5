// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQL;
import graphql.execution.DataFetcherResult;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The alert of errors and the dashboard count requests by the outcome that the meter gives them. */
class RequestOutcomesTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldTellWhatWasCutAndWhatIsAwayFromFaultsAndFromErrorsOfTheRequest() {
        assertThat(outcome()).isEqualTo("SUCCESS");
        assertThat(outcome(ErrorCode.INTERNAL)).isEqualTo("INTERNAL_ERROR");
        assertThat(outcome(ErrorCode.TIMEOUT)).isEqualTo("TIMEOUT");
        assertThat(outcome(ErrorCode.UNAVAILABLE)).isEqualTo("UNAVAILABLE");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INTERNAL", "TIMEOUT", "UNAVAILABLE"})
    void shouldCountEverythingElseAsAnErrorOfTheRequest(ErrorCode code) {
        assertThat(outcome(code)).isEqualTo("REQUEST_ERROR");
    }

    @Test
    void shouldTellTheWorstOfSeveral() {
        assertThat(outcome(ErrorCode.NOT_FOUND, ErrorCode.TIMEOUT)).isEqualTo("TIMEOUT");
        assertThat(outcome(ErrorCode.UNAVAILABLE, ErrorCode.FORBIDDEN)).isEqualTo("UNAVAILABLE");
        assertThat(outcome(ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT, ErrorCode.INTERNAL))
                .isEqualTo("INTERNAL_ERROR");
    }

    /** Of a request that is answered with these errors, as the meter has it. */
    private String outcome(ErrorCode... codes) {
        meters.clear();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        GraphQL engine = GraphQL.newGraphQL(new SchemaGenerator()
                        .makeExecutableSchema(
                                new SchemaParser().parse("type Query { thing: String }"),
                                RuntimeWiring.newRuntimeWiring()
                                        .type("Query", type -> type.dataFetcher("thing", _ -> answer(codes)))
                                        .build()))
                .instrumentation(new OperationObservations(registry))
                .build();
        engine.execute("{ thing }");
        return Objects.requireNonNull(
                meters.get("graphql.request").timer().getId().getTag("graphql.outcome"));
    }

    private static DataFetcherResult<String> answer(ErrorCode... codes) {
        return DataFetcherResult.<String>newResult()
                .errors(Arrays.stream(codes)
                        .map(code -> Errors.error(code, "No.", List.of("thing"), null, Map.of()))
                        .toList())
                .build();
    }
}
