// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses a {@code Content-Type} that is no type of a body (RFC 9110, 8.3), at whatever path: the handlers would take one with a wildcard for a fault
 * of the server.
 */
final class ContentTypeFilter extends OncePerRequestFilter {

    private final JsonMapper json;

    ContentTypeFilter(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isType(request.getContentType())) {
            chain.doFilter(request, response);
            return;
        }
        new Refusal(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        ErrorCode.BAD_REQUEST,
                        "The header Content-Type must be one type, such as application/json, or not be sent.")
                .write(response, json);
    }

    private static boolean isType(@Nullable String type) {
        if (type == null || type.isEmpty()) {
            return true;
        }
        try {
            return MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }
}
