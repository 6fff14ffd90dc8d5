// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/**
 * A change window does not hold until an instant.
 *
 * @param until when it holds again by itself
 */
@EventType("change-window.suspended.v1")
public record ChangeWindowSuspended(
        String id, ChangeWindowKind kind, String name, Instant until, String reason, int version) {}
