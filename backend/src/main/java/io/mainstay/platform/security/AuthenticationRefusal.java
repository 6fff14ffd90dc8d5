// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request without an accepted token: 401 with the challenge of RFC 6750 and a body that GraphQL clients
 * understand, or 503 when it cannot be found out whether the token is good. Where a token alone is not enough, 403.
 */
@Component
class AuthenticationRefusal implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    private static final String GRAPHQL_RESPONSE = "application/graphql-response+json";

    private final BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final JsonMapper json;
    private final RefusedTokens refused;

    AuthenticationRefusal(JsonMapper json, SecurityProperties properties, RefusedTokens refused) {
        this.json = json;
        this.refused = refused;
        String metadata = properties.resourceMetadataUrl().toString();
        challenge.setResourceMetadataParameterResolver(_ -> metadata);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            write(request, response, "UNAVAILABLE", "Your token cannot be verified now. Try again later.");
            return;
        }
        boolean otherScheme = refusal instanceof InsufficientAuthenticationException
                && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        boolean noToken =
                refusal instanceof OAuth2AuthenticationException && !(refusal instanceof InvalidBearerTokenException);
        if (otherScheme || noToken) {
            // what is no token is refused before anybody else sees it
            refused.refused(TokenRefusal.MALFORMED, null);
        }
        challenge.commence(request, response, refusal);
        String message = refusal instanceof DisabledException
                ? "This account was deactivated."
                : "This needs an accepted, unexpired token in the header Authorization: Bearer.";
        write(request, response, "UNAUTHENTICATED", message);
    }

    /** Somebody with an accepted token asks for what this person may not see. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        write(request, response, "FORBIDDEN", "This needs the role administrator or integration.");
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        commence(request, response, refusal);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, String code, String message)
            throws IOException {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean graphQl = accept != null && accept.contains(GRAPHQL_RESPONSE);
        response.setContentType(graphQl ? GRAPHQL_RESPONSE : MediaType.APPLICATION_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(
                Map.of("errors", List.of(Map.of("message", message, "extensions", Map.of("code", code)))));
        response.getOutputStream().write(body);
    }
}
