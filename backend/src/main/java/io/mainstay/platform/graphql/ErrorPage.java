// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.observability.RequestIdFilter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** Answers what no handler has answered, such as an unknown path, in the shape of all refusals. */
@Controller
final class ErrorPage implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);

    private final JsonMapper json;

    ErrorPage(JsonMapper json) {
        this.json = json;
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Integer given = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // whoever asks for this path itself finds nothing here
        HttpStatus status = given == null ? HttpStatus.NOT_FOUND : Refusal.status(given);
        Refusal refusal = status.is5xxServerError() && status != HttpStatus.SERVICE_UNAVAILABLE
                ? fault(status, request, response.getHeader(RequestIdFilter.HEADER))
                : Refusal.of(status);
        refusal.write(response, json);
    }

    private static Refusal fault(HttpStatus status, HttpServletRequest request, @Nullable String requestId) {
        String id = requestId == null ? "unknown" : requestId;
        LOG.error("Fault {} of a request that no handler has answered", id, (Throwable)
                request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        return new Refusal(
                status,
                ErrorCode.INTERNAL,
                "Something went wrong in Mainstay. Its operator finds it in the logs as " + id + ".",
                Map.of("traceId", id));
    }
}
