// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.validation.ValidationError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In what words the product's schema refuses. */
class SchemaRefusalsTest {

    private static final String STATES = "NEW, IN_PROGRESS, ON_HOLD, RESOLVED, CLOSED, CANCELLED";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { incidnts { totalCount } }                  | The type Query has no field 'incidnts'. Did you mean 'incidents'?
            { viewer { nothingLikeThis } }               | The type Viewer has no field 'nothingLikeThis'.
            { viewer { DISPLAYNAME } }                   | The type Viewer has no field 'DISPLAYNAME'. Did you mean 'displayName'?
            { incident(numbr: "1") { id } }              | The field 'incident' has no argument 'numbr'; it has id, number. Did you mean 'number'?
            { viewer(id: 1) { id } }                     | The field 'viewer' has no argument 'id'; it has none.
            { node { id } }                              | The field 'node' needs id: ID!.
            { node(id: null) { id } }                    | The field 'node' needs id: ID!.
            { viewer }                                   | The field 'viewer' is an object: say which fields of Viewer to answer, such as { id }.
            { viewer { id { a } } }                      | The field 'id' is a value without fields of its own: nothing can be selected below it.
            { viewer { id @skp(if: true) } }             | There is no directive '@skp'. Did you mean 'skip'?
            { viewer { id @skip(of: true, if: true) } }  | The directive '@skip' has no argument 'of'; it has if. Did you mean 'if'?
            { ... on Incidnt { id } }                    | There is no type 'Incidnt'. Did you mean 'Incident'?
            query($a: Strng) { viewer { id @skip(if: $a) } } | There is no type 'Strng'. Did you mean 'String'?
            { viewer { ...Nme } } fragment Name on Viewer { id } | The document has no fragment 'Nme'. Did you mean 'Name'?
            { incidents(first: "x") { totalCount } }     | 'first' must be Int: Expected an AST type of 'IntValue' but it was a 'StringValue'.
            { incidents(filter: 5) { totalCount } }      | 'filter' must be an object with the fields of IncidentFilter.
            query($n: Int = "x") { incidents(first: $n) { totalCount } } | 'n' must be Int: Expected an AST type of 'IntValue' but it was a 'StringValue'.
            """)
    void shouldSayWhatIsWrongAndWhatMayHaveBeenMeant(String document, String message) {
        assertThat(messages(document)).contains(message);
    }

    @Test
    void shouldNameTheAllowedValuesAndThePlace() {
        GraphQLError refusal = refusals(
                        "{ incidents(filter: {and: [{open: {eq: true}}, {state: {in: [NEW, RESOLVD]}}]}) { totalCount } }")
                .getFirst();

        assertThat(refusal.getMessage())
                .isEqualTo(
                        "'filter.and.1.state.in.1' is one of " + STATES + ", not 'RESOLVD'. Did you mean 'RESOLVED'?");
        assertThat(refusal.getExtensions())
                .containsEntry("code", "BAD_REQUEST")
                .containsEntry("field", List.of("filter", "and", "1", "state", "in", "1"));
    }

    @Test
    void shouldSayThatAChoiceIsNoText() {
        assertThat(messages("{ incidents(filter: {state: {eq: \"NEW\"}}) { totalCount } }"))
                .containsExactly("'filter.state.eq' is written without quotation marks: NEW.");
    }

    @Test
    void shouldNameTheFieldThatAnInputDoesNotHave() {
        assertThat(messages("{ incidents(filter: {stat: {eq: NEW}}) { totalCount } }"))
                .containsExactly("'filter.stat' is no field of IncidentFilter. Did you mean 'state'?");
    }

    @Test
    void shouldRefuseVariablesInTheSameWords() {
        String document = "query($f: IncidentFilter!, $n: Int) { incidents(filter: $f, first: $n) { totalCount } }";

        assertThat(ofVariables(document, Map.of("f", Map.of("state", Map.of("in", List.of("NEW", "RESOLVD"))))))
                .isEqualTo("'f.state.in.1' is one of " + STATES + ", not 'RESOLVD'. Did you mean 'RESOLVED'?");
        assertThat(ofVariables(document, Map.of("f", Map.of("stat", 1))))
                .isEqualTo("'f.stat' is no field of IncidentFilter. Did you mean 'state'?");
        assertThat(ofVariables(document, Map.of())).isEqualTo("'f' is required and must not be null.");
        assertThat(ofVariables(document, Collections.singletonMap("f", null)))
                .isEqualTo("'f' is required and must not be null.");
        assertThat(ofVariables(document, Map.of("f", Map.of(), "n", "x")))
                .startsWith("'n' must be Int: Expected a value that can be converted to type 'Int'");
        assertThat(ofVariables(document, Map.of("f", Map.of(), "n", 1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ LONG }",
                "{ viewer { LONG: LONG } }",
                "{ viewer(LONG: 1) { id } }",
                "{ node(id: {LONG: LONG}) { id } }",
                "{ incidents(filter: {state: {eq: LONG}}) { totalCount } }",
                "{ incidents(filter: {LONG: 1}) { totalCount } }",
                "{ incidents(filter: {title: {eq: [\"LONG\", \"LONG\"]}}) { totalCount } }",
                "{ viewer { ...LONG } }",
                "{ viewer { id @LONG } }",
                "query LONG { viewer { id } } query LONG { viewer { id } }",
                "query($LONG: Int) { viewer { id } }",
                "{ viewer { id @skip(if: $LONG) } }",
                "{ ... on LONG { id } }"
            })
    void shouldNotRepeatLongInput(String document) {
        assertThat(messages(document.replace("LONG", "a".repeat(5_000))))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(500));
    }

    @Test
    void shouldNotRepeatLongInputOfVariables() {
        String document = "query($f: IncidentFilter!) { incidents(filter: $f) { totalCount } }";
        String text = "a".repeat(5_000);
        List<Object> deep = new ArrayList<>();
        for (int level = 0; level < 300; level++) {
            deep = new ArrayList<>(List.of(deep));
        }

        assertThat(ofVariables(document, Map.of("f", text))).hasSizeLessThan(500);
        assertThat(ofVariables(document, Map.of("f", Map.of(text, 1)))).hasSizeLessThan(500);
        assertThat(ofVariables(document, Map.of("f", Map.of("state", Map.of("eq", text)))))
                .hasSizeLessThan(500);
        assertThat(ofVariables(document, Map.of("f", Map.of("title", Map.of("eq", deep)))))
                .hasSizeLessThan(500);
    }

    @Test
    void shouldSayNothingTwice() {
        assertThat(messages(
                        "mutation { relationCreate { relation { id } } slaDefinitionRevise { userErrors { code } } }"))
                .doesNotHaveDuplicates();
    }

    private static List<String> messages(String document) {
        return refusals(document).stream().map(GraphQLError::getMessage).toList();
    }

    private static List<GraphQLError> refusals(String text) {
        Document document = Parser.parse(text);
        List<ValidationError> errors = ParseAndValidate.validate(ProductSchema.SCHEMA, document, Locale.ENGLISH);
        return new SchemaRefusals(ProductSchema.SCHEMA, document).ofValidation(errors);
    }

    private static @Nullable String ofVariables(String text, Map<String, ?> variables) {
        OperationDefinition operation = PreparedDocuments.operation(Parser.parse(text), null);
        assertThat(operation).isNotNull();
        RefusedValue refused =
                RefusedValue.ofVariables(ProductSchema.SCHEMA, operation.getVariableDefinitions(), variables);
        return refused == null ? null : refused.message();
    }
}
