// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Set;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Says what a browser may do with an answer (Content Security Policy level 3): nothing with one of the API; the console, the start page and
 * GraphiQL may run their own scripts and talk to this server and to the identity provider. The console's page makes style sheets too, which
 * carry its {@link PageNonce}. No other page may frame any.
 */
final class ContentPolicy implements HeaderWriter {

    static final String HEADER = "Content-Security-Policy";

    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Set<String> START = Set.of("/", "/about");
    private static final String GRAPHIQL = "/graphiql";

    private final String connections;
    private final String graphiQl;

    ContentPolicy(String issuer) {
        URI address = URI.create(issuer);
        this.connections = "connect-src 'self' " + address.getScheme() + "://" + address.getRawAuthority();
        this.graphiQl = page("'unsafe-inline'");
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HEADER, policy(request));
    }

    private String policy(HttpServletRequest request) {
        String nonce = PageNonce.of(request);
        if (nonce != null) {
            return page("'nonce-" + nonce + "'");
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean page = START.contains(path) || path.equals(GRAPHIQL) || path.startsWith(GRAPHIQL + '/');
        return page ? graphiQl : NOTHING;
    }

    private String page(String ownStyles) {
        return "default-src 'none'; script-src 'self'; style-src 'self' " + ownStyles + "; img-src 'self' data:;"
                + " font-src 'self' data:; " + connections
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
