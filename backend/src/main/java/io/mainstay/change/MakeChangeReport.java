// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/**
 * A report of changes that shall be made, or made anew.
 *
 * @param month that is over, such as {@code 2026-11}
 * @param reason why
 */
public record MakeChangeReport(String organisationId, String month, String reason) {}
