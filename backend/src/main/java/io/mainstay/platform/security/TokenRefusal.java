// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

/** Why a token is not accepted. The names are the values of a meter's label. */
enum TokenRefusal {

    /** No token at all in the place of one, or one that is no JWT. */
    MALFORMED,

    /** Signed by a key that is not among the realm's, or by an algorithm that is not accepted. */
    UNKNOWN_KEY,

    /** The signature does not belong to what is signed, or there is none. */
    BAD_SIGNATURE,

    /** It lacks a claim that every token needs. */
    INCOMPLETE,

    NOT_YET_VALID,

    EXPIRED,

    WRONG_ISSUER,

    /** Made for somebody else than the API. */
    WRONG_AUDIENCE,

    /** The token is good, but its person was deactivated. */
    DEACTIVATED
}
