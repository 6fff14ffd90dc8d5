// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

/** What the installation knows of the people who sign in. The identity capability implements it. */
public interface IdentityDirectory {

    /**
     * The person that a valid token speaks for. Someone who is not yet known is entered at once, so that the first request
     * works before the next synchronisation. Called once for each request.
     */
    DirectoryPerson person(TokenIdentity identity);
}
