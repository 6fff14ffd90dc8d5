// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.platform.outbox.EventType;

/** A change window was made. */
@EventType("change-window.created.v1")
public record ChangeWindowCreated(String id, ChangeWindowKind kind, String name, int version) {}
