package io.mainstay.platform.graphql;

import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Gives answers that no execution stands behind the HTTP status that proxies and clients act on. */
@Component
final class StatusOfErrors extends GraphQlHttpHandler {

    StatusOfErrors(WebGraphQlHandler handler) {
        super(handler);
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
