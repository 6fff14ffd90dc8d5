// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.stream.Collectors;

/** The document that calls a mutation with each of its arguments as a variable of the same name. */
final class MutationDocument {

    private final GraphQLFieldDefinition mutation;

    MutationDocument(GraphQLFieldDefinition mutation) {
        this.mutation = mutation;
    }

    String text() {
        return document(mutation.getArguments(), "");
    }

    String textWithUnknownArgument() {
        return document(mutation.getArguments(), "hostile: 1");
    }

    String textWithout(GraphQLArgument left) {
        return document(
                mutation.getArguments().stream()
                        .filter(argument -> argument != left)
                        .toList(),
                "");
    }

    /** The payload's fields other than the errors, which are null when the mutation refuses. */
    List<String> results() {
        return payload().getFieldDefinitions().stream()
                .map(GraphQLFieldDefinition::getName)
                .filter(name -> !name.equals("userErrors"))
                .toList();
    }

    private String document(List<GraphQLArgument> arguments, String more) {
        String variables = arguments.stream()
                .map(argument -> "$" + argument.getName() + ": " + GraphQLTypeUtil.simplePrint(argument.getType()))
                .collect(Collectors.joining(", "));
        String values = arguments.stream()
                        .map(argument -> argument.getName() + ": $" + argument.getName())
                        .collect(Collectors.joining(", "))
                + (more.isEmpty() || arguments.isEmpty() ? "" : ", ")
                + more;
        return "mutation" + inBrackets(variables) + " { " + mutation.getName() + inBrackets(values) + " { "
                + selection() + " } }";
    }

    private String selection() {
        String results = payload().getFieldDefinitions().stream()
                .filter(field -> !field.getName().equals("userErrors"))
                .map(field -> field.getName()
                        + (GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType())) ? "" : " { __typename }"))
                .collect(Collectors.joining(" "));
        return results + " userErrors { code message field }";
    }

    private GraphQLObjectType payload() {
        return (GraphQLObjectType) GraphQLTypeUtil.unwrapNonNull(mutation.getType());
    }

    private static String inBrackets(String list) {
        return list.isEmpty() ? "" : "(" + list + ")";
    }
}
