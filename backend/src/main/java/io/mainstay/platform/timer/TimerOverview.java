// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

/**
 * How many timers there are.
 *
 * @param armed all of them
 * @param overdue those that should have fired more than a minute ago
 * @param dead those that are tried no more
 */
public record TimerOverview(long armed, long overdue, long dead) {}
