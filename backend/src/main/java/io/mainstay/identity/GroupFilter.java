// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import org.jspecify.annotations.Nullable;

/**
 * Which teams or organisations to list. Conditions that are null hold for all.
 *
 * @param text contained in the name or path, whatever the case of letters
 * @param active whether the identity provider still has it
 * @param withinId for teams the organisation in which it is, for organisations the one directly above
 */
public record GroupFilter(
        @Nullable String text,
        @Nullable Boolean active,
        @Nullable String withinId) {

    public static final GroupFilter NONE = new GroupFilter(null, null, null);

    /** What cursors of teams belong to, which are none of organisations. */
    public String scopeOfTeams() {
        return "teams" + this;
    }

    /** What cursors of organisations belong to. */
    public String scopeOfOrganisations() {
        return "organisations" + this;
    }
}
