/** Business calendars: when time counts. Business hours, holidays and exceptions in an IANA zone, with versions. */
@NullMarked
package io.mainstay.calendar;

import org.jspecify.annotations.NullMarked;
