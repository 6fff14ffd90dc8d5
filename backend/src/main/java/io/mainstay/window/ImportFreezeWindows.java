// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import org.jspecify.annotations.Nullable;

/**
 * A list of freezes that shall be imported.
 *
 * @param source what the list is called; UIDs are those of this list
 * @param zone of times without one; null if they all have one
 * @param scope what each of the freezes covers
 * @param dryRun whether it is only to be said what would come of it; null for no
 */
public record ImportFreezeWindows(
        String source,
        FreezeListFormat format,
        String content,
        @Nullable String zone,
        SetChangeWindow.Scope scope,
        @Nullable Boolean dryRun) {}
