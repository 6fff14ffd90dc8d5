// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.platform.outbox.EventType;

/**
 * A suspended change window holds again.
 *
 * @param byTimer whether it does because its suspension was over, not because somebody resumed it
 */
@EventType("change-window.resumed.v1")
public record ChangeWindowResumed(String id, ChangeWindowKind kind, String name, boolean byTimer, int version) {}
