// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.platform.outbox.EventType;
import java.time.Instant;

/** A planned outage was moved or described anew. */
@EventType("planned-outage.updated.v1")
public record PlannedOutageUpdated(
        String id, String number, String ciId, FailureEffect effect, Instant from, Instant to, int version) {}
