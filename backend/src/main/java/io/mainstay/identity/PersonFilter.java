// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import org.jspecify.annotations.Nullable;

/**
 * Which people to list. Conditions that are null hold for everybody.
 *
 * @param text contained in display name, user name or e-mail address, whatever the case of letters
 * @param active whether the person is active
 * @param organisationId the organisation that the person belongs to
 * @param teamId a team of which the person is a member
 */
public record PersonFilter(
        @Nullable String text,
        @Nullable Boolean active,
        @Nullable String organisationId,
        @Nullable String teamId) {

    public static final PersonFilter NONE = new PersonFilter(null, null, null, null);
}
