// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.shutdown;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that closes the connection with the answer while the replica takes no more traffic, so that its client opens the
 * next one elsewhere: whoever spreads connections over replicas cannot move one that is open.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConnectionCloseFilter extends OncePerRequestFilter {

    private final ApplicationAvailability availability;

    ConnectionCloseFilter(ApplicationAvailability availability) {
        this.availability = availability;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The answer to a WebSocket's first request must say that the connection is upgraded.
        boolean webSocket = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        if (!webSocket && availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        chain.doFilter(request, response);
    }
}
