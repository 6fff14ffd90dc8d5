// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The nonce of one page (Content Security Policy level 3): style sheets that the page itself makes carry it, and no other is taken. */
public final class PageNonce {

    private static final String ATTRIBUTE = PageNonce.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();

    private PageNonce() {}

    /** Draws the nonce of the page that answers the request; the answer's policy names it. */
    public static String draw(HttpServletRequest request) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        request.setAttribute(ATTRIBUTE, nonce);
        return nonce;
    }

    static @Nullable String of(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }
}
