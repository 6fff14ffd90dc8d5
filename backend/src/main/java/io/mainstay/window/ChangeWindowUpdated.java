// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.platform.outbox.EventType;

/** A change window was defined anew. */
@EventType("change-window.updated.v1")
public record ChangeWindowUpdated(String id, ChangeWindowKind kind, String name, int version) {}
