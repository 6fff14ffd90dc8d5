// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.record.FieldUpdate;
import java.time.Instant;

/** Changes of a planned outage's fields. */
public record UpdatePlannedOutage(
        FieldUpdate<FailureEffect> effect,
        FieldUpdate<Instant> from,
        FieldUpdate<Instant> to,
        FieldUpdate<String> title,
        FieldUpdate<String> reason) {}
