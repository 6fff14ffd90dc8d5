// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;

/**
 * What the users of a service were told of a planned outage: neither the CI nor what is done, which they need not see.
 *
 * @param number of the planned outage
 * @param state whether it was called off, as they were told
 * @param impact what it makes of the service
 * @param noticedAt when they were told
 */
public record ServiceOutage(
        String number, PlannedOutageState state, ImpactState impact, Instant from, Instant to, Instant noticedAt) {}
