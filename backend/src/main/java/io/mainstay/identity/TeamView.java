// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import org.jspecify.annotations.Nullable;

/**
 * A support team.
 *
 * @param id the id of the identity provider's group
 * @param path the group's path, such as {@code /teams/network}
 * @param active false once the group is gone from the identity provider
 * @param organisationId the organisation in which the team is; null if it serves the whole installation
 */
public record TeamView(
        String id,
        String name,
        String path,
        boolean active,
        @Nullable String organisationId) {}
