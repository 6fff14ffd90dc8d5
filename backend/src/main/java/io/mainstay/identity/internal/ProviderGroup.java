package io.mainstay.identity.internal;

import org.jspecify.annotations.Nullable;

/**
 * A group as the identity provider has it.
 *
 * @param parentId the group above; null at the top
 * @param path names from the top, each after a slash
 * @param kind null for a folder
 */
public record ProviderGroup(
        String id,
        @Nullable String parentId,
        String name,
        String path,
        @Nullable GroupKind kind) {}
