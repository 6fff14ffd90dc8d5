// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.support.SerializableGraphQlRequest;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a request over HTTP as the specification GraphQL over HTTP has it: an object with {@code query} and,
 * if wanted, {@code operationName}, {@code variables} and {@code extensions}.
 *
 * <p>Short JSON may be many objects in memory, so it stops reading at the first excess in depth, digits or number of parts.
 */
final class RequestBody extends JacksonJsonHttpMessageConverter {

    /** How deep lists and objects may nest; the filters of the schema, the deepest inputs, need less than half of it. */
    static final int DEPTH = 50;

    /** How many digits a number may have: the greatest of binary64 has 309. */
    static final int DIGITS = 400;

    /** What a value takes at most: its name, and the brackets of a list or object. */
    private static final int TOKENS_OF_VALUE = 3;

    /** For what stands beside the variables. */
    private static final int OTHER_TOKENS = 1_000;

    private final JsonMapper bounded;
    private final String tooMuch;

    /** @param values how many values the variables may have, which {@link QueryLimits} counts */
    RequestBody(JsonMapper json, int values) {
        super(json);
        long tokens = (long) TOKENS_OF_VALUE * values + OTHER_TOKENS;
        this.bounded = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH)
                                .maxNumberLength(DIGITS)
                                .maxTokenCount(tokens)
                                .build())
                        .build())
                .build();
        this.tooMuch =
                "The body nests too deep, has a number that is too long, or has too many parts: it may nest %d levels, numbers have %d digits, and names, values and brackets be %d."
                        .formatted(DEPTH, DIGITS, tokens);
    }

    /** What is no request of GraphQL. */
    static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private MalformedException(String message) {
            super(message, null, false, false);
            this.refusal = new Refusal(HttpStatus.BAD_REQUEST, ErrorCode.BAD_REQUEST, message);
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /** @throws MalformedException if it is no request of GraphQL */
    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        if (!type.equals(SerializableGraphQlRequest.class)) {
            return super.readInternal(type, message);
        }
        return request(parsed(message.getBody().readAllBytes()));
    }

    private @Nullable Object parsed(byte[] body) {
        try (JsonParser parser = bounded.createParser(body)) {
            return parser.nextToken() == null ? null : bounded.readValue(parser, Object.class);
        } catch (StreamConstraintsException _) {
            throw new MalformedException(tooMuch);
        } catch (JacksonException malformed) {
            TokenStreamLocation place = malformed.getLocation();
            throw new MalformedException("The body is not JSON"
                    + (place == null ? "." : " at line " + place.getLineNr() + " column " + place.getColumnNr() + "."));
        }
    }

    private static SerializableGraphQlRequest request(@Nullable Object body) {
        if (body instanceof List<?>) {
            throw new MalformedException("The body is a list. Batches are not taken: send each request by itself.");
        }
        if (!(body instanceof Map<?, ?> fields)) {
            throw new MalformedException("The body must be a JSON object with the field 'query'.");
        }
        if (!(fields.get("query") instanceof String query)) {
            throw new MalformedException("The field 'query' must be a text: the GraphQL document.");
        }
        SerializableGraphQlRequest request = new SerializableGraphQlRequest();
        request.setQuery(query);
        request.setOperationName(text(fields, "operationName"));
        request.setVariables(object(fields, "variables"));
        request.setExtensions(object(fields, "extensions"));
        return request;
    }

    private static @Nullable String text(Map<?, ?> body, String field) {
        return switch (body.get(field)) {
            case null -> null;
            case String text -> text;
            default -> throw new MalformedException("The field '" + field + "' must be a text or absent.");
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<?, ?> body, String field) {
        return switch (body.get(field)) {
            case null -> Map.of();
            case Map<?, ?> object -> (Map<String, Object>) object;
            default -> throw new MalformedException("The field '" + field + "' must be an object or absent.");
        };
    }
}
