// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.lease;

import java.time.Duration;

/**
 * The right to be the only one that does something, for a while.
 *
 * @param owner who holds it: a new id for each time it is acquired
 * @param token the fencing token: greater than that of every earlier holder
 * @param duration how long it holds after it was acquired or renewed
 */
public record Lease(String name, String owner, long token, Duration duration) {}
