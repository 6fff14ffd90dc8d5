// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** A CI moved on in its lifecycle. */
@EventType("ci.lifecycle-changed.v1")
public record ConfigurationItemLifecycleChanged(String id, CiLifecycle before, CiLifecycle after, int version) {}
