/** The use cases of calendars. */
@NullMarked
package io.mainstay.calendar.internal;

import org.jspecify.annotations.NullMarked;
