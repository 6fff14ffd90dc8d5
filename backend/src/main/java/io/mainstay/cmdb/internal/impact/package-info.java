/** How failure spreads over relations: pure functions over a {@code DependencyGraph}, without database or framework. */
@NullMarked
package io.mainstay.cmdb.internal.impact;

import org.jspecify.annotations.NullMarked;
