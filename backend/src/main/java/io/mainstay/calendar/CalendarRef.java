// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

/**
 * A calendar as it was at one of its revisions. What a reference names never changes.
 *
 * @param calendarId the calendar
 * @param revision counts the calendar's changes; 0 is a built-in calendar that nobody has changed
 */
public record CalendarRef(String calendarId, int revision) {}
