// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The identity provider, from which people, teams and organisations come. Every method throws
 * {@link io.mainstay.identity.IdentityProviderUnavailableException} when the provider does not answer.
 */
public interface IdentityProvider {

    /** All groups, each after the one above it. */
    List<ProviderGroup> groups();

    /** The ids of the people who are direct members of the group. */
    Set<String> members(String groupId);

    /** A part of all people, in an order that does not change between calls; empty past the end. */
    List<ProviderPerson> people(int offset, int limit);

    /** One person, also one that {@link #people} does not list, such as a client's service account. */
    Optional<ProviderPerson> person(String id);
}
