// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.security.PrincipalAuthentication;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Refuses a request while too many are under way, before its body is read. */
final class ConcurrentRequestLimitFilter extends OncePerRequestFilter {

    private final ConcurrentRequestLimit requests;
    private final int longestBody;
    private final JsonMapper json;

    ConcurrentRequestLimitFilter(ConcurrentRequestLimit requests, int longestBody, JsonMapper json) {
        this.requests = requests;
        this.longestBody = longestBody;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof PrincipalAuthentication known)) {
            chain.doFilter(request, response);
            return;
        }
        String person = known.getPrincipal().personId();
        long length = request.getContentLengthLong();
        long body = length < 0 ? longestBody : Math.min(length, longestBody);
        if (!requests.enter(person, body)) {
            refuse(response);
            return;
        }
        Runnable leave = requests.leaving(person, body);
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new WhenOver(leave));
            } else {
                leave.run();
            }
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(TooBusyException.RETRY_AFTER));
        new Refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        ErrorCode.TOO_MANY_REQUESTS,
                        "Too many requests are under way. Wait for the answers to earlier ones.",
                        Map.of("retryAfter", TooBusyException.RETRY_AFTER))
                .write(response, json);
    }

    private record WhenOver(Runnable leave) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // the completion follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // the completion follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
