package io.mainstay.platform.graphql;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.support.SerializableGraphQlRequest;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a request over HTTP as the specification GraphQL over HTTP has it: an object with {@code query} and,
 * if wanted, {@code operationName}, {@code variables} and {@code extensions}.
 */
final class RequestBody extends JacksonJsonHttpMessageConverter {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper json;

    RequestBody(JsonMapper json) {
        super(json);
        this.json = json;
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
        return request(tree(message.getBody().readAllBytes()));
    }

    private JsonNode tree(byte[] body) {
        try {
            return json.readTree(body);
        } catch (StreamConstraintsException _) {
            throw new MalformedException("The body nests too deep, or has a number that is too long.");
        } catch (JacksonException malformed) {
            TokenStreamLocation place = malformed.getLocation();
            throw new MalformedException("The body is not JSON"
                    + (place == null ? "." : " at line " + place.getLineNr() + " column " + place.getColumnNr() + "."));
        }
    }

    private SerializableGraphQlRequest request(JsonNode body) {
        if (body.isArray()) {
            throw new MalformedException("The body is a list. Batches are not taken: send each request by itself.");
        }
        if (!body.isObject()) {
            throw new MalformedException("The body must be a JSON object with the field 'query'.");
        }
        SerializableGraphQlRequest request = new SerializableGraphQlRequest();
        JsonNode query = body.path("query");
        if (!query.isString()) {
            throw new MalformedException("The field 'query' must be a text: the GraphQL document.");
        }
        request.setQuery(query.stringValue());
        request.setOperationName(text(body, "operationName"));
        request.setVariables(object(body, "variables"));
        request.setExtensions(object(body, "extensions"));
        return request;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new MalformedException("The field '" + field + "' must be a text or absent.");
        }
        return value.stringValue();
    }

    private Map<String, @Nullable Object> object(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw new MalformedException("The field '" + field + "' must be an object or absent.");
        }
        return json.convertValue(value, OBJECT);
    }
}
