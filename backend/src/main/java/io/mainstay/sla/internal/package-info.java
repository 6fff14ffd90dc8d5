/** How a clock follows from a record's timeline. Plain Java: no framework, no database, no clock of its own. */
@NullMarked
package io.mainstay.sla.internal;

import org.jspecify.annotations.NullMarked;
