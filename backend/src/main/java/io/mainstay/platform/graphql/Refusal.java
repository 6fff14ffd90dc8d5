// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** The answer to a request that never becomes one of GraphQL: of the same shape as errors of GraphQL. */
record Refusal(HttpStatus status, ErrorCode code, String message, Map<String, ?> details) {

    static final MediaType GRAPHQL_RESPONSE = MediaType.valueOf("application/graphql-response+json");

    Refusal(HttpStatus status, ErrorCode code, String message) {
        this(status, code, message, Map.of());
    }

    /** What there is to say when only the status is known. */
    static Refusal of(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> new Refusal(status, ErrorCode.NOT_FOUND, "There is nothing at this path.");
            case UNAUTHORIZED -> new Refusal(status, ErrorCode.UNAUTHENTICATED, "This needs an accepted token.");
            case FORBIDDEN -> new Refusal(status, ErrorCode.FORBIDDEN, "This is not allowed.");
            case CONTENT_TOO_LARGE -> new Refusal(status, ErrorCode.TOO_LARGE, "The request is too long.");
            case SERVICE_UNAVAILABLE ->
                new Refusal(status, ErrorCode.UNAVAILABLE, "This is not available now. Try again later.");
            default ->
                status.is5xxServerError()
                        ? new Refusal(status, ErrorCode.INTERNAL, "Something went wrong in Mainstay.")
                        : new Refusal(
                                status,
                                ErrorCode.BAD_REQUEST,
                                "The request was not understood: " + status.getReasonPhrase() + ".");
        };
    }

    static HttpStatus status(int code) {
        HttpStatus known = HttpStatus.resolve(code);
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }

    Map<String, ?> body() {
        Map<String, Object> extensions = new LinkedHashMap<>(details);
        extensions.put("code", code.name());
        return Map.of("errors", List.of(Map.of("message", message, "extensions", extensions)));
    }

    ServerResponse answer(ServerRequest request) {
        return ServerResponse.status(status)
                .contentType(type(request.headers().firstHeader("Accept")))
                .body(body());
    }

    void write(HttpServletResponse response, JsonMapper json) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(body()));
    }

    private static MediaType type(@Nullable String accept) {
        return accept != null && accept.contains(GRAPHQL_RESPONSE.toString())
                ? GRAPHQL_RESPONSE
                : MediaType.APPLICATION_JSON;
    }
}
