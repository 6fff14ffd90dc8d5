// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Says what a browser may do with an answer (Content Security Policy level 3): nothing with one of the API; the start page and GraphiQL may
 * run their own scripts and talk to this server and to the identity provider. No other page may frame either.
 */
final class ContentPolicy implements HeaderWriter {

    static final String HEADER = "Content-Security-Policy";

    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String START = "/";
    private static final String GRAPHIQL = "/graphiql";

    private final String graphiQl;

    ContentPolicy(String issuer) {
        URI address = URI.create(issuer);
        graphiQl = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " font-src 'self' data:; connect-src 'self' " + address.getScheme() + "://"
                + address.getRawAuthority()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean page = path.equals(START) || path.equals(GRAPHIQL) || path.startsWith(GRAPHIQL + '/');
        response.setHeader(HEADER, page ? graphiQl : NOTHING);
    }
}
