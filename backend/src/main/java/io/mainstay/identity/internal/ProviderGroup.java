// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.kernel.Confidentiality;
import org.jspecify.annotations.Nullable;

/**
 * A group as the identity provider has it.
 *
 * @param parentId the group above; null at the top
 * @param path names from the top, each after a slash
 * @param kind null for a folder
 * @param clearance the highest confidentiality that members may read who have no clearance of their own; null if that is left to
 *     the group above
 */
public record ProviderGroup(
        String id,
        @Nullable String parentId,
        String name,
        String path,
        @Nullable GroupKind kind,
        @Nullable Confidentiality clearance) {}
