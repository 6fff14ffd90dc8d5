// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import org.springframework.web.socket.CloseStatus;

/** Why a WebSocket is not opened, or is closed, or why an operation on it is not begun. */
enum WebSocketRefusal {
    /** So many are open on this replica. */
    CONNECTIONS(CloseStatus.SERVICE_OVERLOAD),
    /** This replica leaves. */
    LEAVING(CloseStatus.GOING_AWAY),
    /** So many wait to be accepted on this replica. */
    UNACCEPTED(CloseStatus.SERVICE_OVERLOAD),
    /** So many are open from the client's address. */
    ADDRESS(new CloseStatus(4429, "Too many connections")),
    /** The person has so many open. */
    PERSON(new CloseStatus(4429, "Too many connections")),
    /** So many operations run on the connection. */
    OPERATIONS(new CloseStatus(4429, "Too many operations")),
    /** The person has so many subscriptions. */
    SUBSCRIPTIONS(new CloseStatus(4429, "Too many subscriptions")),
    /** A message is none of graphql-transport-ws. */
    MALFORMED(new CloseStatus(4400, "Invalid message")),
    /** A message is longer than is allowed. */
    TOO_LONG(CloseStatus.TOO_BIG_TO_PROCESS.withReason("The message is too long")),
    /** The end of a message did not come in time, or too much waits for its end. */
    UNFINISHED(CloseStatus.SERVICE_OVERLOAD.withReason("The end of the message is missing")),
    /** Too much waits for the person's clients, or for all of this replica's, to be read. */
    UNSENT(CloseStatus.SERVICE_OVERLOAD.withReason("Too much waits to be sent")),
    /** Nothing was sent that could be accepted in time. */
    INIT_TIMEOUT(new CloseStatus(4408, "Connection initialisation timeout")),
    /** A second connection_init. */
    INIT_TWICE(new CloseStatus(4429, "Too many initialisation requests")),
    /** An operation before the connection was accepted, or a token that is not accepted. */
    UNAUTHORIZED(new CloseStatus(4401, "Unauthorized")),
    /** The token has ended. */
    TOKEN_EXPIRED(new CloseStatus(4401, "Token expired")),
    /** The person was deactivated. */
    DEACTIVATED(new CloseStatus(4403, "Forbidden")),
    /** It cannot be found out whether the token is good. */
    UNAVAILABLE(CloseStatus.SERVICE_OVERLOAD.withReason("Your token cannot be verified now")),
    /** An id for which an operation runs already. */
    SAME_ID(new CloseStatus(4409, "Subscriber already exists")),
    /** A fault of this side's, which the log has. */
    FAULT(CloseStatus.SERVER_ERROR.withReason("This message cannot be handled"));

    private final CloseStatus status;

    WebSocketRefusal(CloseStatus status) {
        this.status = status;
    }

    /** What a connection is closed with for this reason. */
    CloseStatus status() {
        return status;
    }
}
