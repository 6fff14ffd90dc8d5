/** Instants at which something must happen to a record, kept in the graph and fired exactly once. */
@NullMarked
package io.mainstay.platform.timer;

import org.jspecify.annotations.NullMarked;
