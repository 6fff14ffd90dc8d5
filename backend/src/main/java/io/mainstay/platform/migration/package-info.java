/** Brings the graph's constraints, indexes and reference data up to date. */
@NullMarked
package io.mainstay.platform.migration;

import org.jspecify.annotations.NullMarked;
