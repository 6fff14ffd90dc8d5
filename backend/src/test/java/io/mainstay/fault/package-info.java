/** Faults with real processes: backends and servers that are killed while they work. */
@NullMarked
package io.mainstay.fault;

import org.jspecify.annotations.NullMarked;
