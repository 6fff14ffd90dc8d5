// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.record.FieldUpdate;
import java.time.Instant;

/** A command that updates fields of a planned outage. */
public record UpdatePlannedOutage(
        FieldUpdate<FailureEffect> effect,
        FieldUpdate<Instant> from,
        FieldUpdate<Instant> to,
        FieldUpdate<String> title,
        FieldUpdate<String> reason) {}
