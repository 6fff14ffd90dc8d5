// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/** An outage was planned. */
@EventType("planned-outage.created.v1")
public record PlannedOutageCreated(
        String id, String number, String ciId, FailureEffect effect, Instant from, Instant to, int version) {}
