// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

/** What a client sent ends its connection. */
final class WebSocketRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final WebSocketRefusal refusal;

    /** @param reason in the words that the client is told, at most 123 bytes of ASCII */
    WebSocketRefusedException(WebSocketRefusal refusal, String reason) {
        super(reason);
        this.refusal = refusal;
    }

    WebSocketRefusal refusal() {
        return refusal;
    }
}
