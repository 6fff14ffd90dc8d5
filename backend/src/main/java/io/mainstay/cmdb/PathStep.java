// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import org.jspecify.annotations.Nullable;

/**
 * One step of failure from a CI to one that depends on it.
 *
 * @param fromId the CI whose failure is felt, or null when the reader may not see it
 * @param toId the CI that feels it, or null when the reader may not see it
 */
public record PathStep(@Nullable String fromId, @Nullable String toId, RelationType relationType) {}
