// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.platform.outbox.EventType;

/** A change window was ended and holds no more. */
@EventType("change-window.ended.v1")
public record ChangeWindowEnded(String id, ChangeWindowKind kind, String name, int version) {}
