// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.Instant;

/**
 * The instants {@code [from, to)}.
 *
 * @param from first instant inside
 * @param to first instant after
 */
public record TimeSpan(Instant from, Instant to) {}
