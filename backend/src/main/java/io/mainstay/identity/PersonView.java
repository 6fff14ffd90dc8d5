// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import org.jspecify.annotations.Nullable;

/**
 * A person as others may show it.
 *
 * @param id the identity provider's subject
 * @param username what the person logs in with; null once erased
 * @param email null if unknown or erased
 * @param active false once the identity provider no longer knows or admits the person
 * @param erased whether the person's data was erased; {@code displayName} is a pseudonym then
 * @param organisationId the organisation that the person belongs to; null if none
 */
public record PersonView(
        String id,
        String displayName,
        @Nullable String username,
        @Nullable String email,
        boolean active,
        boolean erased,
        @Nullable String organisationId) {}
