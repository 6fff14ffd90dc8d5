/** The clocks. */
@NullMarked
package io.mainstay.platform.time;

import org.jspecify.annotations.NullMarked;
