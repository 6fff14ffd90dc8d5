// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What clients may send by the protocol graphql-transport-ws. */
sealed interface ClientMessage {

    /** How long the id of an operation may be, in characters. */
    int LONGEST_ID = 128;

    /** @param payload has the token */
    record Init(Map<String, Object> payload) implements ClientMessage {}

    /** @param payload a request as HTTP has it */
    record Subscribe(String id, Map<String, Object> payload) implements ClientMessage {}

    record Complete(String id) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    record Pong() implements ClientMessage {}

    /** @throws WebSocketRefusedException if it is no such message */
    static ClientMessage read(String text, JsonMapper json) {
        Map<String, Object> message = object(parse(text, json), "A message");
        Object type = message.get("type");
        if (!(type instanceof String name)) {
            throw malformed("A message needs a type");
        }
        return switch (name) {
            case "connection_init" -> new Init(payload(message));
            case "ping" -> new Ping();
            case "pong" -> new Pong();
            case "complete" -> new Complete(id(message));
            case "subscribe" -> new Subscribe(id(message), request(message));
            default -> throw malformed("There is no such type of message");
        };
    }

    private static @Nullable Object parse(String text, JsonMapper json) {
        try {
            return json.readValue(text, Object.class);
        } catch (JacksonException malformed) {
            throw malformed("A message is a JSON object");
        }
    }

    private static String id(Map<String, Object> message) {
        if (!(message.get("id") instanceof String id) || id.isEmpty() || id.length() > LONGEST_ID) {
            throw malformed("id must be a text of 1 to " + LONGEST_ID + " characters");
        }
        return id;
    }

    private static Map<String, Object> payload(Map<String, Object> message) {
        Object payload = message.get("payload");
        return payload == null ? Map.of() : object(payload, "payload");
    }

    private static Map<String, Object> request(Map<String, Object> message) {
        Map<String, Object> request = payload(message);
        if (!(request.get("query") instanceof String document) || document.isBlank()) {
            throw malformed("payload.query must be a document");
        }
        Object operation = request.get("operationName");
        if (operation != null && !(operation instanceof String)) {
            throw malformed("payload.operationName must be a text");
        }
        for (String part : new String[] {"variables", "extensions"}) {
            if (request.get(part) != null) {
                object(request.get(part), "payload." + part);
            }
        }
        return request;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw malformed(name + " must be a JSON object");
    }

    private static WebSocketRefusedException malformed(String reason) {
        return new WebSocketRefusedException(WebSocketRefusal.MALFORMED, reason);
    }
}
