// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;

/**
 * An outage that a change is expected to bring. Once the change is scheduled it is a {@link PlannedOutage}.
 *
 * @param number of the planned outage, drawn when it was named
 * @param title what is done, as everybody reads it who sees the CI
 */
public record ExpectedOutage(
        String number, String ciId, FailureEffect effect, Instant from, Instant to, String title) {}
