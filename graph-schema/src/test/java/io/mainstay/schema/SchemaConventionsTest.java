// SPDX-License-Identifier: Apache-2.0
package io.mainstay.schema;

import static graphql.schema.GraphQLTypeUtil.simplePrint;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import graphql.schema.idl.ScalarInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every type, field and argument of the schema has in common. */
class SchemaConventionsTest {

    private static final Pattern CAMEL = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final Pattern PASCAL = Pattern.compile("[A-Z][a-zA-Z0-9]*");
    private static final Pattern LIST_BOUND = Pattern.compile("([Aa]t most|\\d+ to) \\d");
    private static final Pattern BOUNDED_FILTER =
            Pattern.compile("[Aa]t most \\d+ conditions.* nested at most \\d+ levels deep");
    private static final Pattern UPPER = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    @Test
    void shouldDescribeEverything() {
        assertThat(undescribed(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldNoticeWhatIsNotDescribed() {
        GraphQLSchema schema = SchemaSource.schema("""
                type Query { a(b: Int, "d" c: In): E }
                enum E { ONE }
                input In { x: Int }
                "d" scalar Plain
                """);

        assertThat(undescribed(schema))
                .containsExactlyInAnyOrder("Query", "Query.a", "Query.a(b)", "E", "E.ONE", "In", "In.x");
    }

    @Test
    void shouldFollowNamingConventions() {
        assertThat(misnamed(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldNoticeMisnamed() {
        GraphQLSchema schema = SchemaSource.schema("""
                type Query { Upper: thing }
                type thing { a: E }
                enum E { lower }
                input Stuff { a: Int }
                """);

        assertThat(misnamed(schema)).containsExactlyInAnyOrder("Query.Upper", "thing", "E.lower", "Stuff");
    }

    @Test
    void shouldPageOrBoundEveryList() {
        assertThat(unboundedLists(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldNoticeUnboundedList() {
        GraphQLSchema schema = SchemaSource.schema("""
                directive @bounded(by: String!) on FIELD_DEFINITION
                type Query { many: [Int!]! few: [Int!]! @bounded(by: "nature") some: [Int] @bounded(by: " ") }
                """);

        assertThat(unboundedLists(schema)).containsExactlyInAnyOrder("Query.many", "Query.some");
    }

    @Test
    void shouldSayHowManyObjectsListsHaveThatLeadToOthers() {
        assertThat(unsizedLists(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldNoticeListWithoutSizeThatLeadsToOthers() {
        GraphQLSchema schema = SchemaSource.schema("""
                directive @bounded(by: String!, values: Int) on FIELD_DEFINITION
                type Query {
                  leaves: [Leaf!]! @bounded(by: "nature")
                  trees: [Tree!]! @bounded(by: "nature")
                  sized: [Tree!]! @bounded(by: "nature", values: 100)
                  empty: [Tree!]! @bounded(by: "nature", values: 0)
                  gardens: [Garden!]! @bounded(by: "nature")
                  records: [Record!]! @bounded(by: "nature")
                  page: TreeConnection!
                }
                type Leaf { name: String! next: Leaf colours: [String!]! @bounded(by: "nature") }
                type Tree { leaves: [Leaf!]! @bounded(by: "nature") }
                type Garden { page: TreeConnection! }
                type TreeConnection { nodes: [Tree!]! edges: [TreeEdge!]! }
                type TreeEdge { node: Tree! }
                interface Record { id: ID! }
                type Grove implements Record { id: ID! tree: Tree! }
                """);

        assertThat(unsizedLists(schema))
                .containsExactlyInAnyOrder("Query.trees", "Query.empty", "Query.gardens", "Query.records");
    }

    @Test
    void shouldSayHowLongEveryListOfInputMayBe() {
        assertThat(silentLists(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldNoticeListOfInputThatDoesNotSayHowLongItMayBe() {
        GraphQLSchema schema = SchemaSource.schema("""
                type Query {
                  a("Many." many: [Int!] "At most 100." few: [Int!] "1 to 2,000." some: [Int!] in: In filter: ThingFilter): Int
                  b(filter: BoundedFilter): Int
                }
                input In { "Many." many: [Int!] "At most 5." few: [Int!] deep: Deep }
                input Deep { in: In }
                input ThingFilter { and: [ThingFilter!] not: ThingFilter }
                "At most 50 conditions, nested at most 5 levels deep."
                input BoundedFilter { and: [BoundedFilter!] }
                """);

        assertThat(silentLists(schema))
                .containsExactlyInAnyOrder(
                        "Query.a(many)",
                        "In.many",
                        "In nests in itself and is no ...Filter",
                        "Deep nests in itself and is no ...Filter",
                        "ThingFilter.and");
    }

    @Test
    void shouldBuildConnectionsAlike() {
        assertThat(brokenConnections(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldNoticeBrokenConnection() {
        GraphQLSchema schema = SchemaSource.schema("""
                type Query { things(first: Int): ThingConnection! others(first: Int, after: String): OtherConnection! }
                type ThingConnection { nodes: [Int!]! edges: [ThingEdge!]! pageInfo: PageInfo! totalCount: Int }
                type ThingEdge { node: Int! cursor: String! }
                type OtherConnection { nodes: [Int!] edges: [ThingEdge!]! pageInfo: PageInfo! totalCount: Int! }
                type PageInfo { hasNextPage: Boolean! }
                """);

        assertThat(brokenConnections(schema))
                .containsExactlyInAnyOrder(
                        "Query.things takes first: Int and after: String",
                        "OtherConnection.nodes is [Something!]!",
                        "OtherConnection.edges is [OtherEdge!]!",
                        "OtherConnection.totalCount is Int");
    }

    @Test
    void shouldNameMutationsNounFirstAndAnswerWithPayloads() {
        assertThat(brokenMutations(SchemaSource.schema())).isEmpty();
    }

    @Test
    void shouldLetAMutationBeginWithOneKindOfWhatItChanges() {
        GraphQLSchema schema = SchemaSource.schema("""
                type Query { box: BigBox }
                type BigBox { id: ID! kind: BigBoxKind }
                enum BigBoxKind { RED }
                type Mutation { redBoxPaint: RedBoxPaintPayload! blueBoxPaint: BlueBoxPaintPayload! }
                type RedBoxPaintPayload { userErrors: [UserError!]! }
                type BlueBoxPaintPayload { userErrors: [UserError!]! }
                type UserError { message: String! }
                """);

        assertThat(brokenMutations(schema))
                .containsExactly("Mutation.blueBoxPaint begins with the name of what it changes");
    }

    @Test
    void shouldNoticeBrokenMutation() {
        GraphQLSchema schema = SchemaSource.schema("""
                type Query { thing: Thing }
                type Thing { id: ID! }
                type Mutation { createThing: CreateThingPayload! thingDelete: Thing thingRename: ThingRenamePayload! }
                type CreateThingPayload { userErrors: [UserError!]! }
                type ThingRenamePayload { userErrors: [UserError!] }
                type UserError { message: String! }
                """);

        assertThat(brokenMutations(schema))
                .containsExactlyInAnyOrder(
                        "Mutation.createThing begins with the name of what it changes",
                        "Mutation.thingDelete answers ThingDeletePayload!",
                        "ThingRenamePayload.userErrors is [UserError!]!");
    }

    private static List<String> undescribed(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        for (GraphQLNamedType type : types(schema)) {
            note(found, type, type.getName());
            switch (type) {
                case GraphQLFieldsContainer container ->
                    container.getFieldDefinitions().forEach(field -> {
                        String path = type.getName() + "." + field.getName();
                        note(found, field, path);
                        field.getArguments()
                                .forEach(argument -> note(found, argument, path + "(" + argument.getName() + ")"));
                    });
                case GraphQLInputObjectType input ->
                    input.getFieldDefinitions()
                            .forEach(field -> note(found, field, type.getName() + "." + field.getName()));
                case GraphQLEnumType choice ->
                    choice.getValues().forEach(value -> note(found, value, type.getName() + "." + value.getName()));
                default -> {
                    // scalars and unions consist of their name and description
                }
            }
        }
        for (GraphQLDirective directive : schema.getDirectives()) {
            if (directive.getDefinition() != null && !isStandard(directive)) {
                note(found, directive, "@" + directive.getName());
                directive
                        .getArguments()
                        .forEach(argument ->
                                note(found, argument, "@" + directive.getName() + "(" + argument.getName() + ")"));
            }
        }
        return found;
    }

    private static boolean isStandard(GraphQLDirective directive) {
        return SchemaSource.STANDARD_DIRECTIVES.contains(directive.getName());
    }

    private static void note(List<String> found, GraphQLNamedSchemaElement element, String path) {
        if (element.getDescription() == null || element.getDescription().isBlank()) {
            found.add(path);
        }
    }

    private static List<String> misnamed(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        for (GraphQLNamedType type : types(schema)) {
            require(found, PASCAL, type.getName(), type.getName());
            switch (type) {
                case GraphQLFieldsContainer container ->
                    container.getFieldDefinitions().forEach(field -> {
                        require(found, CAMEL, field.getName(), type.getName() + "." + field.getName());
                        for (GraphQLArgument argument : field.getArguments()) {
                            require(
                                    found,
                                    CAMEL,
                                    argument.getName(),
                                    type.getName() + "." + field.getName() + "(" + argument.getName() + ")");
                        }
                    });
                case GraphQLInputObjectType input -> {
                    require(found, Pattern.compile(".+(Input|Filter|Sort)"), type.getName(), type.getName());
                    input.getFieldDefinitions()
                            .forEach(field ->
                                    require(found, CAMEL, field.getName(), type.getName() + "." + field.getName()));
                }
                case GraphQLEnumType choice ->
                    choice.getValues()
                            .forEach(value ->
                                    require(found, UPPER, value.getName(), type.getName() + "." + value.getName()));
                default -> {
                    // scalars and unions have no parts to name
                }
            }
        }
        return found;
    }

    private static void require(List<String> found, Pattern form, String name, String path) {
        if (!form.matcher(name).matches()) {
            found.add(path);
        }
    }

    private static List<String> unboundedLists(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        forEachField(schema, (type, field) -> {
            if (isPlainList(type, field) && !field.getName().equals("userErrors") && !isBounded(field)) {
                found.add(type.getName() + "." + field.getName());
            }
        });
        return found;
    }

    /** The lists whose objects lead to lists of objects again, but that do not say how many objects they count as. */
    private static List<String> unsizedLists(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        forEachField(schema, (type, field) -> {
            if (isPlainList(type, field)
                    && leadsToLists(schema, GraphQLTypeUtil.unwrapAll(field.getType()), new HashSet<>())
                    && !isSized(field)) {
                found.add(type.getName() + "." + field.getName());
            }
        });
        return found;
    }

    private static boolean leadsToLists(GraphQLSchema schema, GraphQLNamedType type, Set<String> seen) {
        if (!seen.add(type.getName())) {
            return false;
        }
        boolean itself = type instanceof GraphQLFieldsContainer container
                && container.getFieldDefinitions().stream().anyMatch(field -> {
                    GraphQLNamedType below = GraphQLTypeUtil.unwrapAll(field.getType());
                    return below instanceof GraphQLCompositeType
                            && (isList(field) || leadsToLists(schema, below, seen));
                });
        return itself
                || (type instanceof GraphQLInterfaceType shared
                        && schema.getImplementations(shared).stream()
                                .anyMatch(below -> leadsToLists(schema, below, seen)))
                || (type instanceof GraphQLUnionType union
                        && union.getTypes().stream()
                                .anyMatch(below -> leadsToLists(schema, (GraphQLNamedType) below, seen)));
    }

    private static boolean isSized(GraphQLFieldDefinition field) {
        var bounded = field.getAppliedDirective("bounded");
        return bounded != null && bounded.getArgument("values").getValue() instanceof Integer values && values > 0;
    }

    private static boolean isPlainList(GraphQLNamedType type, GraphQLFieldDefinition field) {
        boolean inConnection = type.getName().endsWith("Connection")
                && (field.getName().equals("nodes") || field.getName().equals("edges"));
        return isList(field) && !inConnection;
    }

    private static boolean isList(GraphQLFieldDefinition field) {
        return GraphQLTypeUtil.unwrapNonNull(field.getType()) instanceof GraphQLList;
    }

    private static boolean isBounded(GraphQLFieldDefinition field) {
        var bounded = field.getAppliedDirective("bounded");
        return bounded != null && bounded.getArgument("by").getValue() instanceof String reason && !reason.isBlank();
    }

    /** The lists that clients fill, but that do not say for how much of it; the backend holds them to what they say. */
    private static List<String> silentLists(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        forEachField(
                schema,
                (type, field) -> field.getArguments().stream()
                        .filter(argument -> isSilentList(argument.getType(), argument))
                        .map(argument -> type.getName() + "." + field.getName() + "(" + argument.getName() + ")")
                        .forEach(found::add));
        for (GraphQLNamedType type : types(schema)) {
            if (type instanceof GraphQLInputObjectType input) {
                boolean nests = nestsIn(input, input, new HashSet<>());
                boolean boundedAsWhole = BOUNDED_FILTER
                        .matcher(String.valueOf(input.getDescription()).replaceAll("\\s+", " "))
                        .find();
                if (nests && !input.getName().endsWith("Filter")) {
                    found.add(input.getName() + " nests in itself and is no ...Filter");
                }
                input.getFieldDefinitions().stream()
                        .filter(field -> isSilentList(field.getType(), field))
                        .filter(field -> !(boundedAsWhole && GraphQLTypeUtil.unwrapAll(field.getType()) == input))
                        .map(field -> input.getName() + "." + field.getName())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean isSilentList(GraphQLInputType type, GraphQLNamedSchemaElement described) {
        return GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList
                && !LIST_BOUND
                        .matcher(String.valueOf(described.getDescription()).replaceAll("\\s+", " "))
                        .find();
    }

    private static boolean nestsIn(
            GraphQLInputObjectType outer, GraphQLInputObjectType type, Set<GraphQLInputObjectType> seen) {
        return type.getFieldDefinitions().stream()
                .map(field -> GraphQLTypeUtil.unwrapAll(field.getType()))
                .anyMatch(inner -> inner == outer
                        || (inner instanceof GraphQLInputObjectType object
                                && seen.add(object)
                                && nestsIn(outer, object, seen)));
    }

    private static List<String> brokenConnections(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        forEachField(schema, (type, field) -> {
            if (GraphQLTypeUtil.unwrapAll(field.getType()).getName().endsWith("Connection")
                    && !(hasArgument(field, "first", "Int") && hasArgument(field, "after", "String"))) {
                found.add(type.getName() + "." + field.getName() + " takes first: Int and after: String");
            }
        });
        for (GraphQLNamedType type : types(schema)) {
            if (type instanceof GraphQLObjectType connection && type.getName().endsWith("Connection")) {
                String edge = type.getName().replaceFirst("Connection$", "Edge");
                expect(found, connection, "nodes", "\\[\\w+!]!", "[Something!]!");
                expect(found, connection, "edges", "\\[" + edge + "!]!", "[" + edge + "!]!");
                expect(found, connection, "pageInfo", "PageInfo!", "PageInfo!");
                expect(found, connection, "totalCount", "Int", "Int");
            }
            if (type instanceof GraphQLObjectType edge && type.getName().endsWith("Edge")) {
                expect(found, edge, "node", "\\w+!", "Something!");
                expect(found, edge, "cursor", "String!", "String!");
            }
        }
        return found;
    }

    private static boolean hasArgument(GraphQLFieldDefinition field, String name, String type) {
        GraphQLArgument argument = field.getArgument(name);
        return argument != null && simplePrint(argument.getType()).equals(type);
    }

    private static void expect(List<String> found, GraphQLObjectType type, String field, String form, String shown) {
        GraphQLFieldDefinition definition = type.getFieldDefinition(field);
        if (definition == null || !simplePrint(definition.getType()).matches(form)) {
            found.add(type.getName() + "." + field + " is " + shown);
        }
    }

    private static List<String> brokenMutations(GraphQLSchema schema) {
        List<String> found = new ArrayList<>();
        List<GraphQLFieldDefinition> mutations = schema.getMutationType() == null
                ? List.of()
                : schema.getMutationType().getFieldDefinitions();
        for (GraphQLFieldDefinition mutation : mutations) {
            String name = mutation.getName();
            String payload = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Payload";
            if (!beginsWithType(schema, name)) {
                found.add("Mutation." + name + " begins with the name of what it changes");
            }
            if (!simplePrint(mutation.getType()).equals(payload + "!")) {
                found.add("Mutation." + name + " answers " + payload + "!");
            }
        }
        for (GraphQLNamedType type : types(schema)) {
            if (type instanceof GraphQLObjectType payload && type.getName().endsWith("Payload")) {
                expect(found, payload, "userErrors", "\\[UserError!]!", "[UserError!]!");
            }
        }
        return found;
    }

    private static boolean beginsWithType(GraphQLSchema schema, String mutation) {
        return Stream.concat(
                        types(schema).stream()
                                .filter(GraphQLFieldsContainer.class::isInstance)
                                .map(GraphQLNamedType::getName)
                                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1)),
                        kinds(schema))
                .anyMatch(noun -> mutation.matches(Pattern.quote(noun) + "[A-Z].*"));
    }

    /** What the kinds of a type are called: {@code freezeWindow} is a {@code ChangeWindow} whose {@code ChangeWindowKind} is FREEZE. */
    private static Stream<String> kinds(GraphQLSchema schema) {
        return types(schema).stream()
                .filter(GraphQLEnumType.class::isInstance)
                .map(GraphQLEnumType.class::cast)
                .filter(type -> type.getName().endsWith("Kind"))
                .filter(type ->
                        schema.getType(type.getName().replaceFirst("Kind$", "")) instanceof GraphQLFieldsContainer)
                .flatMap(type -> {
                    String lastWord = type.getName().replaceFirst("Kind$", "").replaceFirst(".*(?=[A-Z])", "");
                    return type.getValues().stream()
                            .map(value -> value.getName().toLowerCase(Locale.ROOT) + lastWord);
                });
    }

    private static void forEachField(
            GraphQLSchema schema, BiConsumer<GraphQLNamedType, GraphQLFieldDefinition> action) {
        for (GraphQLNamedType type : types(schema)) {
            if (type instanceof GraphQLFieldsContainer container) {
                container.getFieldDefinitions().forEach(field -> action.accept(type, field));
            }
        }
    }

    private static List<GraphQLNamedType> types(GraphQLSchema schema) {
        return schema.getAllTypesAsList().stream()
                .filter(type -> !type.getName().startsWith("__"))
                .filter(type -> !ScalarInfo.isGraphqlSpecifiedScalar(type.getName()))
                .toList();
    }
}
