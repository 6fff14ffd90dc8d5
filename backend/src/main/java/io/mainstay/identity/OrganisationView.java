// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity;

import org.jspecify.annotations.Nullable;

/**
 * An organisation of the tree.
 *
 * @param id the id of the identity provider's group
 * @param path the group's path, such as {@code /organisations/holding/retail}
 * @param active false once the group is gone from the identity provider
 * @param parentId the organisation above; null for the root of a tree
 * @param version moves when it is configured; what a mutation expects
 */
public record OrganisationView(
        String id,
        String name,
        String path,
        boolean active,
        @Nullable String parentId,
        int version) {}
