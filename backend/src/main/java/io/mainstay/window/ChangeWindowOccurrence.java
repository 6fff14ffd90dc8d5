// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;

/**
 * One interval in which a change window holds without a break: an occurrence, or what a suspension or the end of the window
 * leaves of one.
 *
 * @param startsAt the first instant at which it holds
 * @param endsAt the first instant at which it does not hold any more
 */
public record ChangeWindowOccurrence(Instant startsAt, Instant endsAt) {}
