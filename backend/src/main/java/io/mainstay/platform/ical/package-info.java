/** iCalendar (RFC 5545), as text. */
@NullMarked
package io.mainstay.platform.ical;

import org.jspecify.annotations.NullMarked;
