// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.kernel.Confidentiality;
import org.jspecify.annotations.Nullable;

/**
 * A person as the identity provider has it.
 *
 * @param id the subject of the person's tokens
 * @param enabled whether the person may log in
 * @param clearance the highest confidentiality that the person may read; null if that is left to the person's groups
 */
public record ProviderPerson(
        String id,
        String username,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String email,
        boolean enabled,
        @Nullable Confidentiality clearance) {

    /** Given and family name; the user name if the provider knows neither. */
    String displayName() {
        String name = ((givenName == null ? "" : givenName) + ' ' + (familyName == null ? "" : familyName)).strip();
        return name.isEmpty() ? username : name;
    }
}
