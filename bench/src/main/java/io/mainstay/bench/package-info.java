/** Measures a running local stack: loads many records, lets clients work, prints rates and ratios. */
@NullMarked
package io.mainstay.bench;

import org.jspecify.annotations.NullMarked;
