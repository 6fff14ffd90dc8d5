// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Requests that are small to send and try to be large to work on: the name of each, and the body to post. */
public final class DocumentBombs {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BODY = 1_000_000;

    private DocumentBombs() {}

    /** All of them. Each is refused, or answered like any other request; none may take long or leave work behind. */
    public static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        documents().forEach((name, document) -> bodies.put(name, JSON.writeValueAsString(Map.of("query", document))));
        bodies.putAll(variables());
        bodies.putAll(malformed());
        return bodies;
    }

    /** Those whose force is in the document. */
    public static Map<String, String> documents() {
        Map<String, String> documents = new LinkedHashMap<>();
        fragments(documents);
        selections(documents);
        definitions(documents);
        literals(documents);
        introspection(documents);
        return documents;
    }

    private static void fragments(Map<String, String> documents) {
        documents.put("fragments that spread three others", unfolding("Viewer", "id", "{ viewer { ...F27 } }"));
        documents.put(
                "fragments that spread three others, on the root", unfolding("Query", "viewer { id }", "{ ...F27 }"));
        documents.put(
                "fragments that spread three others inside inline fragments",
                "{ viewer { ...F27 } } fragment F0 on Viewer { id } fragment F1 on Viewer { id ...F0 } fragment F2 on Viewer { id ...F1 } "
                        + each(
                                25,
                                number -> "fragment F%d on Viewer { ... on Viewer { ...F%d } ... { ...F%d ...F%d } } "
                                        .formatted(number + 3, number, number + 1, number + 2)));
        documents.put("fragments that spread three others, never used", unfolding("Viewer", "id", "{ viewer { id } }"));
        documents.put(
                "fragments that spread one other twice",
                "{ viewer { ...F20 } } fragment F0 on Viewer { id } "
                        + each(
                                20,
                                number -> "fragment F%d on Viewer { ...F%d ... on Viewer { ...F%d } } "
                                        .formatted(number + 1, number, number)));
        documents.put(
                "one fragment spread 3,000 times",
                "{ viewer { " + each(3_000, _ -> "...F ") + "} } fragment F on Viewer { id }");
        documents.put(
                "a chain of 900 fragments",
                "{ viewer { ...F0 } } "
                        + each(900, number -> "fragment F%d on Viewer{...F%d}".formatted(number, number + 1))
                        + "fragment F900 on Viewer{id}");
        documents.put(
                "a circle of fragments",
                "{ viewer { ...F0 } } "
                        + each(
                                50,
                                number -> "fragment F%d on Viewer { ...F%d } ".formatted(number, (number + 1) % 50)));
        documents.put("3,000 inline fragments", "{ viewer { " + each(3_000, _ -> "...{id}") + " } }");
        documents.put(
                "inline fragments 3,000 deep",
                "{ viewer { " + "...{".repeat(3_000) + "id" + "}".repeat(3_000) + " } }");
    }

    private static String unfolding(String type, String field, String operation) {
        return operation
                + " fragment F0 on %s { %s } fragment F1 on %s { %s ...F0 } fragment F2 on %s { %s ...F0 ...F1 } "
                        .formatted(type, field, type, field, type, field)
                + each(
                        25,
                        number -> "fragment F%d on %s { %s ...F%d ...F%d ...F%d } "
                                .formatted(number + 3, type, field, number, number + 1, number + 2));
    }

    private static void selections(Map<String, String> documents) {
        documents.put(
                "1,400 directives on one field", "{ viewer { id " + each(1_400, _ -> "@include(if:true)") + " } }");
        documents.put("unknown directives", "{ viewer { id " + each(3_000, number -> "@d" + number + " ") + " } }");
        documents.put("fields 5,000 deep", "{ viewer " + "{a".repeat(5_000) + "}".repeat(5_000) + " }");
        documents.put("one field 10,000 times", "{ viewer { " + "id ".repeat(10_000) + "} }");
        documents.put(
                "one key with different arguments",
                "{ " + each(700, number -> "node(id: \"" + number + "\") { id } ") + "}");
        documents.put(
                "one key with nested selections", "{ " + each(900, number -> "viewer { id roles ... { id } } ") + "}");
        documents.put(
                "two fields with 1,500 arguments each",
                "{ " + ("viewer(" + each(1_500, number -> "a" + number + ":1 ") + ") { id } ").repeat(2) + "}");
        documents.put("3,000 unknown fields", "{ viewer { " + each(3_000, number -> "f" + number + " ") + "} }");
        documents.put("2,000 aliases", "{ viewer { " + each(2_000, number -> "a" + number + ": id ") + "} }");
        documents.put("a field with a name of 30,000 letters", "{ " + "a".repeat(30_000) + " }");
        documents.put("an argument with a name of 30,000 letters", "{ node(" + "a".repeat(30_000) + ": 1) { id } }");
    }

    private static void definitions(Map<String, String> documents) {
        documents.put("1,000 operations", each(1_000, number -> "query q%d{viewer{id}}".formatted(number)));
        documents.put(
                "500 operations that share a large fragment",
                each(500, number -> "query q%d{viewer{...F}}".formatted(number)) + "fragment F on Viewer { "
                        + each(1_500, _ -> "...{id}") + " }");
        documents.put(
                "2,000 variables", "query(" + each(2_000, number -> "$v" + number + ":Int ") + ") { viewer { id } }");
        documents.put(
                "variables of lists of lists",
                "query($v: " + "[".repeat(5_000) + "Int" + "]".repeat(5_000) + ") { viewer { id } }");
        documents.put("a comment of 32,000 letters", "{ viewer { id } } #" + "x".repeat(32_000));
        documents.put("10,000 comments", "#\n".repeat(10_000) + "{ viewer { id } }");
        documents.put("32,000 blanks", "{ viewer { id } }" + " ".repeat(32_000));
        documents.put(
                "definitions of types", each(800, number -> "type T" + number + " { a: Int } ") + "{ viewer { id } }");
    }

    private static void literals(Map<String, String> documents) {
        documents.put(
                "a literal of lists 10,000 deep",
                "{ node(id: " + "[".repeat(10_000) + "]".repeat(10_000) + ") { id } }");
        documents.put(
                "a literal of objects 5,000 deep",
                "{ node(id: " + "{a:".repeat(5_000) + "1" + "}".repeat(5_000) + ") { id } }");
        documents.put("a literal list of 12,000 values", "{ node(id: [" + "1 ".repeat(12_000) + "]) { id } }");
        documents.put(
                "a literal object of 5,000 fields",
                "{ node(id: {" + each(5_000, number -> "f" + number + ":1 ") + "}) { id } }");
        documents.put("a number of 30,000 digits", "{ node(id: " + "9".repeat(30_000) + ") { id } }");
        documents.put("a number with a huge exponent", "{ node(id: 1e1000000000) { id } }");
        documents.put("a block string of 4,000 lines", "{ node(id: \"\"\"" + "\n x".repeat(4_000) + "\"\"\") { id } }");
        documents.put("5,000 escapes", "{ node(id: \"" + "\\u0041".repeat(5_000) + "\") { id } }");
        documents.put("an escape beyond Unicode", "{ node(id: \"\\u{110000}\") { id } }");
        documents.put("half a character", "{ node(id: \"\\ud800\") { id } }");
        documents.put("a string without an end", "{ node(id: \"" + "x".repeat(30_000));
    }

    private static void introspection(Map<String, String> documents) {
        documents.put(
                "the schema's types of fields of types",
                "{ __schema { types { " + "fields { type { ".repeat(9) + "name" + " } }".repeat(9) + " } } }");
        documents.put(
                "the schema through fragments that spread three others",
                "{ __schema { types { ...F27 } } } fragment F0 on __Type { name } fragment F1 on __Type { name ...F0 } fragment F2 on __Type { name ...F1 } "
                        + each(
                                25,
                                number -> "fragment F%d on __Type { fields { type { ...F%d ...F%d ...F%d } } } "
                                        .formatted(number + 3, number, number + 1, number + 2)));
    }

    private static Map<String, String> variables() {
        Map<String, String> bodies = new LinkedHashMap<>();
        String query = "{\"query\": \"query($v: ID!) { node(id: $v) { id } }\", \"variables\": {\"v\": ";
        bodies.put("variables: lists nested deep", query + "[".repeat(BODY / 2) + "]".repeat(BODY / 3) + "}}");
        bodies.put("variables: lists nested 400 deep", query + "[".repeat(400) + "]".repeat(400) + "}}");
        bodies.put(
                "variables: a list of 450,000 values",
                "{\"query\": \"query($v: [ID!]!) { impact(input: {failed: $v}) { complete } }\", \"variables\": {\"v\": ["
                        + "1,".repeat(450_000) + "1]}}");
        bodies.put("variables: a list where none is taken", query + "[" + "1,".repeat(450_000) + "1]}}");
        bodies.put(
                "variables: an object of 70,000 fields",
                query + "{" + each(70_000, number -> "\"f" + number + "\":1,") + "\"f\":1}}}");
        bodies.put("variables: a number with a huge exponent", query + "1e1000000000}}");
        bodies.put("variables: a number of 900,000 digits", query + "9".repeat(900_000) + "}}");
        bodies.put("variables: a text of 900,000 letters", query + "\"" + "x".repeat(900_000) + "\"}}");
        for (int count : new int[] {40_000, 70_000}) {
            bodies.put(
                    "variables: %,d of them".formatted(count),
                    "{\"query\": \"{ viewer { id } }\", \"variables\": {"
                            + each(count, number -> "\"v" + number + "\":1,") + "\"v\":1}}");
        }
        bodies.put("variables: 300,000 empty lists", query + "[" + "[],".repeat(BODY / 3 - 1_000) + "[]]}}");
        bodies.put("variables: 49,000 empty lists", query + "[" + "[],".repeat(49_000) + "[]]}}");
        bodies.put(
                "variables: a filter of 40,000 empty lists that 1,500 conditions refer to",
                "{\"query\": \"query($f: IncidentFilter) { incidents(filter: {or: [" + "$f ".repeat(1_500)
                        + "]}) { totalCount } }\", \"variables\": {\"f\": {\"and\": [" + "[],".repeat(40_000)
                        + "[]]}}}");
        return bodies;
    }

    private static Map<String, String> malformed() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("body: null", "null");
        bodies.put("body: nothing", "");
        bodies.put("body: a text", "\"{ viewer { id } }\"");
        bodies.put("body: a batch", "[" + "{\"query\":\"{ viewer { id } }\"},".repeat(1_000) + "{}]");
        bodies.put("body: lists nested deep", "[".repeat(BODY));
        bodies.put("body: objects nested deep", "{\"a\":".repeat(BODY / 5));
        bodies.put("body: not JSON", "{ viewer { id } }");
        bodies.put("body: no query", "{}");
        bodies.put("body: a query that is no text", "{\"query\": {\"a\": 1}}");
        bodies.put("body: variables that are no object", "{\"query\": \"{ viewer { id } }\", \"variables\": []}");
        bodies.put(
                "body: an operation's name that is no text",
                "{\"query\": \"{ viewer { id } }\", \"operationName\": 1}");
        return bodies;
    }

    private static String each(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(joining());
    }
}
