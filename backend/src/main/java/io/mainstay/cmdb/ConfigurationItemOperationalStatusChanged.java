// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** A CI works better or worse than before. */
@EventType("ci.operational-status-changed.v1")
public record ConfigurationItemOperationalStatusChanged(
        String id, OperationalStatus before, OperationalStatus after, int version) {}
