// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import io.mainstay.platform.outbox.EventType;

/**
 * A calendar was made or got other rules.
 *
 * @param revision the calendar's revision after the change
 * @param validFrom first local date on which the rules hold, as in ISO 8601
 */
@EventType("calendar.revised.v1")
public record CalendarRevised(String calendarId, int revision, String validFrom) {}
