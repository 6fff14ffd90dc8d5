// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

/** The code of a top-level error, {@code extensions.code}: why a request, or a field of it, has failed. */
public enum ErrorCode {
    /** The schema itself refuses the document or its variables. */
    BAD_REQUEST,
    /** An argument breaks a rule; {@code extensions.field} and {@code rule} say which. */
    BAD_USER_INPUT,
    /** What an argument names does not exist or is not visible; {@code extensions.field} and {@code rule} say which. */
    NOT_FOUND,
    /** The token is not, or no longer, accepted. */
    UNAUTHENTICATED,
    /** The principal lacks a permission, named in {@code extensions.permission}. */
    FORBIDDEN,
    /** The request is longer than is allowed. */
    TOO_LARGE,
    /** The request costs more than is allowed. */
    TOO_COMPLEX,
    /** Too many requests in a short time; {@code extensions.retryAfter} has the seconds to wait. */
    TOO_MANY_REQUESTS,
    /** Events wait for the subscriber in too great a number; it reads again what it follows and subscribes anew. */
    TOO_SLOW,
    /** The request took longer than is allowed. */
    TIMEOUT,
    /** A server that this needs is away. */
    UNAVAILABLE,
    /** A fault of Mainstay; {@code extensions.traceId} finds it in the logs. */
    INTERNAL
}
