// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.platform.observability.LogContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the person's id into the logs of a request. */
final class PrincipalLogFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof PrincipalAuthentication known) {
            try (MDC.MDCCloseable _ = MDC.putCloseable(LogContext.PRINCIPAL, known.getName())) {
                chain.doFilter(request, response);
            }
            return;
        }
        chain.doFilter(request, response);
    }
}
