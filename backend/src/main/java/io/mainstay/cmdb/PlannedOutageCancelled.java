// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;

/** A planned outage was called off. */
@EventType("planned-outage.cancelled.v1")
public record PlannedOutageCancelled(String id, String number, String ciId, int version) {}
