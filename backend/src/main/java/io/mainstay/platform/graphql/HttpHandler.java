// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import jakarta.servlet.ServletException;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Gives answers that no execution stands behind the HTTP status that proxies and clients act on. */
@Component
final class HttpHandler extends GraphQlHttpHandler {

    HttpHandler(WebGraphQlHandler handler, GraphQlLimits limits, JsonMapper json) {
        super(handler, new RequestBody(json, limits.variableValues()));
    }

    @Override
    public ServerResponse handleRequest(ServerRequest request) throws ServletException {
        try {
            return super.handleRequest(request);
        } catch (RequestBody.MalformedException malformed) {
            return malformed.refusal().answer(request);
        }
    }

    @Override
    protected HttpStatus selectResponseStatus(WebGraphQlResponse response, MediaType contentType) {
        for (ResponseError error : response.getErrors()) {
            Object code = error.getExtensions().get("code");
            if (ErrorCode.TOO_MANY_REQUESTS.name().equals(code)) {
                return HttpStatus.TOO_MANY_REQUESTS;
            }
            if (ErrorCode.TIMEOUT.name().equals(code)) {
                return HttpStatus.GATEWAY_TIMEOUT;
            }
        }
        return super.selectResponseStatus(response, contentType);
    }
}
