/** Calendars in the API. */
@NullMarked
package io.mainstay.calendar.internal.graphql;

import org.jspecify.annotations.NullMarked;
