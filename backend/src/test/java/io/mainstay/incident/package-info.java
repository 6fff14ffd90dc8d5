/** Incidents, tested as a whole. */
@NullMarked
package io.mainstay.incident;

import org.jspecify.annotations.NullMarked;
