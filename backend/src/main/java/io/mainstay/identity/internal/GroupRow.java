// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import org.jspecify.annotations.Nullable;

/**
 * An organisation or team to be upserted.
 *
 * @param withinId the nearest organisation above; null if none
 */
public record GroupRow(
        GroupKind kind,
        String id,
        String name,
        String path,
        @Nullable String withinId) {}
