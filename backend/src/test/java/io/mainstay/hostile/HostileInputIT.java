// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import io.mainstay.hostile.Variant.Refusal;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/**
 * Sends each mutation everything that it must refuse: what the schema's types, the rules of its fields, versions, states
 * and rights forbid. Each is refused in the way that {@code docs/api-guide.md} promises, and the graph is the same before
 * and after but for the audit of refused authorisations. At last the mutation is sent the call that all of these were
 * made from and accepts it, so none was refused for another reason.
 *
 * <p>A mutation without a row in one of the {@code ...Calls} fails.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

    private static final int AT_ONCE = 4;
    private static final int LONGEST_ANSWER = 10_000;
    private static final int LONGEST_REPORT = 500;

    @Autowired
    private GraphQlSource source;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private Driver driver;

    @Autowired
    private ApplicationContext application;

    private final Map<String, AcceptableCall> calls = new LinkedHashMap<>();
    private HostileFixture fixture;
    private @Nullable GraphSnapshot last;

    @BeforeAll
    void prepareCalls() {
        fixture = new HostileFixture(application);
        fixture.prepare();
        Stream.of(
                        CmdbCalls.of(fixture),
                        SlaCalls.of(fixture),
                        IncidentCalls.of(fixture),
                        ProblemCalls.of(fixture),
                        // before changes, whose rules of risk change what was seen of them
                        ApprovalCalls.of(fixture),
                        ChangeCalls.of(fixture),
                        ReleaseCalls.of(fixture),
                        WindowCalls.of(fixture),
                        TemplateCalls.of(fixture),
                        ReportCalls.of(fixture),
                        CabCalls.of(fixture),
                        // last, because they look after all the others' records
                        PlatformCalls.of(fixture))
                .flatMap(List::stream)
                .map(AcceptableCall::check)
                .forEach(call -> assertThat(calls.put(call.mutation(), call))
                        .as("a second row for %s", call.mutation())
                        .isNull());
    }

    @Test
    void shouldHaveRowForEachMutation() {
        assertThat(calls.keySet())
                .containsExactlyInAnyOrderElementsOf(mutations().getFieldDefinitions().stream()
                        .map(GraphQLFieldDefinition::getName)
                        .toList());
    }

    /** First everything hostile, while nothing happens in the background; then what shows that it was refused for a reason. */
    @TestFactory
    Stream<DynamicTest> shouldRefuseWhatIsHostileAndLeaveNoTrace() {
        awaitRest();
        return Stream.concat(
                calls.values().stream().map(this::refusesWhatIsHostile),
                calls.values().stream().map(this::acceptsWhatIsNot));
    }

    private DynamicTest acceptsWhatIsNot(AcceptableCall call) {
        return DynamicTest.dynamicTest(call.mutation() + " accepts", () -> {
            MutationDocument document =
                    new MutationDocument(Objects.requireNonNull(mutations().getField(call.mutation())));
            client.execute(call.token(), document.text(), call.arguments()).accepted(call.mutation());
        });
    }

    private void awaitRest() {
        last = GraphSnapshot.of(driver);
        Awaitility.await("what the fixture has set off to be done")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> traces().isEmpty());
    }

    private DynamicTest refusesWhatIsHostile(AcceptableCall call) {
        return DynamicTest.dynamicTest(call.mutation() + " refuses", () -> {
            GraphQLFieldDefinition mutation = Objects.requireNonNull(mutations().getField(call.mutation()));
            MutationDocument document = new MutationDocument(mutation);
            Variants found = Variants.of(mutation, call, fixture.otherKindOfRecord(call.mutation()), fixture.auditor);
            List<Variant> variants = found.all();

            List<String> failures = sendAll(variants, document);
            failures.addAll(found.unbounded());
            List<String> traces = traces();
            if (!traces.isEmpty() && failures.isEmpty()) {
                failures.addAll(culprits(variants));
            }
            failures.addAll(traces);
            assertThat(failures.stream().map(HostileInputIT::printable))
                    .as("of %s variants", variants.size())
                    .isEmpty();
        });
    }

    private List<String> sendAll(List<Variant> variants, MutationDocument document) throws Exception {
        List<String> failures = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Optional<String>>> tasks = variants.stream()
                    .<Callable<Optional<String>>>map(variant -> () -> failure(variant, document))
                    .toList();
            for (Future<Optional<String>> done : senders.invokeAll(tasks)) {
                done.get().ifPresent(failures::add);
            }
        }
        return failures;
    }

    private Optional<String> failure(Variant variant, MutationDocument document) {
        GraphQlAnswer answer = client.execute(variant.token(), variant.document(), variant.variables());
        String body = answer.body().toString();
        String wrong = wrong(variant, document, answer, body);
        return wrong == null ? Optional.empty() : Optional.of(variant.name() + ": " + wrong + " in " + body);
    }

    private @Nullable String wrong(Variant variant, MutationDocument document, GraphQlAnswer answer, String body) {
        if (body.length() > LONGEST_ANSWER) {
            return "an answer of " + body.length() + " characters";
        }
        return switch (variant.refusal()) {
            case Refusal.Document refused ->
                isBadRequest(answer)
                                && answer.body()
                                        .at("/errors/0/message")
                                        .asString()
                                        .contains(refused.names())
                        ? null
                        : "no BAD_REQUEST that names " + refused.names();
            case Refusal.Schema refused ->
                isBadRequest(answer) && concerns(answer.body().at("/errors/0/extensions/field"), refused.path())
                        ? null
                        : "no BAD_REQUEST for the field";
            case Refusal.Rule rule -> {
                String mutation = fieldOf(answer);
                if (!answer.errorCodes().isEmpty()) {
                    yield "no user error";
                }
                if (document.results().stream()
                        .anyMatch(result -> !answer.at(mutation + "." + result).isNull())) {
                    yield "a result";
                }
                yield Stream.of(answer.at(mutation + ".userErrors"))
                                .flatMap(errors -> errors.valueStream())
                                .anyMatch(error ->
                                        rule.codes().contains(error.path("code").asString())
                                                && (rule.path() == null || concerns(error.path("field"), rule.path())))
                        ? null
                        : "no " + rule.codes();
            }
        };
    }

    private static boolean isBadRequest(GraphQlAnswer answer) {
        return answer.status() == 400 && answer.errorCodes().equals(List.of("BAD_REQUEST"));
    }

    /** What is reported must not do harm itself. */
    private static String printable(String failure) {
        return failure.substring(0, Math.min(failure.length(), LONGEST_REPORT)).replaceAll("[^ -~]", "?");
    }

    private static String fieldOf(GraphQlAnswer answer) {
        return answer.body().path("data").propertyNames().stream().findFirst().orElse("");
    }

    /** Whether an error's field is the varied one, something below it, or the object that it is in. */
    private static boolean concerns(JsonNode field, List<Object> path) {
        List<String> named = names(field.valueStream().map(JsonNode::asString).toList());
        List<String> varied = names(path.stream().map(Object::toString).toList());
        // an attribute is named by its key rather than by its place
        int compared = varied.contains("attributes") ? 2 : Math.min(named.size(), varied.size());
        return !named.isEmpty()
                && named.size() >= Math.min(2, varied.size())
                && named.subList(0, compared).equals(varied.subList(0, compared));
    }

    private static List<String> names(List<String> path) {
        return path.stream().filter(step -> !step.matches("\\d+")).toList();
    }

    private List<String> culprits(List<Variant> variants) {
        List<String> found = new ArrayList<>();
        for (Variant variant : variants) {
            client.execute(variant.token(), variant.document(), variant.variables());
            List<String> traces = traces();
            if (!traces.isEmpty()) {
                found.add(variant.name() + " leaves " + traces);
            }
        }
        return found;
    }

    /** What has changed since the last look at the graph. */
    private List<String> traces() {
        GraphSnapshot before = Objects.requireNonNull(last);
        GraphSnapshot now = GraphSnapshot.of(driver);
        last = now;
        return before.differencesTo(now).stream()
                .filter(difference -> !difference.contains("Refusal"))
                // fires a minute after the definition or calendar of an acceptable call was changed
                .filter(difference -> !difference.contains("kind=sla.terms-change"))
                .toList();
    }

    private GraphQLObjectType mutations() {
        return Objects.requireNonNull(source.schema().getMutationType());
    }
}
