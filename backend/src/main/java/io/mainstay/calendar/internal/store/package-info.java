/** Calendars in Neo4j. */
@NullMarked
package io.mainstay.calendar.internal.store;

import org.jspecify.annotations.NullMarked;
