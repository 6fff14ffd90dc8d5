// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import org.jspecify.annotations.Nullable;

/**
 * Why a change window covers a CI.
 *
 * @param recordId what that part of the scope names: a CI, a class or an organisation; null if it names nothing
 */
public record ChangeWindowReason(
        ChangeWindowPart part, @Nullable String recordId) {}
