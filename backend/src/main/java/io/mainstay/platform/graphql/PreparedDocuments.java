// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.database.FairSemaphore;
import io.micrometer.context.ContextSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.execution.ContextPropagationHelper;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Component;

/**
 * Parses, weighs and validates documents, in this order, so that the engine only ever works on what is small. It does so on a
 * thread of its own for each request, which the request's time limit does not wait for; few do so at once, so that others find
 * a processor. Documents that were accepted lately need only be weighed again, because their variables differ.
 */
@Component
final class PreparedDocuments implements PreparsedDocumentProvider {

    /** The key in the GraphQL context of the document, once it is parsed. */
    static final String DOCUMENT = "mainstay.document";

    /**
     * The key in the GraphQL context of what the operation costs, a {@link Long} in the unit of one object. It is there before
     * execution begins.
     */
    static final String COST = "mainstay.cost";

    /** How deep the grammar's rules may nest: a level of fields takes three of them, a level of an input object three too. */
    private static final int RULE_DEPTH = 200;

    private final GraphQlLimits limits;
    private final QueryLimits queryLimits;
    private final ObjectProvider<GraphQlSource> source;
    private final DocumentCache accepted;
    private final FairSemaphore places;
    private final ParserOptions options;

    /** The provider is asked late, because the source is built with this. */
    PreparedDocuments(GraphQlLimits limits, QueryLimits queryLimits, ObjectProvider<GraphQlSource> source) {
        this.limits = limits;
        this.queryLimits = queryLimits;
        this.source = source;
        this.accepted = new DocumentCache(limits.keptDocumentChars());
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.places = new FairSemaphore(atOnce, atOnce);
        this.options = ParserOptions.getDefaultOperationParserOptions()
                .transform(builder -> builder.maxCharacters(limits.documentBytes())
                        .maxTokens(limits.tokens())
                        .maxWhitespaceTokens(limits.documentBytes())
                        .maxRuleDepth(RULE_DEPTH)
                        .captureLineComments(false)
                        .captureIgnoredChars(false)
                        .readerTrackData(false));
    }

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> engine) {
        ContextSnapshot context = ContextPropagationHelper.captureFrom(input.getGraphQLContext());
        return CompletableFuture.supplyAsync(
                () -> prepared(input),
                task -> Thread.ofVirtual().name("graphql").start(context.wrap(task)));
    }

    private PreparsedDocumentEntry prepared(ExecutionInput input) {
        try {
            Document known = accepted.get(input.getQuery());
            Document document = known == null ? accept(input) : weighed(input, known);
            return new PreparsedDocumentEntry(document);
        } catch (DocumentRefusal refusal) {
            return new PreparsedDocumentEntry(refusal.errors());
        }
    }

    private Document accept(ExecutionInput input) {
        Principal principal = input.getGraphQLContext().get(PrincipalInterceptor.PRINCIPAL);
        if (!takePlace(principal.personId())) {
            throw tooLate();
        }
        try {
            if (input.isCancelled()) {
                throw tooLate();
            }
            Document document = weighed(input, parsed(input.getQuery()));
            validate(document);
            accepted.put(input.getQuery(), document);
            return document;
        } finally {
            places.leave(principal.personId());
        }
    }

    private boolean takePlace(String personId) {
        try {
            return places.enter(personId, limits.timeout());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private DocumentRefusal tooLate() {
        return new DocumentRefusal(List.of(Errors.error(
                ErrorCode.TIMEOUT,
                "The request took longer than " + limits.timeout().toSeconds() + " seconds.",
                null,
                null,
                Map.of())));
    }

    private Document parsed(String text) {
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(text)
                    .parserOptions(options)
                    .locale(Locale.ENGLISH)
                    .build());
        } catch (ParseCancelledTooDeepException _) {
            throw DocumentRefusal.tooComplex("The document nests too deep to be read.");
        } catch (ParseCancelledTooManyCharsException _) {
            throw DocumentRefusal.tooComplex("The document is longer than " + limits.documentBytes() + " characters.");
        } catch (ParseCancelledException _) {
            throw DocumentRefusal.tooComplex("The document has more than " + limits.tokens()
                    + " words and signs. Hand long values over as variables.");
        } catch (InvalidSyntaxException malformed) {
            throw new DocumentRefusal(List.of(SchemaRefusals.ofSyntax(malformed)));
        }
    }

    private Document weighed(ExecutionInput input, Document document) {
        OperationDefinition operation = operation(document, input.getOperationName());
        long cost = queryLimits.check(
                schema(), document, operation, input.getRawVariables().toMap());
        input.getGraphQLContext().put(DOCUMENT, document).put(COST, cost);
        if (operation != null
                && operation.getOperation() == OperationDefinition.Operation.SUBSCRIPTION
                && !input.getGraphQLContext().hasKey(PrincipalInterceptor.CONNECTION)) {
            throw DocumentRefusal.badRequest("A subscription needs a WebSocket: /graphql/ws.");
        }
        return document;
    }

    private void validate(Document document) {
        List<ValidationError> errors = ParseAndValidate.validate(schema(), document, Locale.ENGLISH);
        if (!errors.isEmpty()) {
            List<GraphQLError> worded = new SchemaRefusals(schema(), document).ofValidation(errors);
            throw new DocumentRefusal(worded);
        }
    }

    private GraphQLSchema schema() {
        return source.getObject().schema();
    }

    /** The operation of the name, or the only one; null if there is none, which the engine refuses. */
    static @Nullable OperationDefinition operation(Document document, @Nullable String name) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        if (name == null || name.isEmpty()) {
            return operations.size() == 1 ? operations.getFirst() : null;
        }
        return operations.stream()
                .filter(operation -> name.equals(operation.getName()))
                .findFirst()
                .orElse(null);
    }
}
