// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** A CI was created. */
@EventType("ci.created.v1")
public record ConfigurationItemCreated(String id, String number, String classKey, int version) {}
