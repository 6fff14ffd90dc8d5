/** Record keeping, tested as a whole. */
@NullMarked
package io.mainstay.record;

import org.jspecify.annotations.NullMarked;
