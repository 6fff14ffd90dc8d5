// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.time.Instant;

/**
 * The time of records, SLA clocks and windows. Tests set it. Tokens, leases, retries and limits use {@link SystemClock}.
 */
public interface BusinessClock {

    Instant now();
}
