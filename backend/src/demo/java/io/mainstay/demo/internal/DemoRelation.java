// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import org.jspecify.annotations.Nullable;

/**
 * A relation between two items, which are given by name.
 *
 * @param redundancy absent when the source needs the target by itself
 */
public record DemoRelation(
        String source,
        RelationKind kind,
        String target,
        @Nullable Redundancy redundancy) {}
